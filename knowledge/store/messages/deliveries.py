"""Events that were kept before they were acknowledged, and whose turn it is."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.database.writing import one_at_a_time
from knowledge.store.tables.messages import inbox

WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"

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


def _next_arrival() -> Select[Any]:
    """The row to claim, for `now` and `most`. Made once: making it takes longer than its search."""
    other, most = inbox.alias(), bindparam("most", type_=Integer)
    now = bindparam("now", type_=inbox.c.leased_until.type)
    at_hand = and_(other.c.state == WORKING, other.c.leased_until >= now)
    theirs = (
        select(func.count())
        .where(at_hand, other.c.user == inbox.c.user)
        .correlate(inbox)
        .scalar_subquery()
    )
    same = and_(other.c.channel == inbox.c.channel, other.c.thread == inbox.c.thread)
    busy = exists().where(at_hand, other.c.thread != "", same).correlate(inbox)
    free = and_(_unclaimed(now), ~busy, or_(most == 0, theirs < most))
    query = select(inbox).where(free).order_by(theirs, inbox.c.id).limit(1)
    return query.with_for_update(skip_locked=True)


def _unclaimed(now: ColumnElement[Any]) -> ColumnElement[bool]:
    lost = and_(inbox.c.state == WORKING, inbox.c.leased_until < now)
    return or_(inbox.c.state == WAITING, lost)


_NEXT = _next_arrival()
_SOMETHING = (
    select(inbox.c.id).where(_unclaimed(bindparam("now", type_=inbox.c.leased_until.type))).limit(1)
)


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
            "user": str(arrival.body.get("user", "")),
            "thread": str(arrival.body.get("thread", "")),
        }
        try:
            with self._database.write(urgent=True) as connection:  # Slack waits three seconds
                connection.execute(inbox.insert().values(row))
        except IntegrityError:
            return False
        return True

    def claim(self, now: datetime, lease: timedelta, most: int = 0) -> Arrival | None:
        """One that nobody works on; it is nobody else's until the lease ends.

        First come those of people with the fewest in work, and among them the oldest. Of a thread
        one at a time is worked on, of a person `most` (0: any number).
        """
        given = {"now": now, "most": most}
        with self._database.read() as connection:
            if connection.execute(_SOMETHING, given).first() is None:
                return None  # without a turn among the writers
        with self._database.write() as connection:
            one_at_a_time(connection, "claims of the inbox")  # else two take one thread's
            row = connection.execute(_NEXT, given).first()
            if row is None:
                return None
            taken = {"state": WORKING, "attempts": row.attempts + 1, "leased_until": now + lease}
            connection.execute(update(inbox).where(inbox.c.id == row.id).values(taken))
        return _arrival(row, row.attempts + 1)

    def line(self, limit: int = 2_000) -> list[Arrival]:
        """What waits for somebody to begin with it, oldest first."""
        return self._in(WAITING, limit)

    def at_hand(self) -> list[Arrival]:
        """What is worked on, by whichever process, or was when one died."""
        return self._in(WORKING)

    def finish(self, arrival: Arrival, *, failed: bool = False) -> None:
        """It is dealt with, for good or not: its words are forgotten, its keys are not.

        Nothing happens where somebody else has claimed it since; so with `give_back`.
        """
        ended = {"state": FAILED if failed else DONE, "body": "{}", "leased_until": None}
        self._set(arrival, ended)

    def renew(self, arrivals: Collection[Arrival], until: datetime) -> None:
        """Nobody else takes them before then: who claimed them lives, and works on them still."""
        with self._database.write() as connection:
            for one in arrivals:
                connection.execute(update(inbox).where(_held(one)).values(leased_until=until))

    def give_back(self, arrival: Arrival) -> None:
        """Somebody else, or the same one later, takes it."""
        self._set(arrival, {"state": WAITING, "leased_until": None})

    def withdraw(self, team: str, channel: str, message: str) -> bool:
        """Nobody waits for an answer to a message any more; False where work on it has begun."""
        mine = and_(
            inbox.c.team == team,
            inbox.c.channel == channel,
            inbox.c.message == message,
            inbox.c.state == WAITING,
        )
        with self._database.write() as connection:
            gone = update(inbox).where(mine).values(state=DONE, body="{}")
            return connection.execute(gone).rowcount == 1

    def recover(self) -> int:
        """Gives back what a process was working on when it died; returns how much that was.

        Where others may work on the store too, nothing: what a dead one had is free when its lease
        ends.
        """
        if self._database.shared:
            return 0
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

    def _in(self, state: str, limit: int = 2_000) -> list[Arrival]:
        query = select(inbox).where(inbox.c.state == state).order_by(inbox.c.id).limit(limit)
        with self._database.read() as connection:
            return [_arrival(row, row.attempts) for row in connection.execute(query)]

    def _set(self, arrival: Arrival, values: Mapping[str, object]) -> None:
        with self._database.write() as connection:
            connection.execute(update(inbox).where(_held(arrival)).values(values))


def _held(arrival: Arrival) -> ColumnElement[bool]:
    """It was not claimed by somebody else since, because its lease had ended."""
    same = and_(inbox.c.id == arrival.id, inbox.c.attempts == arrival.attempts)
    return and_(same, inbox.c.state == WORKING)


def _arrival(row: Row[Any], attempts: int) -> Arrival:
    return Arrival(
        team=row.team,
        event=row.event,
        channel=row.channel,
        message=row.message,
        body=json.loads(row.body),
        id=row.id,
        attempts=attempts,
    )
