"""Copied sentences in which a word was exchanged for another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.answers.claims.evidence import Evidence
from knowledge.answers.claims.likeness import Likeness
from knowledge.answers.claims.reading import Reading
from knowledge.answers.claims.wording import Word, carries, negates, opposed, plain, words

_LONGEST = 5  # words of a phrase that is taken for the exchange of another one
_COPIED = 0.6  # share of a sentence's words that are copied, in order
_BESIDE = 3  # copied words on both sides, where the sentence as a whole is no copy
_SAME = 0.47  # cosine from which on two things are called the same
_RELATED = 0.33  # below it two actions are not the same either
_LITTLE = 0.8  # the share of copied words at which an exchanged action, or one unread, counts
_FEWEST = 3  # copied words next to an exchange

# Behind these comes the name of a thing; behind others it may be an action.
_THING = frozenset(
    "a an the of by for with at in on from to into per through against each every any no all"
    " these those his her its their our your my one two three four five both and or"
    " without about between than another same other".split()
)
_MARK = re.compile(r"[,;:|()]")
_ARTICLES = frozenset("a an the our your its their this that".split())
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|spring|summer|autumn|winter")


@dataclass(frozen=True, slots=True)
class _Text:
    words: list[Word]
    text: str

    def clause(self, start: int, end: int) -> list[Word]:
        """The words from start to end, up to the first punctuation mark between them."""
        for at in range(start + 1, end):
            between = self.text[self.words[at - 1].start : self.words[at].start]
            if _MARK.search(between):
                return self.words[start:at]
        return self.words[start:end]


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Words of the sentence, those of the evidence in their place, and what is copied around.

    Attributes:
        whole: both with the words that only moved, and the small ones.
        before: the word that stands before them in the sentence.
    """

    mine: list[Word]
    theirs: list[Word]
    whole: tuple[list[Word], list[Word]]
    before: str
    beside: tuple[int, int]
    share: float


def exchanged(reading: Reading, cited: Sequence[Evidence], likeness: Likeness | None) -> str:
    """ELSEWHERE where the sentence copies a line but for a word of other meaning, else ""."""
    mine = words(reading.text)
    for evidence in cited:
        known = evidence.head.stems
        if any(_turned(mine, words(unit.reading.text)) for unit in evidence.units):
            return "ELSEWHERE"
        for exchange in _nearest(mine, reading.text, evidence):
            if _opposite(exchange) or _another(exchange, known, likeness):
                return "ELSEWHERE"
    return ""


def _nearest(mine: list[Word], text: str, evidence: Evidence) -> list[_Exchange]:
    """The exchanges between the sentence and the line that it copies most of."""
    stems = [word.stem for word in mine]
    best: tuple[int, list[_Exchange]] = (0, [])
    for unit in evidence.units:
        theirs = words(unit.reading.text)
        matcher = SequenceMatcher(None, stems, [word.stem for word in theirs], autojunk=False)
        size = sum(block.size for block in matcher.get_matching_blocks())
        if size <= best[0]:
            continue
        pair = (_Text(mine, text), _Text(theirs, unit.reading.text))
        best = (size, list(_exchanges(*pair, matcher, size / len(mine))))
    return best[1]


def _exchanges(
    one: _Text, other: _Text, matcher: SequenceMatcher[str], share: float
) -> Iterator[_Exchange]:
    steps = [("", 0, 0, 0, 0), *matcher.get_opcodes(), ("", 0, 0, 0, 0)]
    for at, (what, start, end, begin, over) in enumerate(steps):
        mine, theirs = one.clause(start, end), other.clause(begin, over)
        if what != "replace" or max(len(mine), len(theirs)) > _LONGEST:
            continue
        left, right = (step[2] - step[1] for step in (steps[at - 1], steps[at + 1]))
        close = share >= _COPIED or min(left, right) >= _BESIDE
        if not close or left + right < _FEWEST:
            continue
        said, instead = _told(mine, other.words), _told(theirs, one.words)
        place = one.words.index(said[0]) if said else start
        before = one.words[place - 1].low if place else ""
        yield _Exchange(said, instead, (mine, theirs), before, (left, right), share)


def _told(some: list[Word], others: list[Word]) -> list[Word]:
    """The words that claim something and that the other text has nowhere: that did not move."""
    there = {word.stem for word in others}
    return [word for word in some if carries(word) and word.stem not in there]


def _opposite(exchange: _Exchange) -> bool:
    """Whether an opposite stands there, and is not denied ("stay" for "do not leave")."""
    mine, theirs = exchange.whole
    if any(negates(word) for word in (*mine, *theirs)):
        return False
    return opposed(*(plain(" ".join(word.raw for word in some)) for some in exchange.whole))


def _turned(mine: list[Word], theirs: list[Word]) -> bool:
    """Whether one says "from the Hub to a depot" and the other "from a depot to the Hub"."""
    ways, others = _ways(mine), _ways(theirs)
    return any(
        len(ways[name] | others[name]) > 1 and not ways[name] & others[name]
        for name in ways.keys() & others.keys()
    )


def _ways(some: list[Word]) -> dict[str, frozenset[str]]:
    """For each word behind "from" or "to", articles aside, which of them it stands behind."""
    ways: dict[str, frozenset[str]] = {}
    for at, word in enumerate(some):
        behind = [other.low for other in some[max(0, at - 2) : at] if other.low not in _ARTICLES]
        if carries(word) and behind and behind[-1] in ("from", "to"):
            ways[word.stem] = ways.get(word.stem, frozenset()) | {behind[-1]}
    return ways


def _another(exchange: _Exchange, known: frozenset[str], likeness: Likeness | None) -> bool:
    """Whether words that carry a claim were exchanged for ones that mean something else."""
    mine = [word for word in exchange.mine if word.stem not in known]
    theirs = exchange.theirs
    if not mine or not theirs:
        return False
    if any(_DAY.fullmatch(word.raw) for word in mine):
        return True
    if likeness is None and exchange.share < _LITTLE:
        return False
    if exchange.before in _THING or not exchange.before or mine[0].raw[0].isupper():
        return any(_unlike(word, theirs, likeness, _SAME) for word in mine)
    if likeness is None or exchange.share < _LITTLE:
        return False
    return min(exchange.beside) > 1 and any(
        _unlike(word, theirs, likeness, _RELATED) for word in mine
    )


def _unlike(word: Word, theirs: list[Word], likeness: Likeness | None, enough: float) -> bool:
    if likeness is None:
        return True
    return all(likeness.between(word.low, other.low) < enough for other in theirs)
