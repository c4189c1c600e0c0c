"""What people said of answers; those that are not right are the fix queue of their owners."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.tables.people import feedback

RIGHT, WRONG = "right", "wrong"
OPEN, RESOLVED, DISMISSED, KEPT = "open", "resolved", "dismissed", "kept"

REASONS = ("wrong", "outdated", "incomplete", "other_question")
"""What may be wrong with an answer."""


@dataclass(frozen=True, slots=True)
class Flag:
    """What one person said of one answer.

    Attributes:
        question: id in the journal.
        verdict: `RIGHT` or `WRONG`.
        reason: one of `REASONS`, "" where it was right.
        words: the right answer, where they know it.
        owner: who is to look at it: the id of a person or a user group, "" for the admins.
        state: `OPEN`, `RESOLVED`, `DISMISSED` (it stands as it is); `KEPT` where it was right.
        given_at: changes when somebody says anew what was settled, not when they add to it.
    """

    id: int
    question: int
    user: str
    verdict: str
    reason: str
    words: str
    owner: str
    state: str
    given_at: datetime
    resolved_by: str = ""
    resolved_at: datetime | None = None
    resolution: str = ""

    @property
    def round(self) -> str:
        """Names this time of saying it, for keys."""
        return f"{self.id}:{self.given_at:%Y%m%d%H%M%S%f}"


class FeedbackStore:
    """The feedback table: one row for each question and person.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def right(self, question: int, user: str, now: datetime) -> bool:
        """It helped. Replaces what the person said before; whether that is news."""
        told = {"verdict": RIGHT, "reason": "", "words": "", "state": KEPT}
        return self._say(question, user, told, now)

    def wrong(self, question: int, user: str, told: tuple[str, str, str], now: datetime) -> Flag:
        """It is not right: (reason, words, owner). Replaces what the person said before.

        The flag that is open already stays the same one, with its owner.
        """
        reason, words, owner = told
        values = {"verdict": WRONG, "reason": reason, "words": words, "state": OPEN, "owner": owner}
        self._say(question, user, values, now)
        found = self.of(question, user)
        if found is None:
            message = "a flag that was written is not there"
            raise LookupError(message)
        return found

    def of(self, question: int, user: str) -> Flag | None:
        """What a person said of an answer."""
        return self._one(_theirs(question, user))

    def get(self, number: int) -> Flag | None:
        """One by its id."""
        return self._one(feedback.c.id == number)

    def resolve(self, flag: Flag, state: str, by: str, resolution: str, now: datetime) -> bool:
        """Settles an open flag as `RESOLVED` or `DISMISSED`; False where it is not open now."""
        still = and_(
            feedback.c.id == flag.id,
            feedback.c.state == OPEN,
            feedback.c.given_at == flag.given_at,
        )
        done = {"state": state, "resolved_by": by, "resolved_at": now, "resolution": resolution}
        with self._database.write() as connection:
            return connection.execute(update(feedback).where(still).values(done)).rowcount == 1

    def open(self) -> list[Flag]:
        """The fix queue, oldest first."""
        return self._all(feedback.c.state == OPEN)

    def open_for(self, owners: Collection[str]) -> list[Flag]:
        """The part of the fix queue of these people and user groups ("" for the admins)."""
        return self._all(and_(feedback.c.state == OPEN, feedback.c.owner.in_(owners)))

    def settled(self) -> list[Flag]:
        """Flags that an owner settled, oldest first."""
        return self._all(feedback.c.state.in_((RESOLVED, DISMISSED)))

    def _say(self, question: int, user: str, told: dict[str, Any], now: datetime) -> bool:
        try:
            with self._database.write() as connection:
                return _replaced(connection, question, user, told, now)
        except IntegrityError:  # said twice at the same moment: the other one is there now
            with self._database.write() as connection:
                return _replaced(connection, question, user, told, now)

    def _one(self, which: ColumnElement[bool]) -> Flag | None:
        with self._database.read() as connection:
            row = connection.execute(select(feedback).where(which)).first()
        return _flag(row) if row else None

    def _all(self, which: ColumnElement[bool]) -> list[Flag]:
        query = select(feedback).where(which).order_by(feedback.c.id)
        with self._database.read() as connection:
            return [_flag(row) for row in connection.execute(query)]


def _theirs(question: int, user: str) -> ColumnElement[bool]:
    return and_(feedback.c.question == question, feedback.c.user == user)


def _replaced(
    connection: Connection, question: int, user: str, told: dict[str, Any], now: datetime
) -> bool:
    before = connection.execute(select(feedback).where(_theirs(question, user))).first()
    if before is None:
        row = {"question": question, "user": user, "given_at": now, **told}
        connection.execute(insert(feedback).values(row))
        return True
    if before.state == told["state"]:
        values = {name: told[name] for name in ("reason", "words")}
        connection.execute(update(feedback).where(feedback.c.id == before.id).values(values))
        return False
    settled = {"resolved_by": "", "resolved_at": None, "resolution": ""}
    values = {**told, **settled, "given_at": now}
    connection.execute(update(feedback).where(feedback.c.id == before.id).values(values))
    return True


def _flag(row: Row[Any]) -> Flag:
    return Flag(**{name: getattr(row, name) for name in Flag.__dataclass_fields__})
