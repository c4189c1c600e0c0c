"""The pieces of the best passages that answer a question, ranked: what a bot can say without a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.answers.expected import Expected, expected, holds
from knowledge.search.sentences import Piece, pieces
from knowledge.models import Passage
from knowledge.ports import Embedder, Vectors
from knowledge.search.retriever import Search
from knowledge.search.words import coverage, stem, stems, telling

_PASSAGES = 8
_EMBEDDED = 14
_WEIGHTS = {"cosine": 0.6, "coverage": 0.5, "around": 0.25, "passage": 0.6, "typed": 0.15}


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a passage with what speaks for it.

    Attributes:
        passage: index of its passage in the search.
        place: index of the piece in its passage.
        cosine: of the question and the piece under its heading.
        coverage: share of the question's telling words in the piece, by rarity.
        around: the same over the piece, its headings and what announces it.
        typed: 1 where it holds the kind of thing that was asked for, 0 where not, 0.5 where nobody can tell.
        score: weighted sum; comparable within one question, roughly also between them.
    """

    passage: int
    place: int
    piece: Piece
    cosine: float
    coverage: float
    around: float
    typed: float
    score: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        wanted: stems of its telling words with their rarity.
        kind: what kind of thing it asks for.
    """

    text: str
    wanted: tuple[tuple[str, float], ...]
    kind: Expected


class Quoting:
    """Ranks pieces. Keeps the vectors of pieces that it has met, since good passages come again."""

    def __init__(
        self,
        embedder: Embedder,
        rarity: Callable[[Sequence[str]], Mapping[str, float]],
    ) -> None:
        self._rarity = rarity

        @lru_cache(maxsize=20_000)
        def vector(text: str) -> Vectors:
            return embedder.embed([text])[0]

        self._vector = vector

    def read(self, question: str) -> Question:
        """Takes a question apart."""
        subject = telling(question)
        rarity = self._rarity(subject)
        wanted = {stem(word): rarity.get(word, 0.0) for word in subject}
        return Question(question, tuple(wanted.items()), expected(question))

    def rank(self, question: Question, search: Search) -> list[Quote]:
        """Quotes out of the best passages, best first; those without a vector come after those with one."""
        drafts = [
            _draft(question, passage, number)
            for number, passage in enumerate(search.passages[:_PASSAGES])
        ]
        flat = sorted((d for some in drafts for d in some), key=lambda d: -d.score)
        best = flat[:_EMBEDDED]
        ranked = [self._weighed(search, draft) for draft in best]
        return sorted(ranked, key=lambda quote: -quote.score)

    def _weighed(self, search: Search, draft: Quote) -> Quote:
        passage = search.passages[draft.passage]
        cosine = float(self._vector(_under_heading(passage, draft.piece)) @ search.vector)
        score = draft.score + _WEIGHTS["cosine"] * cosine
        return Quote(
            draft.passage, draft.place, draft.piece, cosine,
            draft.coverage, draft.around, draft.typed, score,
        )  # fmt: skip


def _draft(question: Question, passage: Passage, number: int) -> list[Quote]:
    """Quotes scored by everything but meaning, which costs a model run each."""
    found = pieces(passage.chunk.text)
    above = set(stems(f"{passage.document.title} {passage.chunk.section}"))
    drafts: list[Quote] = []
    announced: set[str] = set()
    for place, piece in enumerate(found):
        own = set(stems(piece.text))
        context = own | above | (announced if piece.item else set())
        if piece.leads:
            announced = own
        here = coverage(question.wanted, own)
        around = coverage(question.wanted, context)
        typed = {True: 1.0, False: 0.0, None: 0.5}[holds(question.kind, piece.text)]
        score = (
            _WEIGHTS["coverage"] * here + _WEIGHTS["around"] * around
            + _WEIGHTS["passage"] * passage.score + _WEIGHTS["typed"] * typed
        )  # fmt: skip
        if len(own) < 3:
            score -= 0.1
        drafts.append(Quote(number, place, piece, 0.0, here, around, typed, score))
    return drafts


def _under_heading(passage: Passage, piece: Piece) -> str:
    heading = passage.chunk.section.rpartition(" > ")[2]
    return f"{heading}: {piece.text}" if heading and not passage.chunk.term else piece.text


def spread(quotes: Sequence[Quote]) -> float:
    """How far the best quote stands above the fifth; 0 where there are fewer."""
    scores = np.array([quote.score for quote in quotes[:5]])
    return float(scores[0] - scores[-1]) if len(scores) == 5 else 0.0
