"""The calendar of digests: one row for each slot, digest and channel, however many bots look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Row, Select, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.database.writing import insert_missing
from knowledge.store.tables.digests import deliveries, digest_looks

if TYPE_CHECKING:
    from typing import Any

    from knowledge.store.database.database import Database

_WRONG = timedelta(hours=1)  # nobody keeps a row that long: a clock was ahead then


class State(StrEnum):
    """What became of a slot; `sent` means handed to the outbox, which posts once."""

    DUE = "due"
    READY = "ready"
    SENT = "sent"
    HELD = "held"
    SKIPPED = "skipped"


OPEN = (State.DUE, State.READY, State.HELD)
"""States that are not the end of it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One slot of one digest in one channel. Times are UTC.

    Attributes:
        values: JSON of what it says, "" until it is built.
        frozen: the digest itself as it was built, "" before, and once it was handed over.
        settled_at: when its state was last written, None where nobody has.
        leased_until: nobody else works on it before then; None where nobody does.
    """

    id: int
    digest: str
    slot: datetime
    channel: str
    state: State
    reason: str = ""
    values: str = ""
    frozen: str = ""
    settled_at: datetime | None = None
    leased_until: datetime | None = None


class Calendar:
    """The deliveries table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def looked(self) -> dict[str, datetime]:
        """By digest, up to when its slots were looked for; one that is not there is new."""
        with self._database.read() as connection:
            rows = connection.execute(select(digest_looks.c.digest, digest_looks.c.until)).all()
        return {row.digest: row.until for row in rows}

    def look(self, until: datetime, digests: Collection[str]) -> None:
        """Remembers up to when slots of these digests were looked for."""
        when = until
        rows = [{"digest": name, "until": when} for name in sorted(digests)]
        mine = digest_looks.c.digest.in_(list(digests))
        with self._database.write() as connection:
            changed = connection.execute(update(digest_looks).where(mine).values(until=when))
            if changed.rowcount < len(rows):
                insert_missing(connection, digest_looks, rows)

    def open(  # noqa: PLR0913, PLR0917 - a row is no less
        self,
        digest: str,
        slot: datetime,
        channel: str,
        now: datetime,
        state: State = State.DUE,
        reason: str = "",
        values: str = "",
        frozen: str = "",
    ) -> bool:
        """Enters a slot as due, passed over or ready; False where it stands in the calendar."""
        row = {
            "digest": digest,
            "slot": slot,
            "channel": channel,
            "created_at": now,
            "state": state.value,
            "reason": reason,
            "values": values,
            "frozen": frozen or None,
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(deliveries).values(row))
        except IntegrityError:  # its key is unique: another look, or another bot, was first
            return False
        return True

    def waiting(self) -> list[Delivery]:
        """Slots that are due, half done or held, oldest first."""
        waits = select(deliveries).where(deliveries.c.state.in_(OPEN))
        query = waits.order_by(deliveries.c.slot, deliveries.c.id)
        with self._database.read() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def is_work(self, now: datetime) -> bool:
        """Whether there is something to claim."""
        with self._database.read() as connection:
            return connection.execute(_free(now).limit(1)).first() is not None

    def claim(
        self, now: datetime, lease: timedelta, besides: Collection[int] = ()
    ) -> Delivery | None:
        """The oldest open slot that nobody works on, for the caller alone until the lease ends.

        `besides` are ids that are passed over.
        """
        others = _free(now).where(deliveries.c.id.not_in(list(besides)))
        query = others.order_by(deliveries.c.slot, deliveries.c.id).limit(1)
        until = now + lease
        with self._database.read() as connection:
            if connection.execute(query).first() is None:
                return None  # without a turn among the writers
        with self._database.write() as connection:
            row = connection.execute(query.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            mine = update(deliveries).where(deliveries.c.id == row.id)
            connection.execute(mine.values(leased_until=until))
        return replace(_delivery(row), leased_until=until)

    def settle(  # noqa: PLR0913 - a row is no less
        self,
        delivery: Delivery,
        state: State,
        reason: str = "",
        values: str = "",
        *,
        frozen: str = "",
        at: datetime | None = None,
    ) -> bool:
        """Writes what became of a slot.

        One that has ended stays as it is, and so does one that somebody else has claimed since.

        Returns:
            Whether it was written.
        """
        told = {"values": values} if values else {}
        lease = {"leased_until": None} if state not in OPEN else {}
        return self._change(
            delivery,
            {
                "state": state.value,
                "reason": reason,
                "frozen": frozen or None,
                "settled_at": at,
                **told,
                **lease,
            },
        )

    def put_off(self, delivery: Delivery, until: datetime) -> bool:
        """Gives a claimed slot back: nobody works on it before then."""
        return self._change(delivery, {"leased_until": until})

    def recover(self) -> None:
        """Gives back what a dead process had claimed, where nobody else works on the store.

        On a server others may be at work: there it is free when its lease ends.
        """
        if self._database.shared:
            return
        claimed = and_(deliveries.c.state.in_(OPEN), deliveries.c.leased_until.is_not(None))
        with self._database.write() as connection:
            connection.execute(update(deliveries).where(claimed).values(leased_until=None))

    def get(self, number: int) -> Delivery | None:
        """One slot by its id."""
        return self._one(deliveries.c.id == number)

    def at(self, digest: str, slot: datetime, channel: str) -> Delivery | None:
        """One slot of a digest in a channel."""
        return self._one(
            and_(
                deliveries.c.digest == digest,
                deliveries.c.slot == slot,
                deliveries.c.channel == channel,
            )
        )

    def of_digest(self, digest: str, limit: int = 20) -> list[Delivery]:
        """What became of a digest's slots, newest first."""
        query = (
            select(deliveries)
            .where(deliveries.c.digest == digest)
            .order_by(deliveries.c.slot.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def _change(self, delivery: Delivery, values: dict[str, object]) -> bool:
        claimed = deliveries.c.leased_until.is_not_distinct_from(delivery.leased_until)
        mine = and_(deliveries.c.id == delivery.id, deliveries.c.state.in_(OPEN), claimed)
        with self._database.write() as connection:
            return connection.execute(update(deliveries).where(mine).values(values)).rowcount == 1

    def _one(self, which: ColumnElement[bool]) -> Delivery | None:
        with self._database.read() as connection:
            row = connection.execute(select(deliveries).where(which)).first()
        return _delivery(row) if row else None


def _free(now: datetime) -> Select[Any]:
    lease = deliveries.c.leased_until
    return select(deliveries).where(
        deliveries.c.state.in_(OPEN),
        or_(lease.is_(None), lease <= now, lease > now + _WRONG),
    )


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        digest=row.digest,
        slot=row.slot,
        channel=row.channel,
        state=State(row.state),
        reason=row.reason,
        values=row.values,
        frozen=row.frozen or "",
        settled_at=row.settled_at,
        leased_until=row.leased_until,
    )
