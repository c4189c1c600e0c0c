"""A query to its figures: the value, what it is compared with, its groups and the way it came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from knowledge.errors import InputError
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.engine import Metrics
from knowledge.metrics.periods import Grain, back_from, containing, last_complete
from knowledge.metrics.query import Where
from knowledge.metrics.standing import Change, change
from knowledge.metrics.wording import day_words, quoted, told_in
from knowledge.models import Figure, Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.times.earlier import period_before, same_days

FEWEST = 5
"""Groups of fewer rows are not told apart."""
SERIES = 13
_DAY = timedelta(days=1)
_STANDING = frozenset({Kind.VALUE, Kind.TARGET, Kind.BASELINE, Kind.OWNER, Kind.WHY})
_HEAD = 0.02  # of an earlier period: the first rows of a year are of its second day
_TAIL = 0.1  # of a period: with more days without rows at its end it is not taken for whole


class NoRows(InputError):
    """The table has no rows of the time that is asked for. The sentence says which it has."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for a question.

    Attributes:
        figure: the value that answers; of a ranking the first group.
        groups: figures of the groups in the order that they are told in.
        small: how many groups were too small to be told apart.
        series: figures by period, oldest first.
        change: from `since`, another period's value.
        whole: the value of all rows, where the newest period is told instead.
        until: the newest row's day, where the period is not whole.
        statements: the SQL, in the order of its running.
    """

    asked: Asked
    definition: MetricDefinition
    figure: Figure
    groups: tuple[Figure, ...] = ()
    small: int = 0
    series: tuple[Figure, ...] = ()
    change: Change | None = None
    since: Period | None = None
    whole: Figure | None = None
    until: date | None = None
    span: tuple[date, date] | None = None
    statements: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """The rows behind all that is told."""
        if self.asked.kind is Kind.GROUPS:
            return sum(one.n for one in self.groups)
        return self.figure.n


Spans = Callable[[str], tuple[date, date] | None]


@dataclass
class Computing:
    """Computes one query; keeps the statements that were run."""

    metrics: Metrics
    spans: Spans
    today: date
    statements: list[str] = field(default_factory=list)

    def compute(self, asked: Asked) -> Computed:
        """All figures of a query.

        Raises:
            NoRows: the table has none of that time.
            ThroughlineError: the metric cannot be computed, with the reason.
        """
        self.statements = []
        definition = self.metrics.definitions.metric(asked.metric)
        span = self.spans(asked.metric)
        asked, until = self._whole(self._now(asked, definition, span), definition, span)
        made = _KINDS.get(asked.kind, Computing.value)(self, asked, definition)
        promised = definition.target_for(asked.period.end if asked.period else self.today)
        figure = replace(
            made.figure,
            baseline=definition.baseline.value if definition.baseline else None,
            target=promised,
        )
        plain = asked.kind in {
            Kind.VALUE,
            Kind.TARGET,
            Kind.BASELINE,
            Kind.OWNER,
            Kind.CHANGE,
            Kind.WHY,
        }
        known = plain and not asked.where and self._comparable(made.asked, definition)
        return replace(
            made,
            figure=figure if known else made.figure,
            until=until,
            span=span,
            statements=tuple(self.statements),
        )

    def _now(
        self, asked: Asked, definition: MetricDefinition, span: tuple[date, date] | None
    ) -> Asked:
        """A metric that was promised, asked for without a time: how it stands now."""
        stands = asked.kind in _STANDING
        promised = definition.targets or definition.baseline or definition.granularity
        if asked.period or asked.all_time or not stands or not promised or span is None:
            return asked
        if asked.where and asked.kind is not Kind.WHY:  # all rows say more of a part
            return asked
        grain = Grain(definition.granularity or Grain.MONTH)
        newest = self._newest(asked, grain)
        if newest.start < span[0]:
            return asked
        return replace(asked, period=newest, unit=grain)

    def _comparable(self, asked: Asked, definition: MetricDefinition) -> bool:
        """Whether a value may stand beside its target: a count only for its own length."""
        if not self.metrics.computation(asked.metric).additive:
            return True
        return bool(definition.granularity) and asked.unit == definition.granularity

    def value(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """One value, with the one of the period before."""
        figure = self._one(asked, asked.period)
        if figure.value is None:
            raise NoRows(f"There are no rows for {definition.label} with these conditions.")
        made = Computed(asked, definition, figure)
        if asked.by:
            groups, small = self.groups(asked)
            made = replace(made, groups=groups, small=small)
        since = period_before(asked.period, asked.unit) if asked.period and asked.unit else None
        if since and self._reaches(asked, since):
            earlier = self._one(asked, since)
            moved = change(figure.value, earlier.value, definition.direction)
            figure = replace(figure, previous=earlier.value)
            made = replace(made, figure=figure, change=moved, since=since)
        return replace(made, series=self._series(asked))

    def change(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """Two periods side by side; without any the last whole month and the one before."""
        if asked.period is None:
            month = self._newest(asked, Grain.MONTH)
            asked = replace(asked, period=month, unit=Grain.MONTH)
        assert asked.period is not None
        since = asked.other or period_before(asked.period, asked.unit)
        span = self.spans(asked.metric)
        if span is None or since.end < span[0] or since.start > span[1]:
            raise NoRows(self._no_rows(definition, since, span))
        figure, earlier = self._one(asked, asked.period), self._one(asked, since)
        moved = change(figure.value, earlier.value, definition.direction)
        figure = replace(figure, previous=earlier.value)
        return Computed(asked, definition, figure, change=moved, since=since)

    def ranking(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """Groups or periods, the most or the least first."""
        if asked.grain and not asked.by:
            asked = self._over_time(asked, asked.grain)
            groups, small = self._whole_ones(asked, asked.grain), 0
        else:
            groups, small = self.groups(asked, blank=False)
        if not groups:
            raise NoRows(f"{definition.label}: no group has at least {FEWEST} rows.")
        return Computed(asked, definition, groups[0], groups=groups, small=small)

    def _over_time(self, asked: Asked, grain: Grain | None) -> Asked:
        """A ranking of times without one: of all whole ones there are."""
        span = self.spans(asked.metric)
        if asked.period is not None or grain is None or span is None:
            return asked
        newest = self._newest(asked, grain)
        return replace(asked, period=Period(min(span[0], newest.start), newest.end))

    def _whole_ones(self, asked: Asked, grain: Grain | None) -> tuple[Figure, ...]:
        """The periods by value; one that is cut is not compared with whole ones."""
        if grain is None:
            return ()
        listed = [one for one in self._by_time(asked, grain) if one.value is not None]
        whole = [
            one
            for one in listed
            if one.period and _near(containing(one.period.start, grain), one.period)
        ]
        return tuple(sorted(whole or listed, key=_by_value(least=asked.least)))

    def split(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """Groups beside each other, the largest value first."""
        groups, small = self.groups(asked)
        if asked.bound:
            groups = tuple(one for one in groups if _keeps(one, asked.bound, definition.unit))
        if not groups and asked.bound:
            raise NoRows(f"{definition.label}: no group is within that bound.")
        if not groups:
            raise NoRows(f"{definition.label}: no group has at least {FEWEST} rows.")
        return Computed(asked, definition, groups[0], groups=groups, small=small)

    def trend(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """The value by periods: of the time that is asked for, else the newest whole ones."""
        grain = asked.grain or Grain.MONTH
        if asked.period is None:
            newest = self._newest(asked, grain)
            first = list(back_from(newest, grain, SERIES))[-1]
            asked = replace(asked, period=Period(first.start, newest.end))
        series = self._by_time(asked, grain)
        if not series:
            raise NoRows(self._no_rows(definition, asked.period, self.spans(asked.metric)))
        before = series[-2].value if len(series) > 1 else None
        moved = change(series[-1].value, series[0].value, definition.direction)
        figure = replace(series[-1], previous=before)
        return Computed(
            asked, definition, figure, series=series, change=moved, since=series[0].period
        )

    def share(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """The part that has these conditions, of what has the others."""
        figure, part, whole = self._shared(asked, definition)
        made = Computed(asked, definition, figure, groups=(part, whole))
        if asked.other is None:
            return made
        earlier = self._shared(replace(asked, period=asked.other), definition)[0]
        moved = change(figure.value, earlier.value, definition.direction)
        figure = replace(figure, previous=earlier.value)
        return replace(made, figure=figure, change=moved, since=asked.other)

    def _shared(self, asked: Asked, definition: MetricDefinition) -> tuple[Figure, Figure, Figure]:
        if asked.whole:
            part, whole = self._one(asked, asked.period), self._of(asked, asked.whole, asked.where)
        else:
            part = self._of(asked, asked.metric, (*asked.where, *asked.part))
            whole = self._of(asked, asked.metric, asked.where)
        if not whole.value or part.value is None:
            raise NoRows(f"{definition.label}: there is nothing to take a share of.")
        dimensions = {one.dimension: ", ".join(one.values) for one in asked.part}
        share = part.value / whole.value
        told = replace(part, value=share, unit="percent", n=whole.n, dimensions=dimensions)
        return told, part, whole

    def distinct(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """How many groups have rows."""
        figures = self._ask(asked, asked.period, by=(asked.by,))
        there = [one for one in figures if one.value and next(iter(one.dimensions.values()), "")]
        rows = sum(one.n for one in there)
        label = asked.by.rsplit("__", 1)[-1].replace("_", " ")
        figure = Figure(
            asked.metric, label, float(len(there)), label, rows, period=asked.period,
            owner=definition.owner, definition=definition.description,
        )  # fmt: skip
        return Computed(asked, definition, figure)

    def groups(self, asked: Asked, *, blank: bool = True) -> tuple[tuple[Figure, ...], int]:
        """Groups that are large enough, by value; and how many are not."""
        figures = self._ask(asked, asked.period, by=(asked.by,))
        told = [one for one in figures if blank or next(iter(one.dimensions.values()), "")]
        sums = self.metrics.computation(asked.metric).additive
        large = [one for one in told if one.value is not None and _is_told(one, sums=sums)]
        large.sort(key=_by_value(least=asked.least and asked.kind is Kind.RANKING))
        return tuple(large), len(told) - len(large)

    def _whole(
        self, asked: Asked, definition: MetricDefinition, span: tuple[date, date] | None
    ) -> tuple[Asked, date | None]:
        """The query with its period cut at the newest row, where it is not over; and that day."""
        if asked.period is None:
            return asked, None
        if span is None or asked.period.end < span[0] or asked.period.start > span[1]:
            raise NoRows(self._no_rows(definition, asked.period, span))
        last = min(span[1], self.today - _DAY)
        missing = (asked.period.end - last).days
        length = (asked.period.end - asked.period.start).days + 1
        if missing <= max(1, _TAIL * length) and asked.period.end < self.today:
            return asked, None
        if missing <= 0 or last < asked.period.start:
            return asked, None
        cut = Period(asked.period.start, last)
        return replace(asked, period=cut, other=_as_far(asked.other, asked.period, cut)), last

    def _no_rows(
        self, definition: MetricDefinition, period: Period | None, span: tuple[date, date] | None
    ) -> str:
        asked = told_in(period) if period else ""
        if span is None:
            return f"{definition.label} is not told by time, so there is no figure{asked}."
        if span[0] == span[1]:
            known = day_words(span[0])
            return f"{definition.label} is only known as of {known}: there is no figure{asked}."
        return (
            f"There are no rows for {quoted(definition.label)}{asked}: they reach from "
            f"{day_words(span[0])} to {day_words(span[1])}."
        )

    def _reaches(self, asked: Asked, since: Period) -> bool:
        """Whether the rows reach over an earlier period, but for a few days at its start."""
        span = self.spans(asked.metric)
        if span is None or since.end > span[1]:
            return False
        length = (since.end - since.start).days + 1
        return (span[0] - since.start).days <= _HEAD * length

    def _newest(self, asked: Asked, grain: Grain) -> Period:
        """The newest whole period that has rows to its end."""
        span = self.spans(asked.metric)
        today = min(self.today, span[1] + _DAY) if span else self.today
        found = last_complete(today, grain)
        around = containing(today - _DAY, grain)
        missing = (around.end - (today - _DAY)).days
        near = missing <= max(1, _TAIL * ((around.end - around.start).days + 1))
        return around if near and around.end < self.today else found

    def _series(self, asked: Asked) -> tuple[Figure, ...]:
        """The periods up to this one, where it is a whole one of the calendar's."""
        grain, period = asked.unit, asked.period
        if grain is None or period is None or containing(period.start, grain) != period:
            return ()
        span = self.spans(asked.metric)
        periods = [one for one in back_from(period, grain, SERIES) if span and one.start >= span[0]]
        if len(periods) < 3:
            return ()
        return self._by_time(replace(asked, period=Period(periods[-1].start, period.end)), grain)

    def _by_time(self, asked: Asked, grain: Grain) -> tuple[Figure, ...]:
        """A figure for each period; those without rows are 0 where rows are counted."""
        found = {one.period: one for one in self._ask(asked, asked.period, grain=grain)}
        if not found or asked.period is None:
            return tuple(found.values())
        additive = self.metrics.computation(asked.metric).additive
        listed, first = [], next(iter(found.values()))
        span = self.spans(asked.metric) or (asked.period.start, asked.period.end)
        period = containing(max(asked.period.start, span[0]), grain)
        while period.start <= min(asked.period.end, span[1]):
            told = Period(max(period.start, asked.period.start), min(period.end, asked.period.end))
            empty = replace(first, value=0.0 if additive else None, n=0)
            listed.append(replace(found.get(period, empty), period=told))
            period = containing(period.end + _DAY, grain)
        return tuple(listed)

    def _one(self, asked: Asked, period: Period | None) -> Figure:
        return self._ask(asked, period)[0]

    def _of(self, asked: Asked, metric: str, where: Sequence[Where]) -> Figure:
        return self._ask(replace(asked, metric=metric, where=tuple(where)), asked.period)[0]

    def _ask(
        self,
        asked: Asked,
        period: Period | None,
        by: Sequence[str] = (),
        grain: Grain | None = None,
    ) -> tuple[Figure, ...]:
        result = self.metrics.result(asked.metric, period, by, asked.where, grain)
        self.statements.append(result.sql)
        return result.figures


def _near(whole: Period, period: Period) -> bool:
    """Whether a period is whole, but for a day."""
    return (whole.end - whole.start).days - (period.end - period.start).days <= 1


def _as_far(other: Period | None, whole: Period, cut: Period) -> Period | None:
    """The earlier period that a cut one is compared with, as far gone as that."""
    if other is None or other.end >= whole.start:
        return other
    length, theirs = (whole.end - whole.start).days, (other.end - other.start).days
    if abs(length - theirs) > _TAIL * length:
        return other
    months = (whole.start.year - other.start.year) * 12 + whole.start.month - other.start.month
    moved = same_days(cut, months)
    if moved.start != other.start:
        moved = Period(other.start, other.start + (cut.end - cut.start))
    return Period(other.start, min(other.end, moved.end))


def _keeps(figure: Figure, bound: tuple[str, float], unit: str) -> bool:
    sign, limit = bound
    value = (figure.value or 0.0) * (100.0 if unit == "percent" else 1.0)
    return {
        ">=": value >= limit,
        ">": value > limit,
        "<=": value <= limit,
        "<": value < limit,
    }[sign]


def _is_told(figure: Figure, *, sums: bool) -> bool:
    """Whether a group is told apart: a sum of money is, a count or a mean of few rows is not."""
    counts = figure.value == figure.n
    return figure.n >= FEWEST or (sums and not counts)


def _by_value(*, least: bool) -> Callable[[Figure], tuple[float, int]]:
    sign = 1.0 if least else -1.0
    return lambda one: (sign * (one.value or 0.0), -one.n)


_KINDS: dict[Kind, Callable[[Computing, Asked, MetricDefinition], Computed]] = {
    Kind.RANKING: Computing.ranking,
    Kind.GROUPS: Computing.split,
    Kind.TREND: Computing.trend,
    Kind.CHANGE: Computing.change,
    Kind.SHARE: Computing.share,
    Kind.DISTINCT: Computing.distinct,
}
