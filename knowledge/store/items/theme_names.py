"""Names that people gave to themes, kept by where the theme lies in the embedding's space."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, delete, insert, select, update

from knowledge.ports import Vectors
from knowledge.store.database.database import Database
from knowledge.store.database.writing import one_at_a_time
from knowledge.store.tables.items import theme_names

SAME = 0.8
"""Cosine of two centres from which on they are one theme."""


@dataclass(frozen=True, slots=True)
class ThemeName:
    """What somebody called a theme.

    Attributes:
        source: the sources that were clustered, their names in order with " + " between.
        signature: the direction of the theme's centre, (d,) float32 of unit length.
        pinned: it is shown whenever it has items.
    """

    id: int
    source: str
    signature: Vectors
    name: str
    pinned: bool
    given_by: str
    given_at: datetime


class ThemeNames:
    """The names. Those of another embedding model are kept, and not seen.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database, model: str) -> None:
        """Args:
        database: where they are kept.
        model: fingerprint of the embedding model, of up to 64 characters or cut to as many.
        """
        self._database, self._model = database, model[:64]

    def of(self, source: str) -> tuple[ThemeName, ...]:
        """The names given to themes of these sources, the oldest first."""
        with self._database.read() as connection:
            return tuple(self._named(connection, source))

    def give(self, given: ThemeName) -> int:
        """Names a theme; one that lies in the same place is renamed. Returns its id.

        Args:
            given: its `id` is not looked at.
        """
        values = {
            "signature": given.signature.astype("<f4").tobytes(),
            "name": given.name,
            "pinned": given.pinned,
            "given_by": given.given_by,
            "given_at": given.given_at,
        }
        with self._database.write() as connection:
            one_at_a_time(connection, "names of themes")
            for known in self._named(connection, given.source):
                if float(known.signature @ given.signature) >= SAME:
                    place = theme_names.c.id == known.id
                    connection.execute(update(theme_names).where(place).values(values))
                    return known.id
            row = {**values, "source": given.source, "model": self._model}
            made = connection.execute(insert(theme_names).values(row).returning(theme_names.c.id))
            return int(made.scalar_one())

    def forget(self, name: int) -> None:
        """Takes a name back, by its id; an unknown one is no error."""
        with self._database.write() as connection:
            connection.execute(delete(theme_names).where(theme_names.c.id == name))

    def _named(self, connection: Connection, source: str) -> list[ThemeName]:
        query = (
            select(theme_names)
            .where(theme_names.c.source == source, theme_names.c.model == self._model)
            .order_by(theme_names.c.id)
        )
        return [
            ThemeName(
                id=row.id,
                source=row.source,
                signature=np.frombuffer(row.signature, dtype="<f4").astype(np.float32),
                name=row.name,
                pinned=row.pinned,
                given_by=row.given_by,
                given_at=row.given_at,
            )
            for row in connection.execute(query)
        ]
