"""Computed figures as short sentences, the number first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.metrics.definitions import MetricDefinition
from knowledge.metrics.standing import progress, reached
from knowledge.metrics.wording import (
    change_words,
    day_words,
    period_name,
    value_words,
    way_words,
)
from knowledge.models import Figure, Plot, Point
from knowledge.numbers.asked import Kind
from knowledge.numbers.computing import FEWEST, Computed
from knowledge.numbers.naming import amount, called, conditions, lower_first, told_in, when

Labels = Mapping[str, str]

_LISTED = 8
_PLOTTED = 20


def sentences(made: Computed, labels: Labels) -> list[str]:
    """What is said, line by line; the first one answers."""
    lead = _LEADS.get(made.asked.kind, _value)(made, labels)
    return [*lead, *_standing(made), *_notes(made)]


def plots(made: Computed, labels: Labels) -> tuple[Plot, ...]:
    """What is worth seeing: the groups as bars, the way over time as a line."""
    found = []
    if made.asked.kind in _GROUPED and len(made.groups) > 1:
        kind = "line" if made.asked.grain and not made.asked.by else "bar"
        shown = made.groups[:_PLOTTED]
        if kind == "line":
            shown = tuple(sorted(shown, key=_start))
        by = labels.get(made.asked.by, "")
        title = f"{made.definition.label} by {by.lower()}" if by else made.definition.label
        found.append(_plot(title, kind, made.definition, shown))
    if len(made.series) > 2:
        found.append(_plot(made.definition.label, "line", made.definition, made.series[-_PLOTTED:]))
    return tuple(found[:2])


_GROUPED = {Kind.RANKING, Kind.GROUPS, Kind.VALUE}


def _start(figure: Figure) -> str:
    return figure.period.start.isoformat() if figure.period else ""


def _plot(title: str, kind: str, definition: MetricDefinition, figures: Sequence[Figure]) -> Plot:
    points = tuple(Point(called(one), one.value) for one in figures)
    return Plot(title, kind, definition.unit, ((definition.label, points),))


def _value(made: Computed, labels: Labels) -> list[str]:
    figure, definition = made.figure, made.definition
    about = conditions(made.asked.where, labels)
    beside = f" for {about}" if about else ""
    if figure.value is None or _too_few(made):
        return [
            f"Too few to call: {definition.label}{beside}{when(made)} would rest on "
            f"{figure.n:,} {'row' if figure.n == 1 else 'rows'}."
        ]
    lines = [f"{_counted(figure, definition)}{beside}{when(made)}."]
    lines += _change(made)
    return [*lines, *_listed(made.groups)]


def _counted(figure: Figure, definition: MetricDefinition) -> str:
    """The value and what it counts: 147 complaints, 42.7 % churn rate, 617,085 USD net revenue."""
    return f"{amount(figure)} {lower_first(definition.label)}"


def _too_few(made: Computed) -> bool:
    """Whether a value that is no count rests on too few rows."""
    counts = made.figure.unit not in {"percent", ""} and made.figure.value == made.figure.n
    least = max(made.definition.min_sample, 0 if counts else FEWEST)
    adds_up = made.figure.value is not None and made.figure.n == 0
    return made.figure.n < least and not adds_up and not counts


def _change(made: Computed) -> list[str]:
    if made.change is None or made.since is None or made.since == made.asked.period:
        return []
    words = change_words(made.change, made.figure.unit, told_in(made.since).strip())
    share = made.change.share
    if share is not None and made.figure.unit != "percent" and made.change.by:
        words = words.replace(" from ", f" ({share:+.1%}) from ".replace("%", " %"), 1)
    return [f"{words}."]


def _moved(made: Computed, labels: Labels) -> list[str]:
    figure, since = made.figure, made.since
    if made.change is None or since is None or made.asked.period is None:
        return _value(made, labels)
    about = conditions(made.asked.where, labels)
    beside = f" for {about}" if about else ""
    up = "rose" if made.change.by > 0 else "fell"
    label = made.definition.label
    before = value_words(made.change.since, figure.unit, label)
    if made.change.by == 0:
        lead = f"{label}{beside} stayed at {amount(figure)}"
    else:
        lead = f"{label}{beside} {up} from {before} to {amount(figure)}"
    return [f"{lead}:{told_in(made.asked.period)} against{told_in(since)}.", *_change(made)]


def _ranked(made: Computed, labels: Labels) -> list[str]:
    first, asked = made.figure, made.asked
    order = "lowest" if asked.least else "highest"
    about = conditions(asked.where, labels)
    beside = f" for {about}" if about else ""
    time = when(made) if asked.by or asked.period else ""
    label = lower_first(made.definition.label)
    many = asked.top or 1
    if many > 1:
        head = f"{'Lowest' if asked.least else 'Top'} {many} by {label}{beside}{time}:"
        return [head, *_listed(made.groups[:many])]
    lead = f"{called(first)} has the {order} {label}{beside}{time}: {amount(first)}."
    rest = made.groups[1:5]
    then = ", ".join(f"{called(one)} {amount(one)}" for one in rest)
    return [lead, *([f"Then {then}."] if then else [])]


def _grouped(made: Computed, labels: Labels) -> list[str]:
    about = conditions([one for one in made.asked.where if one.dimension != made.asked.by], labels)
    beside = f" for {about}" if about else ""
    by = labels.get(made.asked.by, "group").lower()
    return [f"{made.definition.label} by {by}{beside}{when(made)}:", *_listed(made.groups)]


def _listed(groups: Sequence[Figure]) -> list[str]:
    lines = [f"• {called(one)}: {amount(one)}" for one in groups[:_LISTED]]
    more = len(groups) - len(lines)
    return [*lines, *([f"• and {more} more"] if more > 0 else [])]


def _trend(made: Computed, labels: Labels) -> list[str]:
    about = conditions(made.asked.where, labels)
    beside = f" for {about}" if about else ""
    grain = made.asked.grain.value if made.asked.grain else "period"
    newest, label = made.series[-1], made.definition.label
    lead = f"{amount(newest)} {lower_first(label)}{beside} in {called(newest)}, by {grain}:"
    shown = [f"• {called(one)}: {amount(one)}" for one in made.series[-_LISTED:]]
    return [lead, *shown]


def _shared(made: Computed, labels: Labels) -> list[str]:
    part, whole = made.groups
    about = conditions(made.asked.part, labels)
    of = conditions(made.asked.where, labels)
    label = lower_first(made.definition.label)
    what = f"{label} with {about}" if about else label
    lead = (
        f"{amount(made.figure)} is the share of {what}{' among ' + of if of else ''}{when(made)}."
    )
    return [lead, f"{amount(part)} of {amount(whole)}."]


def _counted_groups(made: Computed, labels: Labels) -> list[str]:
    del labels
    label = made.figure.label
    plural = f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"
    return [
        f"{made.figure.value:,.0f} {plural} have {lower_first(made.definition.label)}{when(made)}."
    ]


def _owned(made: Computed, labels: Labels) -> list[str]:
    definition = made.definition
    lead = (
        f"{definition.owner} answers for {lower_first(definition.label)}."
        if definition.owner
        else f"Nobody is named as the owner of {lower_first(definition.label)}."
    )
    return [lead, *_value(made, labels)]


def _aimed(made: Computed, labels: Labels) -> list[str]:
    targets = made.definition.targets
    unit, label = made.definition.unit, made.definition.label
    if not targets:
        return [f"No target is set for {lower_first(label)}.", *_value(made, labels)]
    told = ", ".join(
        f"{value_words(one.value, unit, label)} by {day_words(one.day)}" for one in targets
    )
    return [f"The target for {lower_first(label)}: {told}.", *_value(made, labels)]


def _standing(made: Computed) -> list[str]:
    """Where it began, where it is and what was promised."""
    figure, definition = made.figure, made.definition
    if figure.baseline is None and figure.target is None:
        return []
    parts = []
    if figure.baseline is not None:
        words = value_words(figure.baseline, figure.unit, figure.label)
        since = f" ({definition.baseline.when})" if definition.baseline else ""
        parts.append(f"Baseline {words}{since.replace(' ()', '')}")
    if figure.target is not None:
        words = value_words(figure.target.value, figure.unit, figure.label)
        parts.append(f"target {words} by {day_words(figure.target.day)}")
    if reached(figure.value, figure.target, definition.direction):
        parts.append("reached")
    else:
        done = progress(
            figure.value, figure.baseline, figure.target.value if figure.target else None
        )
        parts += [way_words(done)] if done is not None else []
    said = ", ".join(parts)
    return [f"{said[:1].upper()}{said[1:]}."]


def _notes(made: Computed) -> list[str]:
    """What a reader must know to read it right."""
    notes = []
    if made.until and made.asked.period:
        notes.append(f"The newest row is of {day_words(made.until)}.")
    if made.small:
        word = "group" if made.small == 1 else "groups"
        notes.append(f"{made.small} {word} of fewer than {FEWEST} rows left out.")
    notes += [f"I read “{word}” as “{stem}”." for word, stem in made.asked.corrected]
    return [" ".join(notes)] if notes else []


_LEADS = {
    Kind.RANKING: _ranked,
    Kind.GROUPS: _grouped,
    Kind.TREND: _trend,
    Kind.CHANGE: _moved,
    Kind.SHARE: _shared,
    Kind.DISTINCT: _counted_groups,
    Kind.OWNER: _owned,
    Kind.TARGET: _aimed,
}
