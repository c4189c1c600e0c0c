"""Figures of a query, as the engine gives them, and the statements that were run for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.query import Where
from knowledge.models import Figure, Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.computed import FEWEST, Spans

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """Asks the engine; `statements` grows with each question."""

    metrics: Metrics
    spans: Spans
    statements: list[str] = field(default_factory=list)

    def groups(self, asked: Asked, *, blank: bool = True) -> tuple[tuple[Figure, ...], int]:
        """Groups that are large enough, by value; and how many are not."""
        figures = (
            self._two_sides(asked)
            if asked.against
            else self.ask(asked, asked.period, by=(asked.by,))
        )
        told = [one for one in figures if blank or next(iter(one.dimensions.values()), "")]
        sums = self.metrics.computation(asked.metric).additive
        large = [one for one in told if one.value is not None and is_told(one, sums=sums)]
        if not asked.against:  # these stay as they were asked
            large.sort(key=by_value(least=asked.least and asked.kind is Kind.RANKING))
        return tuple(large), len(told) - len(large)

    def _two_sides(self, asked: Asked) -> tuple[Figure, ...]:
        """The rows that keep a condition, and all others."""
        sides = []
        for negated in (False, True):
            where = tuple(replace(one, negated=negated) for one in asked.against)
            names = {
                one.dimension: "all others" if negated else " or ".join(one.values)
                for one in asked.against
            }
            figure = self.of(asked, asked.metric, (*asked.where, *where))
            sides.append(replace(figure, dimensions=names))
        return tuple(sides)

    def by_time(self, asked: Asked, grain: Grain) -> tuple[Figure, ...]:
        """A figure for each period; those without rows are 0 where rows are counted."""
        found = {one.period: one for one in self.ask(asked, asked.period, grain=grain)}
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

    def one(self, asked: Asked, period: Period | None) -> Figure:
        """The one figure of a period."""
        return self.ask(asked, period)[0]

    def of(self, asked: Asked, metric: str, where: Sequence[Where]) -> Figure:
        """The same query of another metric, with other conditions."""
        return self.ask(replace(asked, metric=metric, where=tuple(where)), asked.period)[0]

    def ask(
        self,
        asked: Asked,
        period: Period | None,
        by: Sequence[str] = (),
        grain: Grain | None = None,
    ) -> tuple[Figure, ...]:
        """What the engine computes for it."""
        result = self.metrics.result(asked.metric, period, by, asked.where, grain)
        self.statements.append(result.sql)
        if not asked.without:
            return result.figures
        taken = self.metrics.result(asked.without, period, by, asked.where, grain)
        self.statements.append(taken.sql)
        return _less(result.figures, taken.figures)


def _less(figures: Sequence[Figure], taken: Sequence[Figure]) -> tuple[Figure, ...]:
    """Each figure without the one of the same group and period."""

    def key(one: Figure) -> tuple[tuple[tuple[str, str], ...], Period | None]:
        return tuple(sorted(one.dimensions.items())), one.period

    off = {key(one): one for one in taken}
    left = []
    for one in figures:
        part = off.get(key(one))
        value = None if one.value is None else one.value - ((part and part.value) or 0.0)
        n = int(value) if value is not None and one.value == one.n else one.n
        left.append(replace(one, value=value, n=n))
    return tuple(left)


def keeps(figure: Figure, bound: tuple[str, float], unit: str) -> bool:
    """Whether a value is within a bound; a percent is told in hundredths."""
    sign, limit = bound
    value = (figure.value or 0.0) * (100.0 if unit == "percent" else 1.0)
    return {
        ">=": value >= limit,
        ">": value > limit,
        "<=": value <= limit,
        "<": value < limit,
    }[sign]


def is_told(figure: Figure, *, sums: bool) -> bool:
    """Whether a group is told apart: a sum of money is, a count or a mean of few rows is not."""
    counts = figure.value == figure.n
    return figure.n >= FEWEST or (sums and not counts)


def by_value(*, least: bool) -> Callable[[Figure], tuple[float, int]]:
    """The order of a ranking; of equal values the one with more rows first."""
    sign = 1.0 if least else -1.0
    return lambda one: (sign * (one.value or 0.0), -one.n)
