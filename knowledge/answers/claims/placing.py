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
    row: bool


def misplaced_number(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> str:
    """What is wrong with a sentence's numbers, dates and amounts, "" where nothing is.

    NUMBER: one is not in the evidence, or points the other way. ELSEWHERE: it is said there of
    something else.
    """
    for bound in reading.bounds:
        titles = [other for evidence in cited for other in evidence.head.bounds]
        if any(_bears(bound, t) for t in titles if t.quantity.kind == bound.quantity.kind):
            continue
        alike = [other.clause for other in reading.bounds if bound.quantity.alike(other.quantity)]
        wanted = _context(reading, bound.clause, alike)
        found = [_numbers(bound, evidence) for evidence in cited]
        if not any(own for own, _ in found):
            return "NUMBER"
        if all(_swapped(reading, wanted, spots, scale) for spots in found if spots[0]):
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
        if name.leads and not _names(name, cited, scale.question):
            continue  # an ordinary word with the capital of a sentence's beginning
        if any(_holds(name, evidence.head.text) for evidence in cited):
            continue
        if fault := _misnamed(name, reading, cited, scale, support):
            return fault
    return ""


def _misnamed(
    name: Name, reading: Reading, cited: Sequence[Evidence], scale: Scale, support: float
) -> str:
    found = [_mentions(name, reading, evidence) for evidence in cited]
    if not any(own for own, _ in found):
        # a name of the question may stand where all the rest is well supported
        repeated = _holds(name, scale.question.text) and support >= scale.sure
        return "" if repeated and not _others(reading, cited) else "NAME"
    itself = frozenset(stem(word) for word in name.words)
    wanted = _context(reading, name.clause, [n.clause for n in reading.names]) - itself
    if all(_swapped(reading, wanted, spots, scale) for spots in found if spots[0]):
        return "ELSEWHERE"
    return ""


def _others(reading: Reading, cited: Sequence[Evidence]) -> bool:
    """Whether what the evidence says of it, it says of somebody whom the sentence does not name."""
    return any(
        not reading.stems.issuperset(stem(word) for word in name.words)
        for evidence in cited
        for unit in evidence.units
        if len(unit.stems & reading.stems) > 1
        for name in unit.reading.names
        if not name.leads or _capital(name, evidence)
    )


def _bears(bound: Bound, other: Bound) -> bool:
    """Whether a number of the evidence bears out one of the sentence, its direction included."""
    if not bound.quantity.matches(other.quantity):
        return False
    if "edge" in (bound.direction, other.direction):
        return True
    if bound.direction == "most":
        return other.direction in ("most", "")
    if bound.direction == "least":
        return other.direction in ("least", "from")
    return bound.direction != "from" or other.direction != "most"


def _context(reading: Reading, clause: int, alike: Sequence[int]) -> frozenset[str]:
    """The stems that a number or name is said with: all, or its clause's beside others."""
    return reading.clauses[clause].stems if len(set(alike)) > 1 else reading.stems


def _numbers(bound: Bound, evidence: Evidence) -> tuple[list[_Spot], list[_Spot]]:
    """Where the evidence has the number, and where it has others that it could be mistaken for."""

    def others(unit: Unit) -> list[tuple[int, bool]]:
        alike = [b for b in unit.reading.bounds if bound.quantity.alike(b.quantity)]
        return [
            (b.clause, _bears(bound, b))
            for b in alike
            if _bears(bound, b) or not bound.quantity.matches(b.quantity)
        ]

    return _spots(evidence, others, _number_region)


def _mentions(name: Name, reading: Reading, evidence: Evidence) -> tuple[list[_Spot], list[_Spot]]:
    said = frozenset(word for other in reading.names for word in other.words)

    def others(unit: Unit) -> list[tuple[int, bool]]:
        here = [
            (at, True) for at, clause in enumerate(unit.reading.clauses) if _within(name, unit, at)
        ]
        rivals = [
            rival
            for rival in unit.reading.names
            if not said.intersection(rival.words) and (not rival.leads or _capital(rival, evidence))
        ]
        return here + [(rival.clause, False) for rival in rivals]

    return _spots(evidence, others, _name_region)


def _spots(
    evidence: Evidence,
    others: Callable[[Unit], list[tuple[int, bool]]],
    region: Callable[[Unit, int], frozenset[str]],
) -> tuple[list[_Spot], list[_Spot]]:
    held = [others(unit) for unit in evidence.units]
    lines: dict[int, set[bool]] = {}
    for unit, here in zip(evidence.units, held, strict=True):
        lines.setdefault(unit.number, set()).update(mine for _, mine in here)
    own: list[_Spot] = []
    rivals: list[_Spot] = []
    for place, unit in enumerate(evidence.units):
        for clause, mine in held[place]:
            if len({other for _, other in held[place]}) > 1:
                stems = region(unit, clause)
            else:
                stems = unit.line | unit.above if len(lines[unit.number]) == 1 else unit.stems
            spot = _Spot(stems, evidence.around(place), unit.row)
            (own if mine else rivals).append(spot)
    return own, rivals


def _number_region(unit: Unit, clause: int) -> frozenset[str]:
    """Of a sentence or row with several numbers, the stems that belong to one of them."""
    return _cell(unit, clause) if unit.row else unit.reading.clauses[clause].stems


def _name_region(unit: Unit, clause: int) -> frozenset[str]:
    """The same for names; a row is about one thing, whatever it names."""
    return unit.stems if unit.row else unit.reading.clauses[clause].stems


def _cell(unit: Unit, clause: int) -> frozenset[str]:
    """The stems of a row's cell, and of its first cell, which says what the row is about."""
    text, place = unit.reading.text, unit.reading.clauses[clause].start
    first = text.find("|")
    left = text.rfind("|", 0, place + 1)
    right = text.find("|", place + 1) % (len(text) + 1)  # -1, none, is the end
    inside = [c for c in unit.reading.clauses if c.start < first or left <= c.start < right]
    return frozenset().union(*(part.stems for part in inside))


def _swapped(
    reading: Reading, wanted: frozenset[str], spots: tuple[list[_Spot], list[_Spot]], scale: Scale
) -> bool:
    """Whether the sentence's words stand with another number or name than the one it gives."""
    own, rivals = spots
    placed = max(scale.cover(reading.stems, spot.around) for spot in own)
    if placed < scale.placed and len(reading.stems) > 2:
        return True
    clear = len(reading.clauses) == 1
    return all(
        any(_contrasts(wanted, spot, rival, clear) for rival in rivals if rival.row == spot.row)
        for spot in own
    )


def _contrasts(wanted: frozenset[str], own: _Spot, rival: _Spot, clear: bool) -> bool:  # noqa: FBT001
    """Whether two places were probably swapped.

    The rival's place has a word of the sentence that the own place lacks, the own place has a word
    that the sentence lacks, and the rival's shares more of the sentence (in a `clear` one, of a
    single clause, as much).
    """
    missing = (wanted & rival.own) - own.own
    foreign = own.own - wanted
    ahead = len(wanted & rival.own) - len(wanted & own.own)
    enough = len(wanted & rival.own) >= min(2, len(wanted))
    return bool(missing and foreign) and enough and ahead >= (0 if clear else 1)


def _names(name: Name, cited: Sequence[Evidence], question: Reading) -> bool:
    """Whether a sentence's first word is a name elsewhere."""
    asked = any(name.words == other.words for other in question.names if not other.leads)
    return asked or any(_capital(name, evidence) for evidence in cited)


def _capital(name: Name, evidence: Evidence) -> bool:
    """Whether the evidence writes the word with a capital wherever it stands."""
    raws = [w.raw for u in evidence.units for w in u.reading.words if w.low == name.words[0]]
    return bool(raws) and all(raw[0].isupper() for raw in raws)


def _within(name: Name, unit: Unit, clause: int) -> bool:
    part = unit.reading.clauses[clause]
    text = unit.reading.text[part.start : part.end]
    return _holds(name, text)


def _holds(name: Name, text: str) -> bool:
    """Whether all words of a name stand together in a text, in any case or inflection."""
    there = [word.stem for word in words(text)]
    wanted = [stem(word) for word in name.words]
    size = len(wanted)
    return any(there[at : at + size] == wanted for at in range(len(there) - size + 1))
