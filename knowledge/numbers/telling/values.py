"""One value in words: as it is, how it moved, against its target, with its owner."""

from __future__ import annotations

from knowledge.metrics.wording import (
    day_words,
    period_name,
    quoted,
    since_day,
    told_in,
    value_words,
)
from knowledge.models import Period
from knowledge.numbers.computed import FEWEST, Computed
from knowledge.numbers.naming import amount, when
from knowledge.numbers.telling.lines import (
    Labels,
    change_line,
    counted_value,
    listed_groups,
    only_rows,
)


def told_value(made: Computed, labels: Labels) -> list[str]:
    figure, definition = made.figure, made.definition
    about = only_rows(made, labels)
    if figure.value is None or _too_few(made):
        rows = "1 row" if figure.n == 1 else f"{figure.n:,} rows"
        return [f"Too few to call: {rows} for {quoted(definition.label)}{when(made)}{about}."]
    lines = [f"{counted_value(figure, definition)}{when(made)}{about}.", *change_line(made)]
    if made.whole is not None:
        lines.append(
            f"Of all rows{told_in(Period(*made.span)) if made.span else ''}: {amount(made.whole)}."
        )
    return [*lines, *listed_groups(made.groups)]


def _too_few(made: Computed) -> bool:
    """Whether a value that is no count rests on too few rows."""
    counts = made.figure.unit not in {"percent", ""} and made.figure.value == made.figure.n
    least = max(made.definition.min_sample, 0 if counts else FEWEST)
    adds_up = made.figure.value is not None and made.figure.n == 0
    return made.figure.n < least and not adds_up and not counts


def told_change(made: Computed, labels: Labels) -> list[str]:
    figure, since = made.figure, made.since
    if made.change is None or since is None or made.asked.period is None:
        return told_value(made, labels)
    label, about = made.definition.label, only_rows(made, labels)
    before = value_words(made.change.since, figure.unit, label)
    now = f"{amount(figure)} ({period_name(made.asked.period)})"
    if made.change.by == 0:
        return [
            f"No change: {amount(figure)}{told_in(made.asked.period)} as{told_in(since)}{about}."
        ]
    way = "up" if made.change.by > 0 else "down"
    went = f"{label} went {way} from {before} ({period_name(since)}) to {now}"
    return [f"{went}{about}.", *change_line(made)]


def told_owner(made: Computed, labels: Labels) -> list[str]:
    definition = made.definition
    if definition.owner:
        return [
            f"{definition.owner} answers for {quoted(definition.label)}.",
            *told_value(made, labels),
        ]
    return [
        f"Nobody is named as the owner of {quoted(definition.label)}.",
        *told_value(made, labels),
    ]


def told_target(made: Computed, labels: Labels) -> list[str]:
    targets, label = made.definition.targets, made.definition.label
    if not targets:
        return [f"No target is set for {quoted(label)}.", *told_value(made, labels)]
    told = ", ".join(
        f"{value_words(one.value, made.definition.unit, label)} by {day_words(one.day)}"
        for one in targets
    )
    return [f"The target for {quoted(label)}: {told}.", *told_value(made, labels)]


def told_baseline(made: Computed, labels: Labels) -> list[str]:
    baseline, label = made.definition.baseline, made.definition.label
    if baseline is None:
        return [f"No baseline is set for {quoted(label)}.", *told_value(made, labels)]
    words = value_words(baseline.value, made.definition.unit, label)
    return [
        f"The baseline of {quoted(label)}: {words}{since_day(baseline.when)}.",
        *told_value(made, labels),
    ]
