"""Groups, shares and trends in words."""

from __future__ import annotations

from knowledge.metrics.wording import lower_first, plural, quoted, told_in
from knowledge.models import Figure
from knowledge.numbers.computing import Computed
from knowledge.numbers.naming import amount, called, conditions, when
from knowledge.numbers.telling.lines import (
    LISTED,
    Labels,
    change_line,
    counted_value,
    listed_groups,
    only_rows,
)

_LEVEL = 3


def told_ranking(made: Computed, labels: Labels) -> list[str]:
    first, asked, definition = made.figure, made.asked, made.definition
    about = only_rows(made, labels)
    time = when(made) if asked.by or asked.period else ""
    if asked.top > 1:
        by = labels.get(asked.by, "") or (asked.grain.value if asked.grain else "")
        order = "lowest" if asked.least else "top"
        by = f"{by[:1].upper()}{by[1:]}"
        return [
            f"{by}, {order} {asked.top} by {quoted(definition.label)}{time}{about}:",
            *listed_groups(made.groups[: asked.top]),
        ]
    order = "lowest" if asked.least else "highest"
    level = [one for one in made.groups if one.value == first.value][:_LEVEL]
    names = " and ".join(called(one) for one in level)
    is_told = "is" if len(level) == 1 else "are"
    each = " each" if len(level) > 1 else ""
    lead = f"{names} {is_told} {order}: {counted_value(first, definition)}{each}{time}{about}."
    if not asked.by and time:
        lead = f"{names} {is_told} {order}{time}: {counted_value(first, definition)}{each}{about}."
    then = ", ".join(f"{called(one)} {amount(one)}" for one in made.groups[len(level) :][:4])
    return [lead, *([f"Then {then}."] if then else [])]


def told_groups(made: Computed, labels: Labels) -> list[str]:
    by = labels.get(made.asked.by, "group").lower()
    head = f"{made.definition.label} by {by}{when(made)}{only_rows(made, labels)}:"
    return [head, *listed_groups(made.groups)]


def told_trend(made: Computed, labels: Labels) -> list[str]:
    newest = made.series[-1]
    grain = made.asked.grain.value if made.asked.grain else "period"
    about = only_rows(made, labels)
    lead = f"{counted_value(newest, made.definition)}{_in(newest)}{about}; by {grain}:"
    return [lead, *(f"• {called(one)}: {amount(one)}" for one in made.series[-LISTED:])]


def _in(figure: Figure) -> str:
    return told_in(figure.period) if figure.period else ""


def told_share(made: Computed, labels: Labels) -> list[str]:
    part, whole = made.groups
    about, of = conditions(made.asked.part, labels), only_rows(made, labels)
    what = f" with {about}" if about else ""
    label = lower_first(made.definition.label)
    lead = f"{amount(made.figure)} of {whole_label(made)}{when(made)}{of}"
    told = [f"{lead}{what or f': {label}'}.", f"{amount(part)} of {amount(whole)}."]
    return [*told, *change_line(made)]


def whole_label(made: Computed) -> str:
    """What a share is a share of."""
    return lower_first(made.groups[1].label)


def told_count(made: Computed, labels: Labels) -> list[str]:
    label = labels.get(made.asked.by, made.figure.label).lower()
    value, about = made.figure.value or 0, only_rows(made, labels)
    things = f"{label} has" if value == 1 else f"{plural(label)} have"
    return [f"{value:,.0f} {things} {quoted(made.definition.label)}{when(made)}{about}."]
