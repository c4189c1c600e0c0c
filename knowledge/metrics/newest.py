"""Where a metric stands by itself: its newest whole period that has rows. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from knowledge.metrics.periods import Grain, before, last_complete
from knowledge.metrics.series.ports import Figures
from knowledge.models import Figure, Period


def newest(name: str, figures: Figures, today: date) -> Figure | None:
    """The figure of a metric's newest whole period, with the one before and what was promised.

    The period is of the metric's own granularity, else a week. None where it has no rows yet.

    Raises:
        ThroughlineError: it cannot be computed; one sentence.
    """
    metric = figures.definitions.metric(name)
    span = figures.span(name, today)
    if span is None:
        return None
    grain = Grain(metric.granularity or Grain.WEEK)
    period = last_complete(min(today, span.end + timedelta(days=1)), grain)
    target = metric.target_for(period.end)
    return replace(
        figures.figure(name, period)[0],
        period=period,
        previous=_value(name, figures, before(period, grain), span),
        baseline=metric.baseline.value if metric.baseline else None,
        target=target,
    )


def _value(name: str, figures: Figures, period: Period, span: Period) -> float | None:
    """The value of a period that the rows reach back to."""
    return figures.figure(name, period)[0].value if period.end >= span.start else None
