"""What the store knows of itself, by name."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, and_, select, update

from knowledge.store.database.database import Database
from knowledge.store.database.writing import insert_missing, write_over
from knowledge.store.tables.facts import facts

EMBEDDING_MODEL = "embedding model"
"""Fingerprint of the model that all visible chunks are embedded with."""

LAST_INGEST = "last ingest"
"""A JSON object: when each source was last seen whole, by its name."""

PSEUDONYM_KEY = "pseudonym key"
"""Hex of the secret under which personal data gets its stand-ins; never shown or logged."""

CHARTS_REFUSED = "charts refused"
"""When Slack last refused its own chart block, ISO 8601 with its zone."""


class Facts:
    """The facts table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """The value of a fact, None where it was never set."""
        with self._database.read() as connection:
            return fact(connection, name)

    def set(self, name: str, value: str) -> None:
        """Writes a fact over what it was."""
        with self._database.write() as connection:
            set_fact(connection, name, value)

    def first(self, name: str, value: str) -> str:
        """Writes a fact that was never set; its value now, whoever was first."""
        with self._database.write() as connection:
            insert_missing(connection, facts, [{"name": name, "value": value}])
            return fact(connection, name) or value

    def lease(self, name: str, now: datetime, until: datetime) -> bool:
        """Takes a piece of work for the caller alone, until then or `give_back`; one of many wins.

        False where somebody else has it.
        """
        free = and_(facts.c.name == name, facts.c.value <= _moment(now))
        with self._database.write() as connection:
            insert_missing(connection, facts, [{"name": name, "value": ""}])
            change = update(facts).where(free).values(value=_moment(until))
            return connection.execute(change).rowcount == 1

    def give_back(self, name: str) -> None:
        """Ends a lease."""
        self.set(name, "")


def _moment(at: datetime) -> str:
    """Sorts as the moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def fact(connection: Connection, name: str) -> str | None:
    """The same within a transaction."""
    return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()


def set_fact(connection: Connection, name: str, value: str) -> None:
    """The same within a transaction."""
    write_over(connection, facts, {"name": name, "value": value})
