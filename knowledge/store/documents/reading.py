"""What is visible: documents, their chunks and vectors, and the changes that indexes follow."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, Row, Select, func, select

from knowledge.models import Chunk, Document, SourceKind
from knowledge.ports import Vectors
from knowledge.store.database.database import Database, slices
from knowledge.store.database.facts import LAST_INGEST, fact
from knowledge.store.tables.documents import changes, chunks, documents, embeddings
from knowledge.store.tables.lingo import senses

_DOCUMENT = tuple(one for one in documents.c if one.name != "ingested_at")
_CHUNK = tuple(chunks.c[name] for name in Chunk.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Change:
    """A chunk became visible (`added`), or went."""

    sequence: int
    chunk: str
    audience: str
    added: bool


@dataclass(frozen=True, slots=True)
class SourceCount:
    """One source's visible documents; `last_ingest` is None where no run has seen it."""

    name: str
    documents: int
    last_ingest: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is for a reader; `terms` are labels, however many senses each has."""

    documents: int
    chunks: int
    terms: int
    sources: tuple[SourceCount, ...]


class Reading:
    """The reading half of the documents' store. What is half-written is never seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, source: str | None = None) -> dict[str, Document]:
        """All visible documents, or those of a source, by path. For the operator, not a reader."""
        query = select(*_DOCUMENT)
        if source is not None:
            query = query.where(documents.c.source == source)
        with self._database.read() as connection:
            found = [_document(row) for row in connection.execute(query)]
            newer = _successors(connection, None)
        return {one.path: _marked(one, newer) for one in found}

    def passages(
        self, ids: Collection[str], audiences: Collection[str]
    ) -> dict[str, tuple[Chunk, Document]]:
        """Those of the chunks that are visible to these audiences, by id, with their documents.

        `superseded_by` names a newer document only where these audiences may know of it.
        """
        found: dict[str, tuple[Chunk, Document]] = {}
        with self._database.read() as connection:
            newer = _successors(connection, audiences)
            for part in slices(list(ids)):
                query = _visible(audiences).where(chunks.c.id.in_(part))
                for row in connection.execute(query):
                    piece = _chunk(row)
                    found[piece.id] = (piece, _marked(_document(row[len(_CHUNK) :]), newer))
        return found

    def of_document(self, path: str, audiences: Collection[str]) -> list[Chunk]:
        """A document's chunks in their order; none where these audiences may not see it."""
        query = _visible(audiences).where(chunks.c.document == path).order_by(chunks.c.position)
        with self._database.read() as connection:
            return [_chunk(row) for row in connection.execute(query)]

    def vectors(self, ids: Collection[str]) -> dict[str, Vectors]:
        """Vectors, (d,) float32, of those of the chunks that are visible."""
        return live_vectors(self._database, ids)

    def parts(self, ids: Collection[str]) -> dict[str, Vectors]:
        """Vectors, (k, d) float32, of the pieces of those of the chunks that are visible.

        A chunk whose pieces have none is left out.
        """
        query = (
            select(chunks.c.id, embeddings.c.vector, embeddings.c.parts)
            .join(embeddings, embeddings.c.key == chunks.c.embedding)
            .where(chunks.c.live, embeddings.c.parts != b"")
        )
        with self._database.read() as connection:
            return {
                row.id: np.frombuffer(row.parts, dtype="<f2")
                .astype(np.float32)
                .reshape(-1, len(row.vector) // 4)
                for part in slices(list(ids))
                for row in connection.execute(query.where(chunks.c.id.in_(part)))
            }

    def sequence(self) -> int:
        """The newest change, 0 where there was none."""
        with self._database.read() as connection:
            return connection.execute(select(func.max(changes.c.sequence))).scalar() or 0

    def changes(self, after: int, limit: int = 5000) -> list[Change]:
        """Changes after a sequence, oldest first."""
        query = select(changes).where(changes.c.sequence > after).order_by(changes.c.sequence)
        with self._database.read() as connection:
            return [
                Change(row.sequence, row.chunk, row.audience, row.added)
                for row in connection.execute(query.limit(limit))
            ]

    def live(self) -> dict[str, str]:
        """The audience of every visible chunk, by id."""
        query = select(chunks.c.id, chunks.c.audience).where(chunks.c.live)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def counts(self, audiences: Collection[str] | None = None) -> Counts:
        """How much these audiences may see, everything for None, by source."""
        per_source = select(documents.c.source, func.count()).group_by(documents.c.source)
        pieces = select(func.count()).select_from(chunks).where(chunks.c.live)
        labels = select(func.count(func.distinct(func.lower(senses.c.label))))
        if audiences is not None:
            per_source = per_source.where(documents.c.audience.in_(audiences))
            pieces = pieces.where(chunks.c.audience.in_(audiences))
            labels = labels.where(senses.c.audience.in_(audiences))
        with self._database.read() as connection:
            rows = connection.execute(per_source.order_by(documents.c.source)).all()
            runs = json.loads(fact(connection, LAST_INGEST) or "{}")
            held = connection.execute(pieces).scalar() or 0
            terms = connection.execute(labels).scalar() or 0
        sources = tuple(
            SourceCount(name, count, datetime.fromisoformat(runs[name]) if name in runs else None)
            for name, count in rows
        )
        return Counts(sum(one.documents for one in sources), held, terms, sources)


def live_vectors(database: Database, ids: Collection[str]) -> dict[str, Vectors]:
    """Vectors, (d,) float32, of those of the chunks that are visible."""
    query = (
        select(chunks.c.id, embeddings.c.vector)
        .join(embeddings, embeddings.c.key == chunks.c.embedding)
        .where(chunks.c.live)
    )
    with database.read() as connection:
        return {
            row.id: np.frombuffer(row.vector, dtype="<f4").astype(np.float32)
            for part in slices(sorted(ids))
            for row in connection.execute(query.where(chunks.c.id.in_(part)))
        }


def _visible(audiences: Collection[str]) -> Select[tuple[object, ...]]:
    return (
        select(*_CHUNK, *_DOCUMENT)
        .join(documents, documents.c.path == chunks.c.document)
        .where(chunks.c.live, chunks.c.audience.in_(audiences))
        .where(documents.c.audience == chunks.c.audience)
    )


def _successors(connection: Connection, audiences: Collection[str] | None) -> dict[str, str]:
    query = (
        select(documents.c.supersedes, documents.c.path)
        .where(documents.c.supersedes != "", documents.c.supersedes != documents.c.path)
        # the newest is written last, and stays
        .order_by(documents.c.updated.nulls_first(), documents.c.path)
    )
    if audiences is not None:
        query = query.where(documents.c.audience.in_(audiences))
    return {row[0]: row[1] for row in connection.execute(query)}


def _marked(document: Document, newer: dict[str, str]) -> Document:
    if document.path not in newer:
        return document
    return replace(document, superseded_by=newer[document.path])


def _document(row: Row[tuple[object, ...]] | Iterable[object]) -> Document:
    values = dict(zip((one.name for one in _DOCUMENT), row, strict=False))
    values["kind"] = SourceKind(str(values["kind"]))
    return Document(**values)  # type: ignore[arg-type]  # columns have the fields' names and types


def _chunk(row: Row[tuple[object, ...]]) -> Chunk:
    return Chunk(*row[: len(_CHUNK)])  # type: ignore[arg-type]  # columns in the order of the fields
