"""Whether evidence bears a sentence out: its words, its numbers, its names, its yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.claims.denying import denied
from knowledge.answers.claims.evidence import Evidence, Unit
from knowledge.answers.claims.exchanging import exchanged
from knowledge.answers.claims.likeness import Likeness
from knowledge.answers.claims.placing import misplaced_name, misplaced_number
from knowledge.answers.claims.reading import Reading
from knowledge.answers.claims.replacing import replaced, scattered
from knowledge.answers.claims.roles import done_by_another, figure_of_another
from knowledge.answers.claims.scale import Scale
from knowledge.answers.claims.wording import opposed, plain, softens, stem, too_strong

# "Only 10 days" says that ten are few, not that there is nothing else.
_MERE = re.compile(r"\bonly (?=[\d£€$]|(?:a|one|two|three|four|five|six|seven|eight|nine|ten)\b)")


def judge(
    reading: Reading, cited: Sequence[Evidence], scale: Scale, likeness: Likeness | None = None
) -> tuple[str, float]:
    """The reason's name why evidence does not bear a sentence out, "" where it does; and the share
    of what the sentence says that is supported.
    """
    found = [_best(reading, evidence, scale) for evidence in cited]
    units = [unit for window in found for unit in window]
    heads = [evidence.head for evidence in cited]
    support = _share(reading, units, heads, scale)
    everything = [unit for evidence in cited for unit in evidence.units]
    bare = support < scale.near or _share(reading, everything, heads, scale) < scale.whole
    if bare and not _meant(reading, found, scale, likeness):
        return _lacking(reading, cited, scale), support
    if bare:  # the words around a number or name are other ones too
        scale = replace(scale, placed=0.0)
    fault = (
        misplaced_number(reading, cited, scale)
        or misplaced_name(reading, cited, scale, support)
        or replaced(reading, cited, scale)
        or exchanged(reading, cited, likeness)
        or done_by_another(reading, cited, units, likeness)
        or figure_of_another(reading, units)
        or scattered(reading, cited)
        or denied(reading, cited, scale)
        or _stronger(reading, units, heads)
    )
    return fault, support


def _meant(
    reading: Reading,
    found: Sequence[tuple[Unit, ...]],
    scale: Scale,
    likeness: Likeness | None,
) -> bool:
    """Whether the evidence says in other words what the sentence says."""
    if likeness is None:
        return False
    enough = scale.anchored if reading.bounds else scale.meant
    texts = (" ".join(unit.reading.text for unit in window) for window in found)
    return any(likeness.between(reading.text, text) >= enough for text in texts)


def _lacking(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> str:
    """Of a sentence with too little support, the plainest reason."""
    if misplaced_number(reading, cited, scale) == "NUMBER":
        return "NUMBER"
    if misplaced_name(reading, cited, scale, 0.0) == "NAME":
        return "NAME"
    return "UNSUPPORTED"


def _share(
    reading: Reading, units: Sequence[Unit], heads: Sequence[Reading], scale: Scale
) -> float:
    """The weighted share of a sentence's words and quantities that stand in these units."""
    given = frozenset().union(*(u.stems | u.line for u in units), *(head.stems for head in heads))
    if any(clause.denied for unit in units for clause in unit.reading.clauses):
        # "refuses" says what "says no" says
        given |= frozenset(word.stem for word in reading.words if softens(word))
    bounds = [bound for unit in units for bound in unit.reading.bounds]
    bounds += [bound for head in heads for bound in head.bounds]
    borne = sum(
        any(bound.quantity.matches(other.quantity) for other in bounds) for bound in reading.bounds
    )
    said = [name for name in reading.names if not name.leads]
    borne += sum(given.issuperset(stem(word) for word in name.words) for name in said)
    return scale.cover(reading.stems, given, borne, len(reading.bounds) + len(said))


def _best(reading: Reading, evidence: Evidence, scale: Scale) -> tuple[Unit, ...]:
    """The shortest of the runs of units that cover the sentence best."""

    def covered(window: tuple[Unit, ...]) -> float:
        return _share(reading, window, [evidence.head], scale) - 0.02 * len(window)

    return max(evidence.windows(), key=covered, default=())


def _stronger(reading: Reading, units: Sequence[Unit], heads: Sequence[Reading]) -> str:
    mine = plain(_MERE.sub("", reading.text))
    theirs = frozenset().union(*(unit.reading.plain for unit in units))
    wide = theirs.union(*(head.plain for head in heads))
    if any(too_strong(word, wide) for word in mine) or opposed(reading.plain, theirs):
        return "STRENGTH"
    return ""
