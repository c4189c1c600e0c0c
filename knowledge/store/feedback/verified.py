"""Answers that somebody vouches for until a day. Their text is found as a document is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, select, update

from knowledge.store.database.database import Database
from knowledge.store.database.writing import write_over
from knowledge.store.tables.people import verified

SOURCE = "verified answers"
"""The source of their documents, which no configuration declares."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One answer to one question.

    Attributes:
        document: path of its document; the same ask or flag always leads to the same one.
        owner: who vouches for it, a user id.
        expires_on: the last day on which it is used.
        audience: who may read it, exactly one.
        ask, feedback: where it came from.
        reminded_at: when the owner was asked whether it still holds.
    """

    document: str
    question: str
    answer: str
    owner: str
    approved_by: str
    approved_at: datetime
    expires_on: date
    audience: str
    ask: int | None = None
    feedback: int | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VerifiedCounts:
    """How many are good on a day, and how many are not any more."""

    good: int
    expired: int


class VerifiedStore:
    """The verified table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, one: Verified) -> None:
        """Keeps it, in place of the one that was there under its path."""
        row = {name: getattr(one, name) for name in Verified.__dataclass_fields__}
        with self._database.write() as connection:
            write_over(connection, verified, row)

    def get(self, document: str) -> Verified | None:
        """One by its path."""
        with self._database.read() as connection:
            query = select(verified).where(verified.c.document == document)
            row = connection.execute(query).first()
        return _verified(row) if row else None

    def all(self) -> list[Verified]:
        """Every one, by path."""
        return self._some(verified.c.document != "")

    def lapsed(self, today: date) -> list[Verified]:
        """Those that ended before this day and whose owner was not reminded yet."""
        return self._some(and_(verified.c.expires_on < today, verified.c.reminded_at.is_(None)))

    def reminded(self, document: str, now: datetime) -> None:
        """Notes that the owner was asked whether it still holds."""
        with self._database.write() as connection:
            one = update(verified).where(verified.c.document == document)
            connection.execute(one.values(reminded_at=now))

    def drop(self, document: str) -> bool:
        """Forgets one; whether it was there."""
        with self._database.write() as connection:
            gone = delete(verified).where(verified.c.document == document)
            return connection.execute(gone).rowcount == 1

    def counts(self, today: date) -> VerifiedCounts:
        """How many there are."""
        total = select(func.count()).select_from(verified)
        with self._database.read() as connection:
            good = connection.execute(total.where(verified.c.expires_on >= today)).scalar_one()
            return VerifiedCounts(good, connection.execute(total).scalar_one() - good)

    def _some(self, which: ColumnElement[bool]) -> list[Verified]:
        query = select(verified).where(which).order_by(verified.c.document)
        with self._database.read() as connection:
            return [_verified(row) for row in connection.execute(query)]


def _verified(row: Row[Any]) -> Verified:
    values = {name: getattr(row, name) for name in Verified.__dataclass_fields__}
    return Verified(**{**values, "audience": row.audience or ""})
