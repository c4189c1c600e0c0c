"""Finds passages: vectors and words fused by score, only within what the reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from knowledge.models import Chunk, Document, Passage, Reader, SourceKind
from knowledge.ports import Embedder, KeywordIndex, VectorIndex, Vectors
from knowledge.search.words import plain

_CANDIDATES = 60
_COSINE, _KEYWORD = 0.6, 0.4
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


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found.

    Attributes:
        vector: of the question, of shape (dimensions,).
        cosine: of the best passage by meaning.
        bm25: of the best passage by words, as the keyword index gives it.
    """

    question: str
    passages: tuple[Passage, ...]
    vector: Vectors
    cosine: float = 0.0
    bm25: float = 0.0


class Retriever:
    """Vectors and keywords fused: 0.6 cosine + 0.4 BM25 / best BM25 (weights: docs/decisions.md)."""

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
        best = max(words.values(), default=0.0)
        found = [
            _passage(rows[i], cosines.get(i, 0.0), words.get(i, 0.0) / best if best else 0.0)
            for i in rows
        ]
        found.sort(key=lambda passage: (-passage.score, passage.chunk.id))
        ranked = _spread(_once(_current_first(found)), k)
        cosine = max(cosines.values(), default=0.0)
        return Search(question, tuple(ranked), vector, cosine, best)

    def _cosines(self, ids: Sequence[str], vector: Vectors) -> Mapping[str, float]:
        if not ids:
            return {}
        known = self._store.vectors(ids)
        if not known:
            return {}
        matrix = np.stack(list(known.values()))
        return dict(zip(known, (matrix @ vector).tolist(), strict=True))


def _passage(row: tuple[Chunk, Document], cosine: float, keyword: float) -> Passage:
    score = _COSINE * cosine + _KEYWORD * keyword
    return Passage(row[0], row[1], score, cosine, keyword)


def _current_first(passages: Sequence[Passage]) -> list[Passage]:
    """Superseded documents rank lower, and below every passage of what replaced them."""
    best = {}
    for passage in passages:
        best.setdefault(passage.document.path, passage.score)

    def lowered(passage: Passage) -> Passage:
        newer = passage.document.superseded_by
        if not newer:
            return passage
        score = _SUPERSEDED * passage.score
        if newer in best:
            score = min(score, best[newer] - 0.001)
        return replace(passage, score=score)

    return sorted(map(lowered, passages), key=lambda p: (-p.score, p.chunk.id))


def _once(passages: Sequence[Passage]) -> list[Passage]:
    """Identical texts once; a letter of its own outranks the same text as a row of a file."""
    kept: dict[str, Passage] = {}
    for passage in passages:
        text = plain(" ".join(passage.chunk.text.split()))
        other = kept.get(text)
        if other is None:
            kept[text] = passage
        elif _is_row(other) and not _is_row(passage):
            kept[text] = replace(passage, score=max(passage.score, other.score))
    return sorted(kept.values(), key=lambda p: (-p.score, p.chunk.id))


def _is_row(passage: Passage) -> bool:
    insight = passage.document.kind is SourceKind.INSIGHTS
    return insight and passage.document.path.endswith((".csv", ".parquet", ".xlsx", ".jsonl"))


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
