"""Whether what was found answers the question, or is only about it: the evidence gate."""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass

from knowledge.answers.quoting.expected import Expected, holds
from knowledge.answers.quoting.quoting import Question, Quote
from knowledge.models import Passage
from knowledge.search.finding.retriever import Search
from knowledge.search.words.words import coverage, names, stem, stems, words

_TOP = 3  # passages that count as the evidence
_NUMBER = re.compile(r"\d")
_PARTICULAR = re.compile(r"(?:19|20)\d\d|\d{5,}|(?=.*\d)(?=.*[a-z])[a-z\d]{2,}")
_MEASURED = frozenset(
    {
        Expected.DATE, Expected.DURATION, Expected.FREQUENCY, Expected.MONEY, Expected.SHARE,
        Expected.NUMBER, Expected.CHANNEL, Expected.CONTACT,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer, each 0 to about 1 (missing ones speak against it).

    Attributes:
        cosine: of the question and the best passage.
        piece: of the question and the best piece.
        covered: share of the question's words in the best passage and its headings, by rarity.
        said: share of the question's words in one piece and its headings, the best of them.
        absent: share of the question's words, by rarity, that none of the best passages has.
        unnamed: share of the question's names, codes and years that the best passage lacks.
        untyped: where a measurable thing is asked for, how much less of the question is in the
            pieces that hold one than in the best piece; 0 where nothing measurable is asked for.
        unknown: 1 where a code is asked for that nothing defines.
    """

    cosine: float
    piece: float
    covered: float
    said: float
    absent: float
    unnamed: float
    untyped: float
    unknown: float


# Fitted on the tuning half of the example's questions; docs/decisions.md has the figures.
_WEIGHTS = Signals(1.0, 0.5, 0.3, 0.6, -0.2, -0.8, -0.2, -2.0)
_THRESHOLD = 0.78


def signals(question: Question, search: Search, quotes: list[Quote], unknown_code: str) -> Signals:
    """The signals of a question and what was found; `quotes` best first, at least one."""
    top = search.passages[:_TOP]
    texts = [_stems_of(passage) for passage in top]
    covered = [coverage(question.wanted, text) for text in texts]
    best = search.passages[quotes[0].passage]
    least = min(0.75 * quotes[0].score, quotes[0].score)  # a score may be below 0
    good = [quote for quote in quotes[:12] if quote.score >= least]
    return Signals(
        cosine=search.cosine,
        piece=max(quote.cosine for quote in quotes[:12]),
        covered=max([coverage(question.wanted, _stems_of(best)), *covered]),
        said=max(quote.around for quote in good),
        absent=1.0 - coverage(question.wanted, set().union(*texts)),
        unnamed=_unnamed(question.text, [_stems_of(best), *texts]),
        untyped=_untyped(question, quotes[:24]),
        unknown=float(bool(unknown_code)),
    )


def strength(given: Signals) -> float:
    """How likely the evidence answers the question, 0 to 1, logistic; see docs/decisions.md."""
    weighed = zip(astuple(given), astuple(_WEIGHTS), strict=True)
    return 1 / (1 + math.exp(_THRESHOLD - sum(value * weight for value, weight in weighed)))


def withholds(given: Signals) -> bool:
    """Whether to say "not found" instead."""
    return strength(given) < 0.5


def _stems_of(passage: Passage) -> set[str]:
    chunk = passage.chunk
    return set(stems(f"{passage.document.title} {chunk.section} {chunk.text}"))


def _unnamed(question: str, texts: list[set[str]]) -> float:
    """The least share, over the best passages, of the question's particulars that are not there."""
    wanted = {stem(name) for name in names(question)}
    wanted |= {stem(word) for word in words(question) if _is_particular(word)}
    if not wanted:
        return 0.0
    return min(len(wanted - text) / len(wanted) for text in texts)


def _is_particular(word: str) -> bool:
    """Years, quarters, codes and long numbers: what makes a question one of many alike."""
    return bool(_PARTICULAR.fullmatch(word))


def _untyped(question: Question, found: list[Quote]) -> float:
    if question.kind not in _MEASURED:
        return 0.0
    own = {word for word in words(question.text) if _NUMBER.search(word)}
    best = max(quote.around for quote in found)
    typed = (q.around for q in found if holds(question.kind, _without(q.piece.text, own)))
    return best - max(typed, default=0.0)


def _without(text: str, numbers: set[str]) -> str:
    """The text without the question's own numbers: they are no answer to it."""
    return " ".join(word for word in text.split() if not set(words(word)) & numbers)
