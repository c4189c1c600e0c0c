"""Metrics, conditions and times in the words of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.query import Where
from knowledge.metrics.wording import day_words, lower_first, period_name, told_in, value_words
from knowledge.models import Figure, Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.computed import Computed

NONE = "(none)"


def conditions(where: Sequence[Where], labels: Mapping[str, str]) -> str:
    """The conditions as they are told: Contract: Month-to-month; State: not TX."""
    told = []
    for one in where:
        label = labels.get(one.dimension, one.dimension.rsplit("__", 1)[-1].replace("_", " "))
        values = " or ".join(value or NONE for value in one.values)
        told.append(f"{label}: {'not ' if one.negated else ''}{values}")
    return "; ".join(told)


def when(made: Computed) -> str:
    """The time of a figure: in August 2023, from 1 Oct to 15 Nov 1997, of all time."""
    period = made.asked.period
    if period is not None:
        return told_in(period)
    if made.span is None:
        return ""
    if made.span[0] == made.span[1]:
        return f" as of {day_words(made.span[0])}"
    return told_in(Period(*made.span))


def called(figure: Figure) -> str:
    """What sets a group apart: its value, or its period."""
    if figure.dimensions:
        return ", ".join(value or NONE for value in figure.dimensions.values())
    return period_name(figure.period)


def amount(figure: Figure) -> str:
    """A figure's value as it is read."""
    return value_words(figure.value, figure.unit, figure.label)


def as_question(asked: Asked, definition: MetricDefinition, labels: Mapping[str, str]) -> str:
    """A question that has just this reading, for a button."""
    parts = [definition.label]
    if asked.kind is Kind.RANKING and asked.by:
        order = "lowest" if asked.least else "highest"
        parts = [
            f"Which {labels.get(asked.by, '').lower()} has the {order} {lower_first(parts[0])}"
        ]
    elif asked.by:
        parts.append(f"by {labels.get(asked.by, '').lower()}")
    for one in (*asked.where, *asked.part):
        label = labels.get(one.dimension, "").lower()
        parts.append(f"for {'not ' if one.negated else ''}{label} {' and '.join(one.values)}")
    text = " ".join(parts) + (told_in(asked.period) if asked.period else "")
    return f"What share of {text}?" if asked.kind is Kind.SHARE else f"{text}?"
