"""Finds passages: vectors and words fused by score, only within what the reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from knowledge.models import Chunk, Document, Passage, Reader
from knowledge.ports import Embedder, KeywordIndex, VectorIndex, Vectors
from knowledge.search.finding.superseding import below_newer
from knowledge.search.finding.twins import once
from knowledge.search.words.words import telling

_CANDIDATES = 60
# Weights fitted on public questions over encyclopaedia articles and on the tuning half of the
# example's questions; docs/decisions.md has the figures.
_CHUNK, _PIECE, _HEADLINE, _KEYWORD = 0.3, 0.3, 0.3, 0.65
_SATURATION = 2.2  # BM25 of a word that is everywhere in a passage, over its rarity: k1 + 1
_TRUSTED = 0.45  # share of the question's words by rarity from which keywords count in full
_LEAST_TRUST = 0.2
_PER_DOCUMENT = 3
_SUPERSEDED = 0.8


class PassageStore(Protocol):
    """The truth that candidates are checked against."""

    def passages(
        self, ids: Collection[str], audiences: Collection[str]
    ) -> dict[str, tuple[Chunk, Document]]:
        """Visible chunks of these audiences, by id."""
        ...

    def vectors(self, ids: Collection[str]) -> dict[str, Vectors]:
        """Their vectors, by id."""
        ...

    def parts(self, ids: Collection[str]) -> dict[str, Vectors]:
        """The vectors of their title path and pieces, (1 + pieces, d), by id; of those with any."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found.

    Attributes:
        vector: of the question, of shape (dimensions,).
        pieces: for each passage the cosines of its pieces, in the order of `sentences.pieces`;
            empty where its pieces have no vectors.
        cosine: of the best passage by meaning.
        matched: the share of the question's words, by rarity, that the best passage by words holds,
            about 0 to 1.
    """

    question: str
    passages: tuple[Passage, ...]
    vector: Vectors
    pieces: tuple[tuple[float, ...], ...] = ()
    cosine: float = 0.0
    matched: float = 0.0

    def first(self, k: int) -> Search:
        """The same with its k best passages."""
        return replace(self, passages=self.passages[:k], pieces=self.pieces[:k])


class Retriever:
    """Fuses by score what vectors and keywords find; within the audiences, never after.

    score = 0.3 cosine of the chunk + 0.3 of its best piece + 0.3 of its title path
            + 0.65 g BM25 / (2.2 sum of the question's rarities)

    where g, 0.2 to 1, falls where even the best passage holds few of the question's words: then
    the words that do match are chance.
    """

    def __init__(
        self,
        embedder: Embedder,
        vectors: VectorIndex,
        keywords: KeywordIndex,
        store: PassageStore,
    ) -> None:
        self._embedder, self._vectors = embedder, vectors
        self._keywords, self._store = keywords, store

    def search(
        self, question: str, reader: Reader, k: int = 10, expand: Sequence[str] = ()
    ) -> Search:
        """The k best passages that the reader may see, best first, identical texts once.

        Args:
            question: as asked, or condensed; any text.
            reader: opens only the collections of its audiences.
            k: how many; fewer where there are not so many.
            expand: long forms of the terms in the question; searched along with it.
        """
        asked = " ".join((question, *expand))
        vector = self._embedder.embed([asked])[0]
        dense = dict(self._vectors.search(reader.audiences, vector, _CANDIDATES))
        words = dict(self._keywords.search(reader.audiences, asked, _CANDIDATES))
        rows = self._store.passages({*dense, *words}, reader.audiences)
        cosines = dense | self._cosines([i for i in words if i in rows and i not in dense], vector)
        parts = {i: some @ vector for i, some in self._store.parts(rows).items()}
        shares, matched = self._shares(asked, words)
        trust = min(1.0, max(_LEAST_TRUST, matched / _TRUSTED))
        found = [
            _passage(rows[i], cosines.get(i, 0.0), parts.get(i), (shares.get(i, 0.0), trust))
            for i in rows
        ]
        ranked = _spread(once(_current_first(found)[: 3 * k]), k)
        return Search(
            question,
            tuple(ranked),
            vector,
            tuple(_of_pieces(parts.get(passage.chunk.id)) for passage in ranked),
            max((cosines.get(i, 0.0) for i in rows), default=0.0),
            matched,
        )

    def _shares(self, asked: str, words: Mapping[str, float]) -> tuple[dict[str, float], float]:
        """BM25 over what a passage full of the question's words would have; and the best share."""
        rarity = self._keywords.rarity(telling(asked))
        most = _SATURATION * sum(rarity.values())
        shares = {i: score / most for i, score in words.items()} if most else {}
        return shares, max(shares.values(), default=0.0)

    def _cosines(self, ids: Sequence[str], vector: Vectors) -> dict[str, float]:
        known = self._store.vectors(ids) if ids else {}
        if not known:
            return {}
        matrix = np.stack(list(known.values()))
        return dict(zip(known, (matrix @ vector).tolist(), strict=True))


def _passage(
    row: tuple[Chunk, Document],
    cosine: float,
    parts: Vectors | None,
    words: tuple[float, float],
) -> Passage:
    share, trust = words
    headline = float(parts[0]) if parts is not None else cosine
    piece = float(parts[1:].max()) if parts is not None and len(parts) > 1 else cosine
    meaning = _CHUNK * cosine + _PIECE * piece + _HEADLINE * headline
    return Passage(row[0], row[1], meaning + _KEYWORD * trust * share, cosine, share)


def _of_pieces(parts: Vectors | None) -> tuple[float, ...]:
    return () if parts is None else tuple(parts[1:].tolist())


def _current_first(passages: Sequence[Passage]) -> list[Passage]:
    """Best first; superseded documents lower, and below the best passage of what replaced them."""
    scores = below_newer(
        [passage.document for passage in passages],
        [passage.score for passage in passages],
        _SUPERSEDED,
    )
    lowered = (replace(p, score=score) for p, score in zip(passages, scores, strict=True))
    return sorted(lowered, key=lambda p: (-p.score, p.chunk.id))


def _spread(passages: Sequence[Passage], k: int) -> list[Passage]:
    """At most three passages of a document before others had a turn, then the rest."""
    first: list[Passage] = []
    rest: list[Passage] = []
    seen: dict[str, int] = {}
    for passage in passages:
        path = passage.document.path
        seen[path] = seen.get(path, 0) + 1
        (first if seen[path] <= _PER_DOCUMENT else rest).append(passage)
    return [*first, *rest][:k]
