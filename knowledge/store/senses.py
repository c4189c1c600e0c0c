"""Meanings of terms, as their documents give them."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import select

from knowledge.models import Sense
from knowledge.store.database import Database
from knowledge.store.schema import senses

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
        return [Sense(**{**row, "aliases": tuple(json.loads(row["aliases"]))}) for row in rows]
