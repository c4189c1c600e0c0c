"""Documents that could not be read, with the sentence that says why, until they can."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, replace

from sqlalchemy import Connection

from knowledge.store.database.database import Database
from knowledge.store.database.facts import fact, set_fact
from knowledge.store.database.writing import one_at_a_time

_NAME = "failed documents"


@dataclass(frozen=True, slots=True)
class Failure:
    """One document. `audience` is who might have read it, and may know of it now."""

    document: str
    reason: str
    audience: str


class Failures:
    """Kept as one fact.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, failed: Iterable[Failure], looked_at: Collection[str] | None) -> None:
        """Keeps what failed now in place of what failed before.

        Args:
            failed: now.
            looked_at: names of the documents that were looked at; None for all there are.
        """
        with self._database.write() as connection:
            one_at_a_time(connection, _NAME)
            before = {one.document: one for one in _all(connection)}
            told = {
                name: one
                for name, one in before.items()
                if looked_at is not None and name not in looked_at
            }
            for one in failed:  # who might not know of it yesterday may not know of it today
                told[one.document] = replace(one, audience=before.get(one.document, one).audience)
            rows = [astuple(told[name]) for name in sorted(told)]
            set_fact(connection, _NAME, json.dumps(rows, ensure_ascii=False))

    def of(self, audiences: Collection[str]) -> list[Failure]:
        """Those that these audiences may know of, by name."""
        with self._database.read() as connection:
            return [one for one in _all(connection) if one.audience in audiences]


def _all(connection: Connection) -> list[Failure]:
    return [Failure(*one) for one in json.loads(fact(connection, _NAME) or "[]")]
