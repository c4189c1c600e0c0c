"""What was asked and said in a thread, for follow-ups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, exists, insert, select

from knowledge.models import Turn
from knowledge.store.database.database import Database
from knowledge.store.tables.questions import turns

REMEMBERED = 6
"""Turns of a thread that a follow-up is read with."""


@dataclass(frozen=True, slots=True)
class Place:
    """A thread of a conversation; `thread` is the id of its first message."""

    team: str
    channel: str
    thread: str


@dataclass(frozen=True, slots=True)
class Latest:
    """Who was answered last in a thread, and when."""

    user: str
    at: datetime


class Turns:
    """The turns table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, place: Place, user: str, turn: Turn, now: datetime) -> None:
        """Remembers a turn at the end of its thread."""
        row = {
            "team": place.team,
            "channel": place.channel,
            "thread": place.thread,
            "user": user,
            "question": turn.question,
            "standalone": turn.standalone,
            "answer": turn.answer,
            "asked_at": now,
        }
        with self._database.write() as connection:
            connection.execute(insert(turns).values(row))

    def of(self, place: Place, limit: int = REMEMBERED) -> list[Turn]:
        """The last turns of a thread, oldest first."""
        query = select(turns).where(*_at(place)).order_by(turns.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [Turn(row.question, row.standalone, row.answer) for row in reversed(rows)]

    def latest(self, place: Place) -> Latest | None:
        """Who was answered last in a thread; None where nobody was."""
        query = (
            select(turns.c.user, turns.c.asked_at)
            .where(*_at(place))
            .order_by(turns.c.id.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        at = row.asked_at
        return Latest(row.user, at if at.tzinfo else at.replace(tzinfo=UTC))

    def any(self, place: Place) -> bool:
        """Whether the bot has answered in a thread."""
        with self._database.read() as connection:
            return bool(connection.execute(select(exists().where(*_at(place)))).scalar())


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        turns.c.team == place.team,
        turns.c.channel == place.channel,
        turns.c.thread == place.thread,
    )
