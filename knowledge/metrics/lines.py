"""What is said of one metric for one period: figure, comparisons, the way it came. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.errors import InputError, ThroughlineError
from knowledge.metrics.definitions import MetricDefinition
from knowledge.metrics.periods import before, year_before
from knowledge.metrics.query import Where
from knowledge.metrics.series.groups import Groups, groups_of, value_of
from knowledge.metrics.series.history import History
from knowledge.metrics.series.outliers import Outlier
from knowledge.metrics.series.points import Point
from knowledge.metrics.series.ports import LAST_YEAR, PREVIOUS, Asked, Figures, Window
from knowledge.metrics.series.promised import Path, path_of
from knowledge.metrics.standing import Change, change, crossed, progress
from knowledge.models import Figure, Period


@dataclass(frozen=True, slots=True)
class Line:
    """What a digest says of one metric.

    Attributes:
        change: to the previous period; `year` to the same one last year.
        baseline_when: the day or period of the baseline, as written.
        progress: 0 at the baseline, 1 at the target.
        crossed: colour of the threshold that asks its owner for a reason, "" for none and where
            too few rows are behind the value to call it.
        series: oldest first, ending with this period.
        groups: by dimension, the figures of its values, most rows first; `earlier`, the same of
            the previous period.
        path: where the value stands on the way to its targets, None without any.
        outlier: what is unusual about the value, None where nothing is.
        where: the segment that it is about.
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
    groups: Groups = ()
    earlier: Groups = ()
    path: Path | None = None
    outlier: Outlier | None = None
    where: tuple[Where, ...] = ()
    note: str = ""
    reason: str = ""


def line_of(asked: Asked, window: Window, figures: Figures) -> Line:
    """The line; where there is no figure, one with the reason."""
    try:
        return _line(asked, window, figures)
    except ThroughlineError as error:
        metric = figures.definitions.metrics.get(asked.metric)
        return Line(metric, asked.metric, where=asked.where, reason=str(error))


def _line(asked: Asked, window: Window, figures: Figures) -> Line:
    whole = figures.definitions.metric(asked.metric)
    metric = _held_to(asked, whole, other=_promised_otherwise(whole, window, figures))
    span = figures.span(metric.name, window.today)
    if span is None:
        raise InputError(f"{metric.label}: its table has no rows before {window.today}.")
    history = History(asked, window.period, window.grain, figures, span) if window.grain else None
    figure = _figure(asked, metric, window, figures, history)
    now, earlier = groups_of(asked, window, figures)
    target = figure.target.value if figure.target else None
    note = _note(metric, figure, window, span)
    known = None if note else figure.value  # what cannot be called is not held against anybody
    return Line(
        metric=metric,
        name=metric.name,
        figure=figure,
        change=change(figure.value, figure.previous, metric.direction),
        year=change(figure.value, figure.last_year, metric.direction),
        progress=progress(figure.value, figure.baseline, target),
        crossed=crossed(known, metric, figure.target),
        series=history.series() if history else (),
        groups=_with_previous(now, earlier, window),
        earlier=earlier,
        path=path_of(metric, known, window.period.end, history.whole() if history else ()),
        outlier=history.outlier(metric.min_sample) if history else None,
        where=asked.where,
        note=note,
    )


def _promised_otherwise(metric: MetricDefinition, window: Window, figures: Figures) -> bool:
    """Whether what was promised of a count is for another length of period than this one."""
    if not metric.granularity or window.grain in (None, metric.granularity):
        return False
    return figures.additive(metric.name)


def _held_to(asked: Asked, metric: MetricDefinition, *, other: bool) -> MetricDefinition:
    """The metric with what it is held to here.

    A segment has made no promise of its own, and a count has made none for another length of
    period: 136 complaints of a month are not above a line of 36 a week.
    """
    if asked.where or other:
        metric = replace(metric, baseline=None, targets=(), thresholds=())
    own = metric.thresholds if asked.instead is None else asked.instead
    return replace(metric, thresholds=own + asked.thresholds)


def _figure(
    asked: Asked,
    metric: MetricDefinition,
    window: Window,
    figures: Figures,
    history: History | None,
) -> Figure:
    figure = (
        history.now if history else figures.figure(metric.name, window.period, where=asked.where)[0]
    )
    earlier = _earlier(asked, window, history)
    segment = [f"{'not ' if one.negated else ''}{' or '.join(one.values)}" for one in asked.where]
    return replace(
        figure,
        label=", ".join([metric.label, *segment]),
        dimensions={
            **figure.dimensions,
            **{
                one.dimension.rsplit("__", 1)[-1]: told
                for one, told in zip(asked.where, segment, strict=True)
            },
        },
        period=window.period if window.grain else None,
        previous=earlier.get(PREVIOUS),
        last_year=earlier.get(LAST_YEAR),
        baseline=metric.baseline.value if metric.baseline else None,
        target=metric.target_for(window.period.end),
    )


def _earlier(asked: Asked, window: Window, history: History | None) -> dict[str, float | None]:
    """The values that this one is compared with."""
    if history is None or window.grain is None:
        return {}
    periods = {
        PREVIOUS: before(window.period, window.grain),
        LAST_YEAR: year_before(window.period, window.grain),
    }
    return {name: history.value(periods[name]) for name in asked.compare or (PREVIOUS,)}


def _with_previous(now: Groups, earlier: Groups, window: Window) -> Groups:
    then = {value_of(one): one.value for _, rows in earlier for one in rows}
    period = window.period if window.grain else None
    return tuple(
        (name, tuple(replace(one, period=period, previous=then.get(value_of(one))) for one in rows))
        for name, rows in now
    )


def _note(metric: MetricDefinition, figure: Figure, window: Window, span: Period) -> str:
    if window.grain and span.end < window.period.start:
        return f"no rows in this period, the newest is of {span.end.day} {span.end:%B %Y}"
    if figure.value is None:
        return "no rows in this period"
    if figure.n < metric.min_sample:
        return f"too few to call: {figure.n} of at least {metric.min_sample}"
    return ""
