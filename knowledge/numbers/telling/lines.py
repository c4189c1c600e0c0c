"""Lines that many answers have: conditions, changes, standing, notes, the definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.standing import progress, reached
from knowledge.metrics.wording import (
    change_words,
    day_words,
    lower_first,
    since_day,
    since_words,
    singular,
    value_words,
    way_words,
)
from knowledge.models import Figure
from knowledge.numbers.asked import Kind
from knowledge.numbers.computed import FEWEST, Computed
from knowledge.numbers.naming import amount, called, conditions

Labels = Mapping[str, str]


LISTED = 8


def definition_line(made: Computed) -> list[str]:
    """What is counted, over how many rows."""
    rows = f"n = {made.rows:,}"
    said = made.definition.description.strip().rstrip(".")
    return [f"{made.definition.label}: {lower_first(said)} ({rows})."] if said else [f"{rows}."]


def only_rows(made: Computed, labels: Labels) -> str:
    """The conditions behind what is told; those of the dimension that it is split by are seen."""
    by = made.asked.by if made.asked.kind is Kind.GROUPS else ""
    about = conditions([one for one in made.asked.where if one.dimension != by], labels)
    if made.asked.without:
        taken = f"without {made.asked.without.replace('_', ' ')}"
        about = f"{about}; {taken}" if about else taken
    return f", {about}" if about else ""


def counted_value(figure: Figure, definition: MetricDefinition) -> str:
    """The value and what it counts: 147 complaints, 42.7 % churn rate, 617,085 USD net revenue."""
    label = lower_first(definition.label)
    return f"{amount(figure)} {singular(label) if amount(figure) == '1' else label}"


def change_line(made: Computed) -> list[str]:
    if made.change is None or made.since is None or made.since == made.asked.period:
        return []
    period = made.asked.period
    next_to = period is None or (period.start - made.since.end).days == 1
    since = since_words(made.since, made.asked.unit if next_to else None)
    words = change_words(made.change, made.figure.unit, since)
    share = made.change.share
    if share is not None and made.figure.unit != "percent" and made.change.by:
        words = words.replace(" from ", f" ({share:+.1%}) from ".replace("%", " %"), 1)
    return [f"{words[:1].upper()}{words[1:]}."]


def listed_groups(groups: Sequence[Figure]) -> list[str]:
    lines = [f"• {called(one)}: {amount(one)}" for one in groups[:LISTED]]
    more = len(groups) - len(lines)
    return [*lines, *([f"• and {more} more"] if more > 0 else [])]


def standing_line(made: Computed) -> list[str]:
    """Where it began, where it is and what was promised."""
    figure, definition = made.figure, made.definition
    if figure.baseline is None and figure.target is None:
        return []
    parts = []
    if figure.baseline is not None:
        words = value_words(figure.baseline, figure.unit, figure.label)
        since = since_day(definition.baseline.when) if definition.baseline else ""
        parts.append(f"Baseline {words}{since}")
    if figure.target is not None and made.asked.kind is not Kind.TARGET:  # it is told there
        words = value_words(figure.target.value, figure.unit, figure.label)
        parts.append(f"target {words} by {day_words(figure.target.day)}")
    if reached(figure.value, figure.target, definition.direction):
        parts.append("reached")
    else:
        done = progress(
            figure.value, figure.baseline, figure.target.value if figure.target else None
        )
        parts += [way_words(done)] if done is not None else []
    if not parts:
        return []
    said = ", ".join(parts)
    return [f"{said[:1].upper()}{said[1:]}."]


def notes_line(made: Computed, labels: Labels) -> list[str]:
    """What a reader must know to read it right."""
    notes = []
    if made.until:
        cut = made.span is not None and made.until < made.span[1]  # by today, not by the rows
        day = day_words(made.until)
        notes.append(f"Until {day}: today is not over." if cut else f"The newest row is of {day}.")
    if made.since and made.span and made.since.start < made.span[0] <= made.since.end:
        notes.append(f"The oldest row is of {day_words(made.span[0])}.")
    if made.small:
        word = "group" if made.small == 1 else "groups"
        notes.append(f"{made.small} {word} of fewer than {FEWEST} rows left out.")
    if made.asked.also:
        others = " and ".join(labels.get(name, name).lower() for name in made.asked.also)
        notes.append(f"I split by one thing at a time; ask again by {others}.")
    notes += [f"I read “{word}” as “{stem}”." for word, stem in made.asked.corrected]
    return [" ".join(notes)] if notes else []
