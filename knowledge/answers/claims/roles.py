"""Who does a thing, and which of two figures is meant: what a small word beside it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.claims.evidence import Evidence, Unit
from knowledge.answers.claims.likeness import Likeness
from knowledge.answers.claims.quantities import Quantity
from knowledge.answers.claims.reading import Reading
from knowledge.answers.claims.wording import carries, plain, words

_BY = re.compile(r"\bby (?:the |an? |our |its |their )?([^\W\d_]+(?: [^\W\d_]+)?)", re.IGNORECASE)
_PARENS = re.compile(r"\(([^()]*)\)")
_MEASURED = 16  # characters behind "by" within which a number is what it measures
_SAME = 0.47  # cosine from which on two things are called the same


def done_by_another(
    reading: Reading, cited: Sequence[Evidence], found: Sequence[Unit], likeness: Likeness | None
) -> str:
    """ELSEWHERE where the evidence does not name who or what does it ("by the driver"), else ""."""
    said = [word for unit in found for word in unit.reading.words]
    known = frozenset().union(*(evidence.head.stems for evidence in cited))
    known = known.union(*(unit.stems | unit.line | unit.reading.plain for unit in found))
    for phrase in _BY.finditer(reading.text):
        doer = next((word for word in words(phrase[1]) if carries(word)), None)
        if doer is None or _measuring(doer.low) or doer.stem in known:
            continue
        if any(0 <= b.quantity.start - phrase.start() < _MEASURED for b in reading.bounds):
            continue
        near = likeness and any(likeness.between(doer.low, word.low) >= _SAME for word in said)
        if not near:
            return "ELSEWHERE"
    return ""


def figure_of_another(reading: Reading, found: Sequence[Unit]) -> str:
    """ELSEWHERE where a number is in the evidence only the plan, or the week before, else "".

    A number in a pair of brackets, or in a cell whose heading is that of another cell and more, is
    for comparison: the sentence has to say the word that tells so, or both numbers.
    """
    for bound in reading.bounds:
        held = [
            (unit, other.quantity)
            for unit in found
            for other in unit.reading.bounds
            if bound.quantity.matches(other.quantity)
        ]
        if held and all(_compared(quantity, unit, reading) for unit, quantity in held):
            return "ELSEWHERE"
    return ""


def _measuring(word: str) -> bool:
    return word.endswith("ing") or word in ("end", "half", "hand")


def _compared(quantity: Quantity, unit: Unit, reading: Reading) -> bool:
    text = unit.reading.text
    rivals = [
        other.quantity
        for other in unit.reading.bounds
        if other.quantity.alike(quantity) and not other.quantity.matches(quantity)
    ]
    if any(b.quantity.matches(rival) for b in reading.bounds for rival in rivals):
        return False
    for inside in _PARENS.finditer(text):
        before = [r for r in rivals if r.end <= inside.start() and inside.start() - r.end <= 1]
        if before and inside.start() < quantity.start < inside.end():
            label = [word for word in words(inside[1]) if carries(word)]
            return bool(label) and not any(word.stem in reading.plain for word in label)
    if not unit.row:
        return False
    own = _label(text, quantity)
    labels = [_label(text, rival) for rival in rivals]
    return any(own > label and not (own - label) & reading.plain for label in labels if label)


def _label(text: str, quantity: Quantity) -> frozenset[str]:
    """The words of the heading of a row's cell."""
    start = text.rfind("|", 0, quantity.start) + 1
    heading, colon, _ = text[start : quantity.start].partition(":")
    return plain(heading) if colon else frozenset()
