"""Meanings of terms, as their documents give them."""

from __future__ import annotations

import json
from collections.abc import Collection

import numpy as np
from sqlalchemy import Connection, and_, func, select

from knowledge.models import Sense
from knowledge.ports import Vectors
from knowledge.store.database.database import Database
from knowledge.store.tables.documents import changes, chunks, embeddings
from knowledge.store.tables.lingo import (
    SENSE_LISTS,
    own_senses,
    sense_changes,
    sense_states,
    senses,
)

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
            replaced, said = _replaced(connection), _said(connection)
            rows = [
                {**row, **said.get((row["document"], row["section"]), {})}
                for row in connection.execute(query).mappings()
                if (row["document"], row["section"]) not in replaced
            ]
        return [
            Sense(**{**row, **{name: tuple(json.loads(row[name])) for name in SENSE_LISTS}})
            for row in rows
        ]

    def version(self) -> tuple[int, int]:
        """Changes whenever `all` would give something else."""
        newest = select(func.max(changes.c.sequence)).scalar_subquery()
        said = select(func.max(sense_changes.c.id)).scalar_subquery()
        with self._database.read() as connection:
            row = connection.execute(select(newest, said)).one()
        return row[0] or 0, row[1] or 0

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


def _replaced(connection: Connection) -> set[tuple[str, str]]:
    """(document, section) of senses in whose place somebody's own is published."""
    columns = (own_senses.c.replaces_document, own_senses.c.replaces_section)
    published = and_(own_senses.c.state == "published", own_senses.c.replaces_document != "")
    return {(row[0], row[1]) for row in connection.execute(select(*columns).where(published))}


def _said(connection: Connection) -> dict[tuple[str, str], dict[str, object]]:
    """What people say of a document's senses, where they say something."""
    names = ("status", "replaced_by", "owner", "verified_at")
    return {
        (row.document, row.section): {
            name: getattr(row, name) for name in names if getattr(row, name)
        }
        for row in connection.execute(select(sense_states))
    }
