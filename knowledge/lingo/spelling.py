"""Which term was meant by a word that is none: the nearest by what slips of the hand cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

_WEIGHED = 200  # letters in all of the words that are weighed
_SLIPS = 3
_LIKELY, _PLAIN, _UNLIKELY = 0.8, 1.0, 1.6
_FIRST = 0.3  # people seldom get the first letter wrong
_CLEAR = 0.25  # how much nearer the nearest must be than the next
_VOWELS = frozenset("aeiouy")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> Iterator[tuple[str, str]]:
    for row, keys in enumerate(_KEYS):
        for place, one in enumerate(keys):
            beside = keys[max(place - 1, 0) : place + 2]
            below = _KEYS[row + 1][max(place - 1, 0) : place + 1] if row + 1 < len(_KEYS) else ""
            for other in (beside + below).replace(one, ""):
                yield one, other
                yield other, one


_BESIDE = frozenset(_neighbours())


def close(wanted: str, known: Collection[str], most: int = 5) -> list[tuple[str, float]]:
    """Known keys that a word may have been meant for, with what the slips cost, nearest first.

    Whole words are compared, as `knowledge.lingo.glossary.key` leaves them.
    """
    if len(wanted) < 3:
        return []
    near = process.extract(
        wanted,
        known,
        scorer=DamerauLevenshtein.distance,
        limit=max(8, _WEIGHED // len(wanted)),
        score_cutoff=min(_SLIPS, max(1, len(wanted) // 4)),
    )
    costs = [(one, cost(wanted, one)) for one, _, _ in near]
    return sorted(costs, key=lambda pair: (pair[1], pair[0]))[:most]


def sure(wanted: str, nearest: Sequence[tuple[str, float]]) -> bool:
    """Whether the nearest can be taken for what was meant, and is not only worth offering.

    No slip is forgiven in three letters, one up to seven, then two.
    """
    if not nearest:
        return False
    letters = len(wanted)
    forgiven = 0.0 if letters <= 3 else _PLAIN if letters <= 7 else 2 * _PLAIN
    first = nearest[0][1]
    return first <= forgiven and (len(nearest) == 1 or nearest[1][1] - first >= _CLEAR)


def cost(typed: str, meant: str) -> float:
    """What it costs to type one word when another was meant.

    Damerau's four slips (optimal string alignment): two letters changed over and a letter doubled
    or typed once are likely, as is a neighbour on the keyboard; any other letter in place of the
    right one, or beside it, is not.
    """
    if not typed or not meant:
        return float(len(typed) + len(meant))
    before: list[float] = []
    last = [_PLAIN * at for at in range(len(meant) + 1)]
    for i, one in enumerate(typed, 1):
        row = [last[0] + _added(typed, i - 1, "")]
        for j, other in enumerate(meant, 1):
            best = min(
                last[j - 1] + (0.0 if one == other else _swapped(one, other)),
                last[j] + _added(typed, i - 1, other),
                row[j - 1] + (_LIKELY if other in meant[j - 2 : j - 1] else _PLAIN),
            )
            if i > 1 and j > 1 and one == meant[j - 2] and typed[i - 2] == other != one:
                best = min(best, before[j - 2] + _LIKELY)
            row.append(best)
        before, last = last, row
    return last[-1] + (_FIRST if typed[0] != meant[0] else 0.0)


def _swapped(one: str, other: str) -> float:
    if (one, other) in _BESIDE:
        return _LIKELY
    return _PLAIN if one in _VOWELS and other in _VOWELS else _UNLIKELY  # spelt as it is spoken


def _added(typed: str, at: int, meant: str) -> float:
    """A letter too many: its own twin, or a key that was brushed on the way to the next."""
    one = typed[at]
    around = {typed[at - 1] if at else "", typed[at + 1] if at + 1 < len(typed) else "", meant}
    if one in around - {meant}:
        return _LIKELY
    return _PLAIN if any((one, other) in _BESIDE for other in around if other) else _UNLIKELY
