"""Whether numbers and names stand in the evidence, and are said there of the same thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answers.claims.evidence import Evidence, Unit
from knowledge.answers.claims.reading import Bound, Name, Reading
from knowledge.answers.claims.scale import Scale
from knowledge.answers.claims.wording import stem, words


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the evidence: the stems of the clause or row there, and of what is around."""

    own: frozenset[str]
    around: frozenset[str]
    unit: int


def misplaced_number(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> str:
    """What is wrong with a sentence's numbers, dates and amounts, "" where nothing is.

    NUMBER: one is not in the evidence, or points the other way. ELSEWHERE: it is said there of
    something else.
    """
    for bound in reading.bounds:
        if any(_bears(bound, other) for evidence in cited for other in evidence.head.bounds):
            continue
        wanted = _context(reading, bound.clause)
        found = [_numbers(bound, evidence) for evidence in cited]
        if not any(own for own, _ in found):
            return "NUMBER"
        if all(_swapped(wanted, own, rivals, scale) for own, rivals in found if own):
            return "ELSEWHERE"
    return ""


def misplaced_name(
    reading: Reading, cited: Sequence[Evidence], scale: Scale, support: float
) -> str:
    """The same for names, quotations and addresses: NAME or ELSEWHERE."""
    texts = [evidence.text for evidence in cited]
    for verbatim in (*reading.quoted, *reading.addresses):
        if not any(verbatim.lower().strip(" .,") in text for text in texts):
            return "NAME"
    for name in reading.names:
        if any(_named(name, evidence.head) for evidence in cited):
            continue
        found = [_mentions(name, reading, evidence) for evidence in cited]
        if not any(own for own, _ in found):
            if _repeats(name, scale.question) and support >= scale.sure:
                continue
            return "NAME"
        wanted = _context(reading, name.clause) - frozenset(stem(word) for word in name.words)
        if all(_swapped(wanted, own, rivals, scale) for own, rivals in found if own):
            return "ELSEWHERE"
    return ""


def _bears(bound: Bound, other: Bound) -> bool:
    """Whether a number of the evidence bears out one of the sentence, its direction included."""
    if not bound.quantity.matches(other.quantity):
        return False
    if bound.direction == "most":
        return other.direction in ("most", "")
    if bound.direction == "least":
        return other.direction in ("least", "from")
    return bound.direction != "from" or other.direction != "most"


def _context(reading: Reading, clause: int) -> frozenset[str]:
    """The stems that a number or name is said with: its clause, or more where that says little."""
    stems = reading.clauses[clause].stems
    return stems if len(stems) > 1 else reading.stems


def _numbers(bound: Bound, evidence: Evidence) -> tuple[list[_Spot], list[_Spot]]:
    """Where the evidence has the number, and where it has others that it could be mistaken for."""

    def others(unit: Unit) -> list[tuple[int, bool]]:
        alike = [b for b in unit.reading.bounds if bound.quantity.alike(b.quantity)]
        return [
            (b.clause, _bears(bound, b))
            for b in alike
            if _bears(bound, b) or not bound.quantity.matches(b.quantity)
        ]

    return _spots(evidence, others)


def _mentions(name: Name, reading: Reading, evidence: Evidence) -> tuple[list[_Spot], list[_Spot]]:
    said = frozenset(word for other in reading.names for word in other.words)

    def others(unit: Unit) -> list[tuple[int, bool]]:
        here = [
            (at, True) for at, clause in enumerate(unit.reading.clauses) if _within(name, unit, at)
        ]
        rivals = [n for n in unit.reading.names if not n.leads and not said.intersection(n.words)]
        return here + [(rival.clause, False) for rival in rivals]

    return _spots(evidence, others)


def _spots(
    evidence: Evidence, others: Callable[[Unit], list[tuple[int, bool]]]
) -> tuple[list[_Spot], list[_Spot]]:
    own: list[_Spot] = []
    rivals: list[_Spot] = []
    for place, unit in enumerate(evidence.units):
        held = others(unit)
        mixed = len({mine for _, mine in held}) > 1
        for clause, mine in held:
            stems = unit.reading.clauses[clause].stems if mixed else unit.stems
            spot = _Spot(stems, evidence.around(place), place)
            (own if mine else rivals).append(spot)
    return own, rivals


def _swapped(wanted: frozenset[str], own: list[_Spot], rivals: list[_Spot], scale: Scale) -> bool:
    """Whether the sentence's words stand with another number or name than the one it gives."""
    best = max(scale.cover(wanted, spot.around) for spot in own)
    if best < 0.34:
        return True
    for spot in own:
        against = [rival for rival in rivals if _contrasts(wanted, spot, rival)]
        if not against:
            return False
    return True


def _contrasts(wanted: frozenset[str], own: _Spot, rival: _Spot) -> bool:
    """Whether two places were probably swapped.

    The rival's place has a word of the sentence that the own place lacks, and the own place has a
    word that the sentence lacks.
    """
    missing = (wanted & rival.own) - own.own
    foreign = own.own - wanted
    return bool(missing and foreign) and len(wanted & rival.own) >= len(wanted & own.own)


def _within(name: Name, unit: Unit, clause: int) -> bool:
    part = unit.reading.clauses[clause]
    text = unit.reading.text[part.start : part.end]
    return _holds(name, text)


def _named(name: Name, head: Reading) -> bool:
    return _holds(name, head.text)


def _repeats(name: Name, question: Reading) -> bool:
    return _holds(name, question.text)


def _holds(name: Name, text: str) -> bool:
    """Whether all words of a name stand together in a text, in any case or inflection."""
    if name.leads:  # perhaps only the capital of a sentence's beginning: the words' support decides
        return True
    there = _stems_of(text)
    wanted = [stem(word) for word in name.words]
    size = len(wanted)
    return any(there[at : at + size] == wanted for at in range(len(there) - size + 1))


def _stems_of(text: str) -> list[str]:
    return [word.stem for word in words(text)]
