"""A number that crossed a threshold, in one sentence. Pure."""

from __future__ import annotations

from datetime import date

from knowledge.metrics.lines import Line
from knowledge.metrics.standing import gravest
from knowledge.metrics.wording import day_words, told_in, value_words
from knowledge.models import Period


def crossing_words(line: Line, period: Period | None, until: date) -> str:
    """For instance "Complaints: 31 from 9 to 15 Nov 2026, above the red line of 25."

    "" where the line crosses no threshold. Without a period its last day is said.
    """
    figure, metric = line.figure, line.metric
    if figure is None or metric is None:
        return ""
    found = gravest(figure.value, metric, figure.target)
    if found is None:
        return ""
    threshold, limit = found
    value = value_words(figure.value, figure.unit, figure.label)
    at = value_words(limit, figure.unit, figure.label)
    when = told_in(period) if period else f" up to {day_words(until)}"
    side = threshold.comparison.partition("_")[0]
    return f"{figure.label}: {value}{when}, {side} the {threshold.color} line of {at}."
