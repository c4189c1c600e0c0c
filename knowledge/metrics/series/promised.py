"""The way from where a metric began to what was promised, and where its slope leads. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from statistics import median

from knowledge.metrics.definitions import MetricDefinition
from knowledge.metrics.periods import last_day
from knowledge.metrics.series.points import Point
from knowledge.models import Target

FEWEST = 6
"""Known values that a slope needs: fewer can point anywhere."""
_STEADY = 1.645  # of the normal distribution
_FURTHEST = 4
"""How many times the length of the series a slope is drawn on for."""


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value stands on the way that was promised.

    Attributes:
        marks: the dated baseline, where it has a day, and the dated targets, oldest first.
        target: the one that is due next, else the last one that was.
        expected: what the straight line from mark to mark asks for on the last day of the period;
            None before the first mark.
        ahead: whether the value is at least as good as that; None where nobody can say.
        projected: the value on the target's day if all goes on as in the series, a plain
            extrapolation; None where too little is known, or the day is over or far away.
    """

    marks: tuple[tuple[date, float], ...]
    target: Target
    expected: float | None = None
    ahead: bool | None = None
    projected: float | None = None


def path_of(
    metric: MetricDefinition, value: float | None, day: date, series: Sequence[Point] = ()
) -> Path | None:
    """The path of a metric at the value that it has on a day; None where nothing was promised."""
    target = metric.target_for(day)
    if target is None:
        return None
    marks = _marks(metric)
    expected = asked_by(marks, day)
    ahead = None
    if value is not None and expected is not None and metric.direction != "neutral":
        better = value >= expected if metric.direction == "up_is_good" else value <= expected
        ahead = better or abs(value - expected) < 1e-9
    leads = None if value is None else projected(series, target.day)
    return Path(marks, target, expected, ahead, _possible(leads, metric.unit, series))


def asked_by(marks: Sequence[tuple[date, float]], day: date) -> float | None:
    """What a straight line from mark to mark asks for on a day; after the last, what that asks."""
    for (begun, start), (due, end) in pairwise(marks):
        if begun <= day <= due:
            share = (day - begun).days / ((due - begun).days or 1)
            return start + (end - start) * share
    return marks[-1][1] if marks and day >= marks[-1][0] else None


def projected(series: Sequence[Point], day: date) -> float | None:
    """The value on a day to come along the Theil-Sen line of a series; None without a trend.

    The slope is the median of the slopes between any two points, so that single wild periods do
    not turn it; the line goes through the medians. Sen, Estimates of the Regression Coefficient
    Based on Kendall's Tau, JASA 63 (1968); Conover, Practical Nonparametric Statistics (1980).
    Whether there is a trend: Mann, Nonparametric Tests Against Trend, Econometrica 13 (1945), at
    90 % in both directions.
    """
    known = [(one.period.end.toordinal(), one.value) for one in series if one.value is not None]
    if len(known) < FEWEST:
        return None
    first, last = known[0][0], known[-1][0]
    ahead = day.toordinal() - last
    if ahead <= 0 or ahead > _FURTHEST * (last - first):
        return None
    if not _trends([value for _, value in known]):
        return None
    slope = median((y - w) / (x - v) for (v, w), (x, y) in combinations(known, 2))
    middle, height = median(x for x, _ in known), median(y for _, y in known)
    return height + slope * (day.toordinal() - middle)


def _trends(values: Sequence[float]) -> bool:
    """Whether the values rise, or fall, more steadily than chance would have them."""
    signs = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    count = len(values)
    spread = math.sqrt(count * (count - 1) * (2 * count + 5) / 18)
    return (abs(signs) - 1) / spread >= _STEADY


def _marks(metric: MetricDefinition) -> tuple[tuple[date, float], ...]:
    marks = [(one.day, one.value) for one in metric.targets]
    began = last_day(metric.baseline.when) if metric.baseline else None
    if metric.baseline and began and began < marks[0][0]:
        marks.insert(0, (began, metric.baseline.value))
    return tuple(marks)


def _possible(value: float | None, unit: str, series: Sequence[Point]) -> float | None:
    """A line knows no bounds: a share stays from 0 to 1, and what never was below 0 above it."""
    if value is None:
        return None
    if unit == "percent":
        value = min(value, max(1.0, *(one.value or 0.0 for one in series)))
    below = any(one.value is not None and one.value < 0 for one in series)
    return value if below else max(value, 0.0)
