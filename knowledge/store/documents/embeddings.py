"""Vectors that were paid for once: kept by model and text, so that nothing is embedded twice."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import bindparam, delete, exists, or_, select, update

from knowledge.ports import Vectors
from knowledge.store.database.database import Database, slices
from knowledge.store.database.facts import EMBEDDING_MODEL, set_fact
from knowledge.store.database.writing import insert_missing
from knowledge.store.tables.documents import chunks, embeddings


def key(fingerprint: str, text: str) -> str:
    """Where the vector of a text by a model is kept: sha256 hex of both."""
    return hashlib.sha256(f"{fingerprint}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Stale:
    """A visible chunk whose vector is of another model, or is missing."""

    chunk: str
    text: str


class Embeddings:
    """The cache of vectors. A float32 vector is stored as its little-endian bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, keys: Collection[str]) -> dict[str, Vectors]:
        """The vectors that are kept of these, by key."""
        query = select(embeddings.c.key, embeddings.c.vector)
        with self._database.read() as connection:
            return {
                row.key: np.frombuffer(row.vector, dtype="<f4").astype(np.float32)
                for part in slices(list(keys))
                for row in connection.execute(query.where(embeddings.c.key.in_(part)))
            }

    def put(
        self,
        model: str,
        rows: Mapping[str, Vectors],
        parts: Mapping[str, Vectors] | None = None,
    ) -> None:
        """Keeps vectors of the model with this fingerprint; those that are there stay.

        `parts` holds, by the same keys, the vectors (k, d) of the pieces of a text.
        """
        of = parts or {}
        new = [
            {
                "key": name,
                "model": _short(model),
                "vector": vector.astype("<f4").tobytes(),
                "parts": of[name].astype("<f2").tobytes() if name in of else b"",
            }
            for name, vector in rows.items()
        ]
        with self._database.write() as connection:
            insert_missing(connection, embeddings, new)

    def stale(self, model: str) -> list[Stale]:
        """Visible chunks that have no vector of this model; every one after a model's change."""
        query = (
            select(chunks.c.id, chunks.c.embedded)
            .outerjoin(embeddings, embeddings.c.key == chunks.c.embedding)
            .where(chunks.c.live)
            .where(or_(embeddings.c.key.is_(None), embeddings.c.model != _short(model)))
        )
        with self._database.read() as connection:
            return [Stale(row[0], row[1]) for row in connection.execute(query)]

    def switch(self, model: str, keys: Mapping[str, str]) -> None:
        """Points chunks (id -> key) at other vectors and notes the model, in one transaction."""
        change = (
            update(chunks)
            .where(chunks.c.id == bindparam("chunk"))
            .values(embedding=bindparam("vector"))
        )
        rows = [{"chunk": chunk, "vector": name} for chunk, name in keys.items()]
        with self._database.write() as connection:
            if rows:
                connection.execute(change, rows)
            set_fact(connection, EMBEDDING_MODEL, model)

    def prune(self) -> int:
        """Drops vectors that no chunk uses; returns how many."""
        used = exists().where(chunks.c.embedding == embeddings.c.key)
        with self._database.write() as connection:
            return connection.execute(delete(embeddings).where(~used)).rowcount


def _short(model: str) -> str:
    """Fits the column: a fingerprint of up to 64 characters as it is, a longer one hashed."""
    return model if len(model) <= 64 else hashlib.sha256(model.encode()).hexdigest()
