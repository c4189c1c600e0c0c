"""What is said of one metric for one period: figure, comparisons, the way it came. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from knowledge.errors import InputError, ThroughlineError
from knowledge.metrics.definitions import Definitions, MetricDefinition, Threshold
from knowledge.metrics.periods import Grain, back_from, before, year_before
from knowledge.metrics.query import Where
from knowledge.metrics.standing import Change, change, crossed, progress
from knowledge.models import Figure, Period

PREVIOUS, LAST_YEAR = "previous_period", "same_period_last_year"
SERIES = 13
"""Periods in a sparkline: a quarter of weeks, a year of months and the same month before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One metric of a digest: what it is compared with, and the dimension it is split by.

    Attributes:
        thresholds: when its owner is asked for a reason, besides those of the metric itself.
    """

    metric: str
    compare: tuple[str, ...] = ()
    by: str = ""
    thresholds: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; None where nothing is known of its period."""

    period: Period
    value: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a digest says of one metric.

    Attributes:
        change: to the previous period; `year` to the same one last year.
        baseline_when: the day or period of the baseline, as written.
        progress: 0 at the baseline, 1 at the target.
        crossed: colour of the threshold that asks its owner for a reason, "" for none.
        series: oldest first, ending with this period.
        groups: by dimension, the figures of its values, most rows first.
        note: what a reader must know to read it right.
        reason: why there is no figure; all else is empty then.
    """

    metric: MetricDefinition | None
    name: str
    figure: Figure | None = None
    change: Change | None = None
    year: Change | None = None
    progress: float | None = None
    crossed: str = ""
    series: tuple[Point, ...] = ()
    groups: tuple[tuple[str, tuple[Figure, ...]], ...] = ()
    note: str = ""
    reason: str = ""


class Figures(Protocol):
    """What a digest needs of the metrics.

    Every method raises a ThroughlineError, whose sentence can be shown, where there is no figure.
    """

    definitions: Definitions

    def figure(
        self,
        metric: str,
        period: Period | None = None,
        by: Sequence[str] = (),
        where: Sequence[Where] = (),
        grain: Grain | None = None,
    ) -> list[Figure]:
        """One figure, or one for each group or period."""
        ...

    def span(self, metric: str, before: date) -> Period | None:
        """First and last day of the rows dated before a day."""
        ...

    def watermark(self, source: str, before: date) -> date | None:
        """The newest day of a source's rows before a day."""
        ...

    def audiences(self, metric: str) -> frozenset[str]:
        """The audiences that a reader of the metric must all be in."""
        ...


@dataclass(frozen=True, slots=True)
class Window:
    """What a line is about.

    Attributes:
        period: the days that count.
        grain: None where the period is all rows there are.
        today: only rows dated before it count.
    """

    period: Period
    grain: Grain | None
    today: date


def line_of(asked: Asked, window: Window, figures: Figures) -> Line:
    """The line; where there is no figure, one with the reason."""
    try:
        return _line(asked, window, figures)
    except ThroughlineError as error:
        metric = figures.definitions.metrics.get(asked.metric)
        return Line(metric, asked.metric, reason=str(error))


def _line(asked: Asked, window: Window, figures: Figures) -> Line:
    metric = figures.definitions.metric(asked.metric)
    metric = replace(metric, thresholds=metric.thresholds + asked.thresholds)
    span = figures.span(metric.name, window.today)
    if span is None:
        raise InputError(f"{metric.label}: its table has no rows before {window.today}.")
    figure = figures.figure(metric.name, window.period)[0]
    earlier = _earlier(asked, window, figures, span)
    target = metric.target_for(window.period.end)
    figure = replace(
        figure,
        period=window.period if window.grain else None,
        previous=earlier.get(PREVIOUS),
        last_year=earlier.get(LAST_YEAR),
        baseline=metric.baseline.value if metric.baseline else None,
        target=target,
    )
    return Line(
        metric=metric,
        name=metric.name,
        figure=figure,
        change=change(figure.value, figure.previous, metric.direction),
        year=change(figure.value, figure.last_year, metric.direction),
        progress=progress(figure.value, figure.baseline, target.value if target else None),
        crossed=crossed(figure.value, metric, target),
        series=_series(metric, window, figures, span),
        groups=_groups(asked, window, figures),
        note=_note(metric, figure, window, span),
    )


def _earlier(
    asked: Asked, window: Window, figures: Figures, span: Period
) -> dict[str, float | None]:
    """The values that this one is compared with, of periods that the rows reach back to."""
    if window.grain is None:
        return {}
    periods = {
        PREVIOUS: before(window.period, window.grain),
        LAST_YEAR: year_before(window.period, window.grain),
    }
    return {
        name: figures.figure(asked.metric, periods[name])[0].value
        for name in asked.compare or (PREVIOUS,)
        if periods[name].end >= span.start
    }


def _series(
    metric: MetricDefinition, window: Window, figures: Figures, span: Period
) -> tuple[Point, ...]:
    """The periods up to this one; without rows they are 0 where rows are counted, else unknown."""
    if window.grain is None:
        return ()
    periods = sorted(back_from(window.period, window.grain, SERIES), key=lambda one: one.start)
    periods = [period for period in periods if period.end >= span.start]
    if not periods:
        return ()
    whole = Period(periods[0].start, window.period.end)
    known = {
        figure.period: figure.value
        for figure in figures.figure(metric.name, whole, grain=window.grain)
    }
    missing = [period for period in periods if period not in known]
    empty = figures.figure(metric.name, missing[0])[0].value if missing else None
    return tuple(Point(period, known.get(period, empty)) for period in periods)


def _groups(
    asked: Asked, window: Window, figures: Figures
) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    if not asked.by:
        return ()
    now = figures.figure(asked.metric, window.period, by=(asked.by,))
    then: dict[str, float | None] = {}
    if window.grain:
        previous = before(window.period, window.grain)
        then = {
            _value(one): one.value for one in figures.figure(asked.metric, previous, (asked.by,))
        }
    period = window.period if window.grain else None
    rows = tuple(replace(one, period=period, previous=then.get(_value(one))) for one in now)
    name = next(iter(now[0].dimensions)) if now else asked.by.rsplit("__", 1)[-1]
    return ((name, rows),)


def _value(figure: Figure) -> str:
    return next(iter(figure.dimensions.values()), "")


def _note(metric: MetricDefinition, figure: Figure, window: Window, span: Period) -> str:
    if window.grain and span.end < window.period.start:
        return f"no rows in this period, the newest is of {span.end.day} {span.end:%B %Y}"
    if figure.value is None:
        return "no rows in this period"
    if figure.n < metric.min_sample:
        return f"too few to call: {figure.n} of at least {metric.min_sample}"
    return ""
