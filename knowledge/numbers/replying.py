"""The parts of a computed reply: its cited text, its figures, what to ask next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.wording import lower_first, quoted
from knowledge.models import Figure
from knowledge.numbers.asked import Kind
from knowledge.numbers.computed import Computed
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.naming import when

LONGEST = 900


_FIGURES = 20


_SAME = 1e-9


UNDONE = {
    "change": "I cannot rank by {word}: ask how {label} changed for one group, or rank its values.",
    "as of": "{label} is counted over a time and not {word} a day: ask for a time, say until then.",
    "from": "“From” a day may be that day or all since then: ask for {label} on it, or since it.",
    "part": "I do not know which days {word} leaves of that time: name the first and the last.",
    "apart": "I cannot add up times that lie apart: ask for {label} in each of them.",
    "extreme": "I cannot tell {word} of {label} by itself: say of which groups or times.",
}


def wanted_splits(definition: MetricDefinition, labels: Mapping[str, str]) -> list[str]:
    """The dimensions that a change is looked for in: those that are declared, else all."""
    declared = [*definition.segment_by, *definition.drivers]
    by_short = {name.rsplit("__", 1)[-1]: name for name in labels}
    found = [by_short.get(name.rsplit("__", 1)[-1], "") for name in declared]
    return [name for name in dict.fromkeys(found) if name] or list(labels)


def labels_of(vocabulary: Vocabulary, metric: str) -> dict[str, str]:
    """What each dimension of a metric is called."""
    words = vocabulary.metric(metric)
    return {one.name: one.dimension.label for one in words.dimensions} if words else {}


def cited_text(lines: Sequence[str]) -> tuple[str, str]:
    """The lines as a text in which each says its source, and the first one alone."""
    lead = f"{lines[0]} [1]" if not lines[0].endswith(":") else lines[0]
    shown, room = [lead], LONGEST - len(lead)
    for line in lines[1:]:
        cited = line if line.startswith("•") else f"{line} [1]"
        if len(cited) + 1 > room:
            break
        shown.append(cited)
        room -= len(cited) + 1
    if lines[0].endswith(":"):
        shown[-1] += "" if shown[-1].endswith("[1]") else " [1]"
    return "\n".join(shown), lead


def figures_of(made: Computed) -> tuple[Figure, ...]:
    if made.asked.kind in {Kind.RANKING, Kind.GROUPS}:
        return made.groups[:_FIGURES]
    if made.asked.kind is Kind.TREND:
        return made.series[-_FIGURES:]
    if made.asked.kind is Kind.SHARE:
        return (made.figure, *made.groups)
    return (made.figure, *made.groups[:_FIGURES])


def are_parts(made: Sequence[Computed]) -> bool:
    """Whether readings are of several values of one dimension, and there are rows of them.

    That each comes to the same says nothing then: both together may be meant.
    """
    told = [{(one.dimension, one.negated): one.values for one in each.asked.where} for each in made]
    values = any(one != told[0] and one.keys() == told[0].keys() for one in told)
    return values and any(figure.value for each in made for figure in figures_of(each))


def same_figures(one: Computed, other: Computed) -> bool:
    mine, theirs = (
        [each.value for each in figures_of(one)],
        [each.value for each in figures_of(other)],
    )
    return len(mine) == len(theirs) and all(
        a == b or (a is not None and b is not None and abs(a - b) <= _SAME * max(1.0, abs(a)))
        for a, b in zip(mine, theirs, strict=True)
    )


def follow_ups_of(made: Computed, labels: Mapping[str, str]) -> list[str]:
    """Questions that can be answered next: why, by what, who."""
    definition, asked = made.definition, made.asked
    label = quoted(definition.label)
    time = f" {when(made).strip()}" if asked.period and not made.until else ""
    wanted = [*definition.segment_by, *labels]
    split = next((labels[name] for name in wanted if name in labels and name != asked.by), "")
    changed = made.change is not None and made.change.by != 0
    why = f"Why did {label} change{time}?" if changed else f"What drives {label}{time}?"
    offers = [] if asked.kind is Kind.WHY else [why]
    offers += [f"{definition.label} by {split.lower()}{time}?"] if split else []
    offers += [f"Who owns {label}?"] if definition.owner and asked.kind is not Kind.OWNER else []
    return offers


def listed_names(names: Sequence[str]) -> str:
    lower = [lower_first(name) for name in names[:6]]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} and {lower[-1]}"
