"""Meanings of terms, as their documents give them."""

from __future__ import annotations

import json
from collections.abc import Collection

import numpy as np
from sqlalchemy import select

from knowledge.models import Sense
from knowledge.ports import Vectors
from knowledge.store.database import Database
from knowledge.store.lingo_schema import SENSE_LISTS
from knowledge.store.schema import chunks, embeddings, senses

_FIELDS = tuple(Sense.__dataclass_fields__)


class Senses:
    """The senses table; written where their document is published."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, audiences: Collection[str] | None) -> list[Sense]:
        """Senses that these audiences may see, every one for None, in the order of their labels."""
        query = select(*(senses.c[name] for name in _FIELDS)).order_by(senses.c.label, senses.c.id)
        if audiences is not None:
            query = query.where(senses.c.audience.in_(audiences))
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Sense(**{**row, **{name: tuple(json.loads(row[name])) for name in SENSE_LISTS}})
            for row in rows
        ]

    def vectors(self, audiences: Collection[str]) -> tuple[list[tuple[str, str]], Vectors]:
        """(document, label) of each term that these audiences may see, and its vector, (n, d).

        The vectors are float32 of unit length; (0, 0) where there are no terms.
        """
        query = (
            select(chunks.c.document, chunks.c.term, embeddings.c.vector)
            .join(embeddings, embeddings.c.key == chunks.c.embedding)
            .where(chunks.c.live, chunks.c.term != "", chunks.c.audience.in_(audiences))
            .order_by(chunks.c.id)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return [], np.zeros((0, 0), np.float32)
        matrix = np.stack([np.frombuffer(row.vector, dtype="<f4") for row in rows])
        return [(row.document, row.term) for row in rows], matrix.astype(np.float32)
