"""A query to its figures: the value, what it is compared with, its groups and the way it came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.periods import Grain, back_from, containing
from knowledge.metrics.standing import change
from knowledge.metrics.wording import quoted
from knowledge.models import Figure, Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.computed import FEWEST, Computed, NoRows, Spans
from knowledge.numbers.figures import Figures, by_value, keeps
from knowledge.numbers.reach import Reach, is_whole, no_rows
from knowledge.numbers.times.earlier import period_before

SERIES = 13
_STANDING = frozenset({Kind.VALUE, Kind.TARGET, Kind.BASELINE, Kind.OWNER, Kind.WHY})


@dataclass
class Computing:
    """Computes one query; keeps the statements that were run."""

    metrics: Metrics
    spans: Spans
    today: date
    statements: list[str] = field(default_factory=list)

    @property
    def _reach(self) -> Reach:
        return Reach(self.spans, self.today)

    @property
    def _figures(self) -> Figures:
        return Figures(self.metrics, self.spans, self.statements)

    def compute(self, asked: Asked) -> Computed:
        """All figures of a query.

        Raises:
            NoRows: the table has none of that time.
            ThroughlineError: the metric cannot be computed, with the reason.
        """
        self.statements = []
        definition = self.metrics.definitions.metric(asked.metric)
        span = self.spans(asked.metric)
        asked, until = self._reach.whole(self._now(asked, definition, span), definition, span)
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
        newest = self._reach.newest(asked, grain)
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
        figure = self._figures.one(asked, asked.period)
        if figure.value is None:
            raise NoRows(f"There are no rows for {definition.label} with these conditions.")
        made = Computed(asked, definition, figure)
        if asked.by:
            groups, small = self._figures.groups(asked)
            made = replace(made, groups=groups, small=small)
        since = period_before(asked.period, asked.unit) if asked.period and asked.unit else None
        if since and self._reach.covers(asked, since):
            earlier = self._figures.one(asked, since)
            moved = change(figure.value, earlier.value, definition.direction)
            figure = replace(figure, previous=earlier.value)
            made = replace(made, figure=figure, change=moved, since=since)
        return replace(made, series=self._series(asked))

    def change(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """Two periods side by side; without any the last whole month and the one before."""
        if asked.period is None:
            month = self._reach.newest(asked, Grain.MONTH)
            asked = replace(asked, period=month, unit=Grain.MONTH)
        assert asked.period is not None
        since = asked.other or period_before(asked.period, asked.unit)
        span = self.spans(asked.metric)
        if span is None or since.end < span[0] or since.start > span[1]:
            raise NoRows(no_rows(definition, since, span))
        figure, earlier = self._figures.one(asked, asked.period), self._figures.one(asked, since)
        moved = change(figure.value, earlier.value, definition.direction)
        figure = replace(figure, previous=earlier.value)
        return Computed(asked, definition, figure, change=moved, since=since)

    def ranking(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """Groups or periods, the most or the least first."""
        if asked.grain and not asked.by:
            asked = self._over_time(asked, asked.grain)
            groups, small = self._whole_ones(asked, asked.grain), 0
        else:
            groups, small = self._figures.groups(asked, blank=False)
        if not groups:
            raise NoRows(f"{definition.label}: no group has at least {FEWEST} rows.")
        if small and asked.least and self.metrics.computation(asked.metric).additive:
            raise NoRows(
                f"I cannot tell which is lowest by {quoted(definition.label)}: groups of fewer "
                f"than {FEWEST} rows are not told apart, and there are {small}."
            )
        return Computed(asked, definition, groups[0], groups=groups, small=small)

    def _over_time(self, asked: Asked, grain: Grain | None) -> Asked:
        """A ranking of times without one: of all whole ones there are."""
        span = self.spans(asked.metric)
        if asked.period is not None or grain is None or span is None:
            return asked
        newest = self._reach.newest(asked, grain)
        last = min(span[1], self.today - timedelta(days=1)) if self._grows(asked) else newest.end
        return replace(asked, period=Period(min(span[0], newest.start), max(newest.end, last)))

    def _grows(self, asked: Asked) -> bool:
        """Whether a period that is not over can only rise: it may be the highest already."""
        return self.metrics.computation(asked.metric).additive and not asked.least

    def _whole_ones(self, asked: Asked, grain: Grain | None) -> tuple[Figure, ...]:
        """The periods by value; one that is cut is not compared with whole ones."""
        if grain is None:
            return ()
        listed = [one for one in self._figures.by_time(asked, grain) if one.value is not None]
        whole = [
            one
            for one in listed
            if self._grows(asked)
            or (one.period and is_whole(containing(one.period.start, grain), one.period))
        ]
        return tuple(sorted(whole or listed, key=by_value(least=asked.least)))

    def split(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """Groups beside each other, the largest value first."""
        groups, small = self._figures.groups(asked)
        if asked.bound:
            groups = tuple(one for one in groups if keeps(one, asked.bound, definition.unit))
        if not groups and asked.bound:
            raise NoRows(f"{definition.label}: no group is within that bound.")
        if not groups:
            raise NoRows(f"{definition.label}: no group has at least {FEWEST} rows.")
        return Computed(asked, definition, groups[0], groups=groups, small=small)

    def trend(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """The value by periods: of the time that is asked for, else the newest whole ones."""
        grain = asked.grain or Grain.MONTH
        if asked.period is None:
            newest = self._reach.newest(asked, grain)
            first = list(back_from(newest, grain, SERIES))[-1]
            asked = replace(asked, period=Period(first.start, newest.end))
        series = self._figures.by_time(asked, grain)
        if not series:
            raise NoRows(no_rows(definition, asked.period, self.spans(asked.metric)))
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
            part, whole = (
                self._figures.one(asked, asked.period),
                self._figures.of(asked, asked.whole, asked.where),
            )
        else:
            part = self._figures.of(asked, asked.metric, (*asked.where, *asked.part))
            whole = self._figures.of(asked, asked.metric, asked.where)
        if not whole.value or part.value is None:
            raise NoRows(f"{definition.label}: there is nothing to take a share of.")
        dimensions = {one.dimension: ", ".join(one.values) for one in asked.part}
        share = part.value / whole.value
        told = replace(part, value=share, unit="percent", n=whole.n, dimensions=dimensions)
        return told, part, whole

    def distinct(self, asked: Asked, definition: MetricDefinition) -> Computed:
        """How many groups have rows."""
        figures = self._figures.ask(asked, asked.period, by=(asked.by,))
        there = [one for one in figures if one.value and next(iter(one.dimensions.values()), "")]
        rows = sum(one.n for one in there)
        label = asked.by.rsplit("__", 1)[-1].replace("_", " ")
        figure = Figure(
            asked.metric, label, float(len(there)), label, rows, period=asked.period,
            owner=definition.owner, definition=definition.description,
        )  # fmt: skip
        return Computed(asked, definition, figure)

    def _series(self, asked: Asked) -> tuple[Figure, ...]:
        """The periods up to this one, where it is a whole one of the calendar's."""
        grain, period = asked.unit, asked.period
        if grain is None or period is None or containing(period.start, grain) != period:
            return ()
        span = self.spans(asked.metric)
        periods = [one for one in back_from(period, grain, SERIES) if span and one.start >= span[0]]
        if len(periods) < 3:
            return ()
        return self._figures.by_time(
            replace(asked, period=Period(periods[-1].start, period.end)), grain
        )


_KINDS: dict[Kind, Callable[[Computing, Asked, MetricDefinition], Computed]] = {
    Kind.RANKING: Computing.ranking,
    Kind.GROUPS: Computing.split,
    Kind.TREND: Computing.trend,
    Kind.CHANGE: Computing.change,
    Kind.SHARE: Computing.share,
    Kind.DISTINCT: Computing.distinct,
}
