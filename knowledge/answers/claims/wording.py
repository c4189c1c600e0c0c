"""Words as they are compared: stems, equivalents, opposites, and the words that carry no claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.answers.claims.vocabulary import (
    ENDINGS,
    EQUIVALENTS,
    INFLECTED,
    IRREGULAR,
    NEGATORS,
    OPPOSITES,
    SOFT,
    STOP,
    STRICT,
    STRICT_KIN,
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `stem` is what is compared, `start` its place."""

    raw: str
    stem: str
    start: int

    @property
    def low(self) -> str:
        return self.raw.lower()


@cache
def stem(word: str) -> str:
    """The part of a word that its inflected and derived forms share, then the head of its group."""
    return _GROUPS.get(_root(word), _root(word))


def words(text: str) -> list[Word]:
    """All words of a text in order; hyphenated ones are taken apart."""
    return [
        Word(found.group(), stem(found.group()), found.start()) for found in _WORD.finditer(text)
    ]


def carries(word: Word) -> bool:
    """Whether a word says something of its own: no function word, no filler, no bare number."""
    light = word.low in STOP or IRREGULAR.get(word.low, word.low) in STOP
    return not light and not word.raw.isdigit() and len(word.raw) > 1


def negates(word: Word) -> bool:
    return word.low in NEGATORS or word.low.replace("’", "'").endswith("n't")


def softens(word: Word) -> bool:
    """Whether a word takes something away without being a negation."""
    return word.low in SOFT or word.stem in _SOFT_STEMS


def opposed(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one text says a word and only the other its opposite (both as `plain` gives them)."""
    return any(
        (one in mine and one not in theirs and other in theirs and other not in mine)
        for pair in _PAIRS
        for one, other in (pair, pair[::-1])
    )


def too_strong(word: str, theirs: frozenset[str]) -> bool:
    """Whether a claim's strengthening word has nothing like it among the source's words."""
    kin = STRICT_KIN.get(word, [word])
    return word in STRICT and not theirs.intersection(kin)


def plain(text: str) -> frozenset[str]:
    """The lower-case words of a text and their stems, for opposites and strong words."""
    found = words(text)
    said = {_MODALS.get(word.low, word.low) for word in found}
    return frozenset(said) | frozenset(word.stem for word in found)


def _root(word: str) -> str:
    low = word.lower().replace("’", "'")
    low = low[:-2] if low.endswith("'s") else low.rstrip("'")
    low = IRREGULAR.get(low, low)
    for _ in range(2):
        for ending in ENDINGS:
            shortest = 3 if ending in INFLECTED else max(4, len(ending))
            if low.endswith(ending) and len(low) - len(ending) >= shortest:
                low = low[: -len(ending)]
                break
        else:
            break
    return low[:-1] if len(low) > 4 and low[-1] == low[-2] else low


_MODALS = {"can": "may", "could": "may", "might": "may"}
_GROUPS = {
    _root(word): _root(line.split()[0])
    for line in EQUIVALENTS.splitlines()
    for word in line.split()
}
_SOFT_STEMS = frozenset(_root(word) for word in SOFT if len(word) > 4)
_PAIRS = [
    (one, other)
    for line in OPPOSITES.splitlines()
    for one, other in {
        (line.split()[0], line.split()[1]),
        (_root(line.split()[0]), _root(line.split()[1])),
    }
]
