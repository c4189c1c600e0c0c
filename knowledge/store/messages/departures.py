"""Messages that are posted once: kept under a key, claimed by one sender, found again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.database import Database
from knowledge.store.messages.departing import (
    BEGUN,
    DEAD,
    HELD,
    PENDING,
    SENDING,
    SENT,
    Departure,
    DepartureState,
    Open,
)
from knowledge.store.messages.replies import Replies
from knowledge.store.tables.messages import outbox

__all__ = [
    "BEGUN",
    "DEAD",
    "HELD",
    "PENDING",
    "SENDING",
    "SENT",
    "Departure",
    "DepartureState",
    "Open",
    "Outgoing",
]

Json = Mapping[str, Any]


class Outgoing:
    """The outbox table. Times are UTC.

    Attributes:
        replies: those of its messages that wait for another one.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.replies = Replies(database)

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
        holder = token_hex(8)
        taken = {"state": SENDING, "attempts": 1, "first_try": now, "leased_until": now + lease}
        taken["holder"] = holder
        try:
            with self._database.write(urgent=True) as connection:  # who asked waits for it
                if connection.execute(select(outbox.c.id).where(waits).limit(1)).first():
                    return None
                row = {**_row(key, place, payload, now), **taken}
                made = connection.execute(outbox.insert().values(row).returning(outbox.c.id))
                number = int(made.scalar_one())
        except IntegrityError:
            return None
        return Departure(number, key, *place, payload, 1, now, now, holder=holder)

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
            tried, holder = row.first_try or now, token_hex(8)
            taken = {
                "holder": holder,
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
            holder=holder,
        )

    def renew(self, departure: Departure, until: datetime) -> bool:
        """Nobody else claims it before then; False where somebody has already."""
        with self._database.write(urgent=True) as connection:
            held = update(outbox).where(_held(departure))
            return connection.execute(held.values(leased_until=until)).rowcount == 1

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

    def put_off(self, departure: Departure, reason: str) -> None:
        """The try was none: what is known of the message is what was known before."""
        tries = max(1, departure.attempts - 1)
        self._end(departure, {"state": PENDING, "reason": reason, "attempts": tries})

    def state(self, key: str) -> DepartureState | None:
        """What became of a message, None where there is none of that key."""
        with self._database.read() as connection:
            row = connection.execute(select(outbox).where(outbox.c.key == key)).first()
        if row is None:
            return None
        return DepartureState(row.state, row.message, row.reason, row.channel)

    def key_of(self, channels: Collection[str], message: str) -> str:
        """The key of a message by Slack's id of it, "" where it is none of these.

        Args:
            channels: where it may have been posted: direct messages go to a person's id.
            message: Slack's id, "" is none.
        """
        there = and_(outbox.c.message == message, outbox.c.channel.in_(channels))
        query = select(outbox.c.key).where(there).order_by(outbox.c.id)  # then what amends it
        with self._database.read() as connection:
            found = connection.execute(query).scalar()
        return found or "" if message else ""

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

        Where others may work on the store too, nothing: what a dead one had is free when its lease
        ends.
        """
        if self._database.shared:
            return []
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
        with self._database.write() as connection:
            held = update(outbox).where(_held(departure))
            connection.execute(held.values(leased_until=None, **values))


def _held(departure: Departure) -> ColumnElement[bool]:
    """It was not claimed by somebody else since, because its lease had ended."""
    same = and_(outbox.c.id == departure.id, outbox.c.holder == departure.holder)
    return and_(same, outbox.c.state == SENDING)


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
