"""Questions that were sent to whoever looks after the subject, and what came back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.tables.people import asks

OPEN, ANSWERED, DECLINED = "open", "answered", "declined"

NOBODY = ""
"""The owner of a question for which nobody is known: the admins look at it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of one person to an owner.

    Attributes:
        question: id in the journal.
        text: as it was asked.
        channel, thread: where it was asked, and where the reply goes.
        owner: who is asked now: the id of a person or a user group, `NOBODY` for the admins.
        state: `OPEN`, `ANSWERED`, or `DECLINED` where nobody knows.
        audience: who may read the answer; "" for the asker alone.
        keep_until: until when it would be kept as a verified answer, None where it is not.
    """

    id: int
    question: int
    text: str
    team: str
    asker: str
    channel: str
    thread: str
    owner: str
    state: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    audience: str = ""
    keep_until: date | None = None


@dataclass(frozen=True, slots=True)
class OwnersReply:
    """What somebody answered, as `Ask` has it."""

    by: str
    words: str
    audience: str = ""
    keep_until: date | None = None


class Asks:
    """The asks table: one row for each question and asker.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, ask: Ask) -> Ask:
        """Keeps a new one; where the same person asked it already, that one stays.

        Args:
            ask: its `id` is not looked at.
        """
        names = ("question", "text", "team", "asker", "channel", "thread", "owner", "state")
        row = {name: getattr(ask, name) for name in (*names, "asked_at")}
        try:
            with self._database.write() as connection:
                connection.execute(insert(asks).values(row))
        except IntegrityError:
            pass  # asked already
        same = and_(asks.c.question == ask.question, asks.c.asker == ask.asker)
        with self._database.read() as connection:
            return _ask(connection.execute(select(asks).where(same)).one())

    def get(self, number: int) -> Ask | None:
        """One by its id."""
        with self._database.read() as connection:
            row = connection.execute(select(asks).where(asks.c.id == number)).first()
        return _ask(row) if row else None

    def of(self, question: int, asker: str) -> Ask | None:
        """What somebody asked an owner about a question."""
        same = and_(asks.c.question == question, asks.c.asker == asker)
        with self._database.read() as connection:
            row = connection.execute(select(asks).where(same)).first()
        return _ask(row) if row else None

    def answer(self, number: int, reply: OwnersReply, now: datetime) -> bool:
        """Takes the first reply to an open one; False where another one came first."""
        given = {
            "state": ANSWERED,
            "answer": reply.words,
            "answered_by": reply.by,
            "answered_at": now,
            "audience": reply.audience,
            "keep_until": reply.keep_until,
        }
        return self._settle(number, given)

    def pass_on(self, number: int, owner: str) -> bool:
        """Somebody else is asked instead; False where it is not open any more."""
        return self._settle(number, {"owner": owner})

    def decline(self, number: int, by: str, now: datetime) -> bool:
        """Nobody knows; False where it is not open any more."""
        return self._settle(number, {"state": DECLINED, "answered_by": by, "answered_at": now})

    def open(self) -> list[Ask]:
        """Everything that waits for an answer, oldest first."""
        return self._all(asks.c.state == OPEN)

    def open_for(self, owners: Collection[str]) -> list[Ask]:
        """What waits for these people and user groups (`NOBODY` for the admins), oldest first."""
        return self._all(and_(asks.c.state == OPEN, asks.c.owner.in_(owners)))

    def of_asker(self, user: str, limit: int = 20) -> list[Ask]:
        """What a person asked of owners, newest first."""
        query = select(asks).where(asks.c.asker == user).order_by(asks.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return [_ask(row) for row in connection.execute(query)]

    def _settle(self, number: int, values: dict[str, object]) -> bool:
        still = and_(asks.c.id == number, asks.c.state == OPEN)
        with self._database.write() as connection:
            return connection.execute(update(asks).where(still).values(values)).rowcount == 1

    def _all(self, which: ColumnElement[bool]) -> list[Ask]:
        with self._database.read() as connection:
            rows = connection.execute(select(asks).where(which).order_by(asks.c.id))
            return [_ask(row) for row in rows]


def _ask(row: Row[Any]) -> Ask:
    values = {name: getattr(row, name) for name in Ask.__dataclass_fields__}
    return Ask(**{**values, "audience": row.audience or ""})
