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
    figure, side = line.figure, side_words(line)
    if figure is None or not side:
        return ""
    value = value_words(figure.value, figure.unit, figure.label)
    when = told_in(period) if period else f" up to {day_words(until)}"
    return f"{figure.label}: {value}{when}, {side}."


def side_words(line: Line) -> str:
    """On which side of which line a value is: "above the red line of 25"; "" on the good one."""
    figure, metric = line.figure, line.metric
    if not line.crossed:  # also where too few rows are behind the value
        return ""
    found = gravest(figure.value, metric, figure.target) if figure and metric else None
    if figure is None or found is None:
        return ""
    threshold, limit = found
    at = value_words(limit, figure.unit, figure.label)
    return f"{threshold.comparison.partition('_')[0]} the {threshold.color} line of {at}"
