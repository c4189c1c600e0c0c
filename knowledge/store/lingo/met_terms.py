"""Which words were explained to whom already, and in which threads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from knowledge.store.database.database import Database
from knowledge.store.database.writing import insert_missing
from knowledge.store.tables.lingo import met_terms


class MetTerms:
    """The met_terms table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def met(
        self, team: str, whos: Collection[str], terms: Collection[str], message: str = ""
    ) -> set[str]:
        """Those of the terms that any of these people and threads has met.

        What `message` itself explained does not count: made again, it says the same.
        """
        query = select(met_terms.c.term).where(
            met_terms.c.team == team,
            met_terms.c.who.in_(whos),
            met_terms.c.term.in_(terms),
            met_terms.c.message != message,
        )
        with self._database.read() as connection:
            return set(connection.scalars(query))

    def meet(
        self, team: str, whos: Sequence[str], terms: Sequence[str], message: str, now: datetime
    ) -> None:
        """Notes that a message explains these terms to these people and threads; twice is once."""
        rows = [
            {"team": team, "who": who, "term": term, "message": message, "at": now}
            for who in dict.fromkeys(whos)
            for term in dict.fromkeys(terms)
        ]
        if rows:
            with self._database.write() as connection:
                insert_missing(connection, met_terms, rows)
