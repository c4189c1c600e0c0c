"""Sentences put together wrongly out of right parts: a swapped phrase, bits of two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from knowledge.answers.claims.evidence import Evidence
from knowledge.answers.claims.reading import Bound, Name, Reading
from knowledge.answers.claims.scale import Scale
from knowledge.answers.claims.wording import stem

_SWAPPED = 3  # words of a phrase that is taken for another one


def replaced(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> str:
    """ELSEWHERE where the sentence repeats a line but for a phrase from another line, else "".

    Sentences of several clauses may well join several lines: they are not judged.
    """
    if len(reading.clauses) > 1:
        return ""
    mine = [word.stem for word in reading.words]
    known = frozenset().union(*(evidence.head.stems for evidence in cited))
    best: tuple[float, list[str], frozenset[str]] = (scale.copied, [], frozenset())
    for evidence in cited:
        for line in evidence.blocks():
            theirs = [word.stem for unit in line for word in unit.reading.words]
            here = frozenset(theirs)
            share = scale.cover(mine, here)
            if share > best[0]:
                others = (u.reading.stems for u in evidence.units if u not in line)
                best = (share, theirs, frozenset().union(*others) - here - known)
    _, theirs, elsewhere = best
    return "ELSEWHERE" if _phrase_from(elsewhere, mine, theirs) else ""


def scattered(reading: Reading, cited: Sequence[Evidence]) -> str:
    """ELSEWHERE where numbers and names of one clause never stand in one place, else ""."""
    heads = [evidence.head for evidence in cited]
    places = [run for evidence in cited for run in _places(evidence)]
    for number in range(len(reading.clauses)):
        bounds = [b for b in reading.bounds if b.clause == number and not _counts(b, heads)]
        names = [n for n in reading.names if n.clause == number and not n.leads]
        names = [name for name in names if not _named(name, heads)]
        if len(bounds) + len(names) > 1 and not any(
            all(_counts(bound, run) for bound in bounds) and all(_named(n, run) for n in names)
            for run in places
        ):
            return "ELSEWHERE"
    return ""


def _phrase_from(elsewhere: frozenset[str], mine: list[str], theirs: list[str]) -> bool:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for what, start, end, begin, over in matcher.get_opcodes():
        if what != "replace" or end - start > _SWAPPED:
            continue
        instead = set(theirs[begin:over]) - set(mine)
        if instead and elsewhere.issuperset(mine[start:end]):
            return True
    return False


def _places(evidence: Evidence) -> Iterator[list[Reading]]:
    """What counts as one place: a line of a list, or three sentences."""
    for block in evidence.blocks():
        yield [unit.reading for unit in block]
    for run in evidence.windows():
        if not any(unit.item for unit in run):
            yield [unit.reading for unit in run]


def _counts(bound: Bound, readings: Sequence[Reading]) -> bool:
    return any(
        bound.quantity.matches(other.quantity) for reading in readings for other in reading.bounds
    )


def _named(name: Name, readings: Sequence[Reading]) -> bool:
    wanted = {stem(word) for word in name.words}
    return any(wanted <= reading.plain for reading in readings)
