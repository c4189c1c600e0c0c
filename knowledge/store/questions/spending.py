"""What the chat model was used for on each day: the truth behind the daily cap."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.tables.questions import spending

if TYPE_CHECKING:
    from knowledge.store.database.database import Database


class Spending:
    """Tokens and money by day, shared by every bot on the same database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, day: date, tokens: int, cost: float) -> tuple[int, float]:
        """Adds to a day (negative amounts give back); returns its tokens and cost after that.

        Raises:
            StoreError: it cannot be written.
        """
        try:
            with self._database.write() as connection:
                return _added(connection, day, tokens, cost)
        except IntegrityError:  # another bot wrote the day's first row between our look and our row
            with self._database.write() as connection:
                return _added(connection, day, tokens, cost)

    def spent(self, day: date) -> tuple[int, float]:
        """Tokens and cost of a day; zeros where there was no use."""
        with self._database.read() as connection:
            return _spent(connection, day)


def _added(connection: Connection, day: date, tokens: int, cost: float) -> tuple[int, float]:
    changed = connection.execute(
        update(spending)
        .where(spending.c.day == day)
        .values(tokens=spending.c.tokens + tokens, cost=spending.c.cost + cost)
    )
    if not changed.rowcount:
        connection.execute(insert(spending).values(day=day, tokens=tokens, cost=cost))
    return _spent(connection, day)


def _spent(connection: Connection, day: date) -> tuple[int, float]:
    query = select(spending.c.tokens, spending.c.cost).where(spending.c.day == day)
    row = connection.execute(query).first()
    return (int(row.tokens), float(row.cost)) if row else (0, 0.0)
