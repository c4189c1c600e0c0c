"""Conflicts among everything that says what a label means: glossaries and documents."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from knowledge.lingo.conflicts.judging import Judge, whole
from knowledge.lingo.mining.gathering import name_of
from knowledge.store.lingo.records import DEPRECATED, Conflict, Difference, Side

_MOST_SIDES = 8  # of one label: what is beyond them repeats
_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_ENDED = ("Deprecated", "Rejected")


def conflicts(sides: Iterable[Side], judge: Judge) -> list[Conflict]:
    """What differs between two domains or documents, the gravest first, each pair of them once.

    A label that two documents of one domain explain is compared too; two meanings that one
    document gives side by side for one domain are no conflict: whoever wrote it knew.
    """
    labels: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        if side.status not in _ENDED and (side.definition or side.stands_for):
            labels[name_of(side.label)].append(side)
    found = [one for named in labels.values() for one in _among(named, judge)]
    return sorted(found, key=lambda one: (_SEVERITY[one.difference.severity], one.label, one.key))


def deprecated(side: Side, uses: Sequence[Side]) -> list[Conflict]:
    """A term that is not to be used any more, and the places that use it still.

    The `definition` of a use is the sentence that uses it.
    """
    why = f"“{side.label}” is not to be used any more, and is."
    return [
        Conflict(_key(side, use), side.label, side, use, Difference(DEPRECATED, "low", why))
        for use in uses
    ]


def _among(named: Sequence[Side], judge: Judge) -> Iterator[Conflict]:
    """One conflict for each two meanings, where nobody gives both of them."""
    meanings: list[list[Side]] = []
    between: dict[tuple[int, int], tuple[Side, Side, Difference]] = {}
    for side in _first(named):
        differences = [judge.differ(group[0], side) for group in meanings]
        if None in differences:
            meanings[differences.index(None)].append(side)
            continue
        for at, difference in enumerate(differences):
            assert difference is not None, "None was looked for"
            between[at, len(meanings)] = meanings[at][0], side, difference
        meanings.append([side])
    for (at, number), (one, other, difference) in between.items():
        whose = [
            {(side.document, side.domain) for side in meanings[place]} for place in (at, number)
        ]
        if not whose[0] & whose[1]:
            yield Conflict(_key(one, other), one.label, one, other, difference)


def _first(named: Sequence[Side]) -> list[Side]:
    """Definitions before what is told, one of each document and domain before more of the same."""
    ranked: dict[tuple[str, str], list[Side]] = defaultdict(list)
    for side in sorted(named, key=lambda one: (one.told, one.document, one.section, whole(one))):
        ranked[side.document, side.domain].append(side)
    turns = max(len(some) for some in ranked.values())
    spread = [some[turn] for turn in range(turns) for some in ranked.values() if turn < len(some)]
    return spread[:_MOST_SIDES]


def _key(one: Side, other: Side) -> str:
    sides = sorted(f"{side.document}\0{side.section}\0{whole(side)}" for side in (one, other))
    return hashlib.sha256("\0\0".join(sides).encode("utf-8", "surrogatepass")).hexdigest()[:32]
