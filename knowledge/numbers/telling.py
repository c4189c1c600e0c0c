"""Computed figures as short sentences, the number first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.standing import progress, reached
from knowledge.metrics.wording import (
    change_words,
    day_words,
    period_name,
    since_words,
    value_words,
    way_words,
)
from knowledge.models import Figure, Period, Plot, Point
from knowledge.numbers.asked import Kind
from knowledge.numbers.computing import FEWEST, Computed
from knowledge.numbers.explaining import Split
from knowledge.numbers.naming import amount, called, conditions, lower_first, quoted, told_in, when

Labels = Mapping[str, str]

_LISTED = 8
_PLOTTED = 20


def sentences(made: Computed, labels: Labels, moved: Sequence[str] = ()) -> list[str]:
    """What is said, line by line; the first one answers. `moved` are lines on what moved it."""
    lead = _LEADS.get(made.asked.kind, _value)(made, labels)
    standing = _standing(made)
    if made.asked.kind is Kind.WHY:  # room is short there: meaning, promise and voices follow
        return [*lead, *moved, *_notes(made, labels)]
    return [*lead, *standing, *_notes(made, labels), *_definition(made)]


def bars_of(split: Split, made: Computed, labels: Labels) -> Plot:
    """The groups of one dimension beside each other."""
    title = f"{made.definition.label} by {labels.get(split.dimension, 'group').lower()}"
    shown = [one for one in split.groups if one.n >= FEWEST][:_PLOTTED]
    return _plot(title, "bar", made.definition, shown)


def _definition(made: Computed) -> list[str]:
    """What is counted, over how many rows."""
    rows = f"n = {made.figure.n:,}"
    said = made.definition.description.strip().rstrip(".")
    return [f"{made.definition.label}: {lower_first(said)} ({rows})."] if said else [f"{rows}."]


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
    about = _only(made, labels)
    if figure.value is None or _too_few(made):
        rows = "1 row" if figure.n == 1 else f"{figure.n:,} rows"
        return [f"Too few to call: {quoted(definition.label)}{when(made)}{about} rests on {rows}."]
    lines = [f"{_counted(figure, definition)}{when(made)}{about}.", *_change(made)]
    if made.whole is not None:
        lines.append(
            f"Of all rows{told_in(Period(*made.span)) if made.span else ''}: {amount(made.whole)}."
        )
    return [*lines, *_listed(made.groups)]


def _only(made: Computed, labels: Labels) -> str:
    """The conditions behind what is told; those of the dimension that it is split by are seen."""
    by = made.asked.by if made.asked.kind is Kind.GROUPS else ""
    about = conditions([one for one in made.asked.where if one.dimension != by], labels)
    return f", {about}" if about else ""


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
    words = change_words(made.change, made.figure.unit, since_words(made.since, made.asked.unit))
    share = made.change.share
    if share is not None and made.figure.unit != "percent" and made.change.by:
        words = words.replace(" from ", f" ({share:+.1%}) from ".replace("%", " %"), 1)
    return [f"{words[:1].upper()}{words[1:]}."]


def _moved(made: Computed, labels: Labels) -> list[str]:
    figure, since = made.figure, made.since
    if made.change is None or since is None or made.asked.period is None:
        return _value(made, labels)
    label, about = made.definition.label, _only(made, labels)
    before = value_words(made.change.since, figure.unit, label)
    now = f"{amount(figure)} ({period_name(made.asked.period)})"
    if made.change.by == 0:
        return [
            f"No change: {amount(figure)}{told_in(made.asked.period)} as{told_in(since)}{about}."
        ]
    way = "up" if made.change.by > 0 else "down"
    went = f"{label} went {way} from {before} ({period_name(since)}) to {now}"
    return [f"{went}{about}.", *_change(made)]


def _ranked(made: Computed, labels: Labels) -> list[str]:
    first, asked, definition = made.figure, made.asked, made.definition
    about = _only(made, labels)
    time = when(made) if asked.by or asked.period else ""
    if asked.top > 1:
        by = labels.get(asked.by, "") or (asked.grain.value if asked.grain else "")
        head = f"{'Lowest' if asked.least else 'Top'} {asked.top} by {quoted(definition.label)}"
        return [
            f"{head}{time}{about}{', ' + by.lower() if by else ''}:",
            *_listed(made.groups[: asked.top]),
        ]
    order = "lowest" if asked.least else "highest"
    lead = f"{called(first)} is {order}: {_counted(first, definition)}{time}{about}."
    then = ", ".join(f"{called(one)} {amount(one)}" for one in made.groups[1:5])
    return [lead, *([f"Then {then}."] if then else [])]


def _grouped(made: Computed, labels: Labels) -> list[str]:
    by = labels.get(made.asked.by, "group").lower()
    head = f"{made.definition.label} by {by}{when(made)}{_only(made, labels)}:"
    return [head, *_listed(made.groups)]


def _listed(groups: Sequence[Figure]) -> list[str]:
    lines = [f"• {called(one)}: {amount(one)}" for one in groups[:_LISTED]]
    more = len(groups) - len(lines)
    return [*lines, *([f"• and {more} more"] if more > 0 else [])]


def _trend(made: Computed, labels: Labels) -> list[str]:
    newest = made.series[-1]
    grain = made.asked.grain.value if made.asked.grain else "period"
    about = _only(made, labels)
    lead = f"{_counted(newest, made.definition)}{_in(newest)}{about}; by {grain}:"
    return [lead, *(f"• {called(one)}: {amount(one)}" for one in made.series[-_LISTED:])]


def _in(figure: Figure) -> str:
    return told_in(figure.period) if figure.period else ""


def _shared(made: Computed, labels: Labels) -> list[str]:
    part, whole = made.groups
    about, of = conditions(made.asked.part, labels), _only(made, labels)
    what = f" with {about}" if about else ""
    label = lower_first(made.definition.label)
    lead = f"{amount(made.figure)} of {whole_label(made)}{when(made)}{of}"
    told = [f"{lead}{what or f': {label}'}.", f"{amount(part)} of {amount(whole)}."]
    return [*told, *_change(made)]


def whole_label(made: Computed) -> str:
    """What a share is a share of."""
    return lower_first(made.groups[1].label)


def _counted_groups(made: Computed, labels: Labels) -> list[str]:
    label = made.figure.label
    plural = f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"
    value, about = made.figure.value or 0, _only(made, labels)
    return [f"{value:,.0f} {plural} have {quoted(made.definition.label)}{when(made)}{about}."]


def _owned(made: Computed, labels: Labels) -> list[str]:
    definition = made.definition
    if definition.owner:
        return [
            f"{definition.owner} answers for {quoted(definition.label)}.",
            *_value(made, labels),
        ]
    return [f"Nobody is named as the owner of {quoted(definition.label)}.", *_value(made, labels)]


def _aimed(made: Computed, labels: Labels) -> list[str]:
    targets, label = made.definition.targets, made.definition.label
    if not targets:
        return [f"No target is set for {quoted(label)}.", *_value(made, labels)]
    told = ", ".join(
        f"{value_words(one.value, made.definition.unit, label)} by {day_words(one.day)}"
        for one in targets
    )
    return [f"The target for {quoted(label)}: {told}.", *_value(made, labels)]


def _began(made: Computed, labels: Labels) -> list[str]:
    baseline, label = made.definition.baseline, made.definition.label
    if baseline is None:
        return [f"No baseline is set for {quoted(label)}.", *_value(made, labels)]
    words = value_words(baseline.value, made.definition.unit, label)
    when_said = f" ({baseline.when})" if baseline.when else ""
    return [f"The baseline of {quoted(label)}: {words}{when_said}.", *_value(made, labels)]


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


def _notes(made: Computed, labels: Labels) -> list[str]:
    """What a reader must know to read it right."""
    notes = []
    if made.until:
        notes.append(f"The newest row is of {day_words(made.until)}.")
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


_LEADS = {
    Kind.RANKING: _ranked,
    Kind.GROUPS: _grouped,
    Kind.TREND: _trend,
    Kind.CHANGE: _moved,
    Kind.SHARE: _shared,
    Kind.DISTINCT: _counted_groups,
    Kind.OWNER: _owned,
    Kind.TARGET: _aimed,
    Kind.BASELINE: _began,
}
