"""Events that were kept before they were acknowledged, and messages that are posted once."""

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

from knowledge.store.database import Database
from knowledge.store.schema import inbox, outbox

WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
BEGUN, PENDING, SENDING, SENT = "begun", "pending", "sending", "sent"
HELD, DEAD = "held", "dead"

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
        created_at: when it was first put.
        message: Slack's id of it where it is there already, and is not final.
    """

    id: int
    key: str
    channel: str
    thread: str
    payload: Json
    attempts: int
    first_try: datetime
    created_at: datetime
    message: str = ""


@dataclass(frozen=True, slots=True)
class DepartureState:
    """What became of a message: `message` is Slack's id of it, `reason` why it is held or dead.

    Attributes:
        channel: where it was to be posted: a person's id for their direct messages.
    """

    state: str
    message: str = ""
    reason: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A message that waits for a sender.

    Attributes:
        message: Slack's id of it where it is there already, and is not final.
    """

    key: str
    channel: str
    message: str
    attempts: int


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
        """What is worked on, or was when a process died."""
        return self._in(WORKING)

    def finish(self, arrival: Arrival, *, failed: bool = False) -> None:
        """It is dealt with, for good or not: its words are forgotten, its keys are not."""
        ended = {"state": FAILED if failed else DONE, "body": "{}", "leased_until": None}
        self._set(arrival, ended)

    def extend(self, arrival: Arrival, until: datetime) -> None:
        """Nobody else takes it before then: it is worked on for longer than most."""
        self._set(arrival, {"leased_until": until})

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

    def _in(self, state: str, limit: int = 2_000) -> list[Arrival]:
        query = select(inbox).where(inbox.c.state == state).order_by(inbox.c.id).limit(limit)
        with self._database.read() as connection:
            return [_arrival(row, row.attempts) for row in connection.execute(query)]

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
        """Keeps a message for a (channel, thread); False where the key is there: that stays.

        A message that was only begun under the key is completed with `complete`.
        """
        return self._insert(_row(key, place, payload, now))

    def put_claimed(
        self, key: str, place: tuple[str, str], payload: Json, now: datetime, lease: timedelta
    ) -> Departure | None:
        """The same and a claim at once; None where the message is not kept, or not claimed.

        It is kept by `put` then: its key is there, or another one is to go first.
        """
        waits = and_(
            outbox.c.channel == place[0],
            outbox.c.state.in_((PENDING, SENDING)),
            or_(outbox.c.attempts == 0, and_(outbox.c.thread == place[1], outbox.c.thread != "")),
        )
        taken = {"state": SENDING, "attempts": 1, "first_try": now, "leased_until": now + lease}
        try:
            with self._database.write() as connection:
                if connection.execute(select(outbox.c.id).where(waits).limit(1)).first():
                    return None
                row = {**_row(key, place, payload, now), **taken}
                made = connection.execute(outbox.insert().values(row).returning(outbox.c.id))
                number = int(made.scalar_one())
        except IntegrityError:
            return None
        return Departure(number, key, *place, payload, 1, now, now)

    def begin(self, key: str, place: tuple[str, str], now: datetime) -> bool:
        """Keeps that a message is about to be begun; False where the key is there."""
        row = {
            "key": key,
            "channel": place[0],
            "thread": place[1],
            "payload": "{}",
            "state": BEGUN,
            "attempts": 1,
            "first_try": now,
            "created_at": now,
        }
        return self._insert(row)

    def begun(self, key: str, message: str) -> None:
        """Keeps Slack's id of a message that was begun."""
        self._of_begun(key, {"message": message})

    def complete(self, key: str, payload: Json, message: str = "") -> bool:
        """What a begun message shall say; whether there was one under the key."""
        told = {**payload, "begun": True}
        values = {"state": PENDING, "payload": json.dumps(told, ensure_ascii=False)}
        return self._of_begun(key, values | ({"message": message} if message else {}))

    def drop(self, key: str) -> None:
        """A message was certainly not begun: its key is free again."""
        mine = and_(outbox.c.key == key, outbox.c.state == BEGUN)
        with self._database.write() as connection:
            connection.execute(outbox.delete().where(mine))

    def broken_off(self, before: datetime) -> list[str]:
        """Keys of messages that were begun before a time and never completed."""
        old = and_(outbox.c.state == BEGUN, outbox.c.created_at < before)
        with self._database.read() as connection:
            return list(connection.execute(select(outbox.c.key).where(old)).scalars())

    def messages(self, place: tuple[str, str]) -> set[str]:
        """Slack's ids of everything that was posted in a (channel, thread)."""
        there = and_(outbox.c.channel == place[0], outbox.c.thread == place[1])
        with self._database.read() as connection:
            return set(connection.execute(select(outbox.c.message).where(there)).scalars())

    def claim(self, key: str, now: datetime, lease: timedelta) -> Departure | None:
        """The message, for the caller alone until the lease ends.

        None where it is not free, or an earlier one that was not tried yet waits for the same
        channel, or any earlier one for the same thread.
        """
        mine = and_(outbox.c.key == key, or_(_free(now), outbox.c.state == HELD))
        other = outbox.alias()
        before = and_(other.c.channel == outbox.c.channel, other.c.id < outbox.c.id)
        thread = and_(other.c.thread == outbox.c.thread, other.c.thread != "")
        first = exists().where(
            other.c.state.in_((PENDING, SENDING)), before, or_(other.c.attempts == 0, thread)
        )
        turn = or_(outbox.c.message != "", ~first.correlate(outbox))
        query = select(outbox).where(mine, turn).with_for_update(skip_locked=True)
        with self._database.write() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            tried = row.first_try or now
            taken = {
                "state": SENDING,
                "attempts": row.attempts + 1,
                "first_try": tried,
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
            first_try=_aware(tried, now),
            created_at=_aware(row.created_at, now),
            message=row.message,
        )

    def redirect(self, departure: Departure, place: tuple[str, str], payload: Json) -> None:
        """It goes to another (channel, thread), or in another form, and is certainly not posted."""
        told = json.dumps(payload, ensure_ascii=False)
        where = {"channel": place[0], "thread": place[1], "payload": told, "message": ""}
        self._end(departure, {"state": PENDING, "attempts": 0, **where})

    def settle(self, departure: Departure, state: str, reason: str = "", message: str = "") -> None:
        """What came of a try: `sent` under an id of Slack's, `held`, `dead`, or `pending` again.

        A message that is pending again may stand in Slack: who claims it looks before posting.
        """
        told = {"message": message} if message else {}
        self._end(departure, {"state": state, "reason": reason, **told})

    def unsent(self, departure: Departure, reason: str) -> None:
        """It was certainly not posted; the next try need not look for it."""
        self._end(departure, {"state": PENDING, "reason": reason, "attempts": 0})

    def state(self, key: str) -> DepartureState | None:
        """What became of a message, None where there is none of that key."""
        with self._database.read() as connection:
            row = connection.execute(select(outbox).where(outbox.c.key == key)).first()
        if row is None:
            return None
        return DepartureState(row.state, row.message, row.reason, row.channel)

    def count(self, states: Collection[str]) -> int:
        """How many messages are in one of these states."""
        those = select(func.count()).select_from(outbox).where(outbox.c.state.in_(states))
        with self._database.read() as connection:
            return connection.execute(those).scalar_one()

    def open(self, now: datetime, limit: int = 2_000) -> list[Open]:
        """Messages that wait for a sender, oldest first; held ones too."""
        waits = or_(_free(now), outbox.c.state == HELD)
        columns = (outbox.c.key, outbox.c.channel, outbox.c.message, outbox.c.attempts)
        query = select(*columns).where(waits).order_by(outbox.c.id).limit(limit)
        with self._database.read() as connection:
            return [Open(*row) for row in connection.execute(query)]

    def recover(self) -> list[str]:
        """Frees what a process was sending when it died, and tells the keys.

        For who owns the store alone.
        """
        lost = update(outbox).where(outbox.c.state == SENDING).returning(outbox.c.key)
        with self._database.write() as connection:
            freed = connection.execute(lost.values(state=PENDING, leased_until=None))
            return list(freed.scalars())

    def _insert(self, row: Mapping[str, object]) -> bool:
        try:
            with self._database.write() as connection:
                connection.execute(outbox.insert().values(row))
        except IntegrityError:
            return False
        return True

    def _of_begun(self, key: str, values: Mapping[str, object]) -> bool:
        mine = and_(outbox.c.key == key, outbox.c.state == BEGUN)
        with self._database.write() as connection:
            return connection.execute(update(outbox).where(mine).values(values)).rowcount > 0

    def _end(self, departure: Departure, values: Mapping[str, object]) -> None:
        mine = and_(outbox.c.id == departure.id, outbox.c.state == SENDING)
        with self._database.write() as connection:
            connection.execute(update(outbox).where(mine).values(leased_until=None, **values))


def _free(now: datetime) -> ColumnElement[bool]:
    lost = and_(outbox.c.state == SENDING, outbox.c.leased_until < now)
    return or_(outbox.c.state == PENDING, lost)


def _row(key: str, place: tuple[str, str], payload: Json, now: datetime) -> dict[str, object]:
    return {
        "key": key,
        "channel": place[0],
        "thread": place[1],
        "payload": json.dumps(payload, ensure_ascii=False),
        "created_at": now,
    }


def _aware(moment: datetime, like: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=like.tzinfo)


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
