"""A metric's figures period by period, asked for once over all the time that a line looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge.errors import DefinitionError
from knowledge.metrics.periods import Grain, back_from, containing, year_before
from knowledge.metrics.series.outliers import FEWEST, Outlier, outlier
from knowledge.metrics.series.points import SERIES, Point
from knowledge.metrics.series.ports import Asked, Figures
from knowledge.models import Figure, Period

_LIKE_DAYS = 13  # the same weekday, a quarter back
_LIKE_YEARS = 12  # the same month


class History:
    """What came before a period; only periods that the rows reach back to are known.

    Attributes:
        now: the figure of the period itself, as part of its time: what runs on over periods or
            looks back at others is told so only.
    """

    def __init__(
        self, asked: Asked, period: Period, grain: Grain, figures: Figures, span: Period
    ) -> None:
        """`span` is that of the metric's rows.

        Raises:
            ThroughlineError: there is no figure.
        """
        self._asked = asked
        self._figures = figures
        self._period = period
        self._span = span
        self._grain = grain
        self._empty: Figure | None = None
        self._known = self._looked_back()
        self.now = self._known.get(period) or self._ask(period)

    def value(self, period: Period) -> float | None:
        """The value of an earlier period, None where there were no rows yet."""
        return self._at(period).value if period.end >= self._span.start else None

    def series(self) -> tuple[Point, ...]:
        """The periods up to this one; without rows they are 0 where rows are counted."""
        periods = reversed([*back_from(self._period, self._grain, SERIES)])
        return tuple(
            Point(one, self._at(one).value) for one in periods if one.end >= self._span.start
        )

    def whole(self) -> tuple[Point, ...]:
        """The series without a first period that had begun before the rows did."""
        return tuple(one for one in self.series() if self._is_whole(one.period))

    def outlier(self, fewest_rows: int) -> Outlier | None:
        """What is unusual about this period, of those with that many rows."""
        if self._span.end < self._period.start or self.now.n < fewest_rows:
            return None
        like, alike = self._like()
        found = [self._at(one) for one in like if self._is_whole(one)]
        told = [one for one in found if one.value is not None and one.n >= fewest_rows]
        counted = all(one.value == one.n for one in (*told, self.now))
        values = [one.value for one in told if one.value is not None]
        return outlier(self.now.value, values, alike, counted=counted)

    def _like(self) -> tuple[list[Period], str]:
        """The periods like this one, and what they have in common."""
        if self._grain is Grain.DAY:
            days = [*back_from(self._period, Grain.DAY, 7 * _LIKE_DAYS + 1)][7::7]
            return days, f"{self._period.start:%A}s"
        if self._grain is Grain.MONTH:
            years = [one for one in self._years() if self._is_whole(one)]
            if len(years) >= FEWEST:
                return years, f"{self._period.start:%B}s"
        return [*back_from(self._period, self._grain, SERIES)][1:], f"{self._grain}s"

    def _years(self) -> Iterator[Period]:
        """The same month, year by year back."""
        period = self._period
        for _ in range(_LIKE_YEARS):
            period = year_before(period, Grain.MONTH)
            yield period

    def _looked_back(self) -> dict[Period, Figure]:
        """Every period that may be wanted: one statement costs as much as all of them."""
        wanted = [*back_from(self._period, self._grain, SERIES), *self._like()[0]]
        wanted.append(year_before(self._period, self._grain))
        if self._grain is Grain.MONTH:
            wanted += self._years()
        begun = containing(self._span.start, self._grain).start
        start = min(self._period.start, max(begun, min(one.start for one in wanted)))
        found = self._figures.figure(
            self._asked.metric,
            Period(start, self._period.end),
            where=self._asked.where,
            grain=self._grain,
        )
        return {one.period: one for one in found if one.period}

    def _at(self, period: Period) -> Figure:
        found = self._known.get(period) or self._empty
        if found is None:
            try:
                found = self._ask(period)
            except DefinitionError:  # growth is not told of one period
                found = replace(self.now, value=None, n=0)
            self._empty = found
        return found

    def _ask(self, period: Period) -> Figure:
        return self._figures.figure(self._asked.metric, period, where=self._asked.where)[0]

    def _is_whole(self, period: Period) -> bool:
        return period.start >= self._span.start
