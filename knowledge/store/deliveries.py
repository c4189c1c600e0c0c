"""Events that were kept before they were acknowledged, and messages that are posted once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database import Database
from knowledge.store.schema import inbox, outbox

WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
PENDING, SENDING, SENT, HELD, DEAD = "pending", "sending", "sent", "held", "dead"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that somebody said to the bot.

    Attributes:
        event: the id of its delivery, the same however often it is delivered.
        message: the id of what was said, the same for each kind of event that tells of it.
        body: JSON values.
        attempts: how often work on it has begun.
    """

    team: str
    event: str
    channel: str
    message: str
    body: Json
    id: int = 0
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Departure:
    """A message on its way. `payload` is frozen when it is first put; a retry sends the same.

    Attributes:
        attempts: how often sending has begun, this time included.
        first_try: when it began for the first time.
    """

    id: int
    key: str
    channel: str
    thread: str
    payload: Json
    attempts: int
    first_try: datetime


@dataclass(frozen=True, slots=True)
class DepartureState:
    """What became of a message: `message` is Slack's id of it, `reason` why it is held or dead."""

    state: str
    message: str = ""
    reason: str = ""


class Inbox:
    """The inbox table. Times are UTC.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, arrival: Arrival, now: datetime) -> bool:
        """Keeps it durably; False where the same event, or the same message, is kept already."""
        row = {
            "team": arrival.team,
            "event": arrival.event,
            "channel": arrival.channel,
            "message": arrival.message,
            "body": json.dumps(arrival.body, ensure_ascii=False),
            "received_at": now,
        }
        try:
            with self._database.write() as connection:
                connection.execute(inbox.insert().values(row))
        except IntegrityError:
            return False
        return True

    def claim(self, now: datetime, lease: timedelta) -> Arrival | None:
        """The oldest one that nobody works on; it is nobody else's until the lease ends."""
        lost = and_(inbox.c.state == WORKING, inbox.c.leased_until < now)
        free = or_(inbox.c.state == WAITING, lost)
        with self._database.write() as connection:
            row = _first(connection, inbox, free)
            if row is None:
                return None
            taken = {"state": WORKING, "attempts": row.attempts + 1, "leased_until": now + lease}
            connection.execute(update(inbox).where(inbox.c.id == row.id).values(taken))
        return Arrival(
            team=row.team,
            event=row.event,
            channel=row.channel,
            message=row.message,
            body=json.loads(row.body),
            id=row.id,
            attempts=row.attempts + 1,
        )

    def finish(self, arrival: Arrival, *, failed: bool = False) -> None:
        """It is dealt with, for good or not: its words are forgotten, its keys are not."""
        ended = {"state": FAILED if failed else DONE, "body": "{}", "leased_until": None}
        self._set(arrival, ended)

    def give_back(self, arrival: Arrival) -> None:
        """Somebody else, or the same one later, takes it."""
        self._set(arrival, {"state": WAITING, "leased_until": None})

    def recover(self) -> int:
        """Gives back what a process was working on when it died; for who owns the store alone."""
        with self._database.write() as connection:
            lost = update(inbox).where(inbox.c.state == WORKING)
            return connection.execute(lost.values(state=WAITING, leased_until=None)).rowcount

    def forget(self, before: datetime) -> int:
        """Drops the keys of what ended before a time: nothing is delivered again that late."""
        old = and_(inbox.c.state.in_((DONE, FAILED)), inbox.c.received_at < before)
        with self._database.write() as connection:
            return connection.execute(inbox.delete().where(old)).rowcount

    def waiting(self) -> int:
        """How many wait or are worked on."""
        open_ = select(func.count()).select_from(inbox).where(inbox.c.state.in_((WAITING, WORKING)))
        with self._database.read() as connection:
            return connection.execute(open_).scalar_one()

    def _set(self, arrival: Arrival, values: Mapping[str, object]) -> None:
        with self._database.write() as connection:
            connection.execute(update(inbox).where(inbox.c.id == arrival.id).values(values))


class Outgoing:
    """The outbox table. Times are UTC.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, key: str, place: tuple[str, str], payload: Json, now: datetime) -> bool:
        """Keeps a message for a (channel, thread); False where the key is there: that stays."""
        row = {
            "key": key,
            "channel": place[0],
            "thread": place[1],
            "payload": json.dumps(payload, ensure_ascii=False),
            "created_at": now,
        }
        try:
            with self._database.write() as connection:
                connection.execute(outbox.insert().values(row))
        except IntegrityError:
            return False
        return True

    def claim(self, key: str, now: datetime, lease: timedelta) -> Departure | None:
        """The message, for the caller alone until the lease ends; None where it is not free."""
        with self._database.write() as connection:
            row = _first(connection, outbox, and_(outbox.c.key == key, _free(now)))
            if row is None:
                return None
            first = row.first_try or now
            taken = {
                "state": SENDING,
                "attempts": row.attempts + 1,
                "first_try": first,
                "leased_until": now + lease,
            }
            connection.execute(update(outbox).where(outbox.c.id == row.id).values(taken))
        return Departure(
            id=row.id,
            key=row.key,
            channel=row.channel,
            thread=row.thread,
            payload=json.loads(row.payload),
            attempts=row.attempts + 1,
            first_try=first if first.tzinfo else first.replace(tzinfo=now.tzinfo),
        )

    def settle(self, departure: Departure, state: str, reason: str = "", message: str = "") -> None:
        """What came of a try: `sent` under an id of Slack's, `held`, `dead`, or `pending` again.

        A message that is pending again may stand in Slack: who claims it looks before posting.
        """
        self._end(departure, {"state": state, "reason": reason, "message": message})

    def unsent(self, departure: Departure, reason: str) -> None:
        """It was certainly not posted; the next try need not look for it."""
        self._end(departure, {"state": PENDING, "reason": reason, "attempts": 0})

    def state(self, key: str) -> DepartureState | None:
        """What became of a message, None where there is none of that key."""
        with self._database.read() as connection:
            row = connection.execute(select(outbox).where(outbox.c.key == key)).first()
        return DepartureState(row.state, row.message, row.reason) if row else None

    def open(self, now: datetime, limit: int = 100) -> list[str]:
        """Keys of messages that wait for a sender, oldest first."""
        free = select(outbox.c.key).where(_free(now)).order_by(outbox.c.id).limit(limit)
        with self._database.read() as connection:
            return list(connection.execute(free).scalars())

    def recover(self) -> int:
        """Frees what a process was sending when it died; for who owns the store alone."""
        with self._database.write() as connection:
            lost = update(outbox).where(outbox.c.state == SENDING)
            return connection.execute(lost.values(state=PENDING, leased_until=None)).rowcount

    def _end(self, departure: Departure, values: Mapping[str, object]) -> None:
        mine = and_(outbox.c.id == departure.id, outbox.c.state == SENDING)
        with self._database.write() as connection:
            connection.execute(update(outbox).where(mine).values(leased_until=None, **values))


def _free(now: datetime) -> ColumnElement[bool]:
    lost = and_(outbox.c.state == SENDING, outbox.c.leased_until < now)
    return or_(outbox.c.state == PENDING, lost)


def _first(connection: Connection, table: Table, which: ColumnElement[bool]) -> Row[Any] | None:
    query = select(table).where(which).order_by(table.c.id).limit(1)
    return connection.execute(query.with_for_update(skip_locked=True)).first()
