"""The calendar of digests: one row for each slot, digest and channel, however many bots look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Row, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from knowledge.store.facts import fact, set_fact
from knowledge.store.schema import deliveries

if TYPE_CHECKING:
    from typing import Any

    from knowledge.store.database import Database

_LOOKED = "digests looked until"


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
    """One slot of one digest in one channel. Times are UTC; `values` is JSON, "" until built."""

    id: int
    digest: str
    slot: datetime
    channel: str
    state: State
    reason: str = ""
    values: str = ""


class Calendar:
    """The deliveries table.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def looked_until(self) -> datetime | None:
        """Up to when slots were looked for; None before the first time."""
        with self._database.read() as connection:
            found = fact(connection, _LOOKED)
        return datetime.fromisoformat(found) if found else None

    def look(self, until: datetime) -> None:
        """Remembers up to when slots were looked for."""
        with self._database.write() as connection:
            set_fact(connection, _LOOKED, until.astimezone(UTC).isoformat())

    def open(self, digest: str, slot: datetime, channel: str, now: datetime) -> bool:
        """Enters a slot as due; False where it stands in the calendar already."""
        row = {"digest": digest, "slot": slot.astimezone(UTC), "channel": channel}
        try:
            with self._database.write() as connection:
                connection.execute(insert(deliveries).values(**row, created_at=now.astimezone(UTC)))
        except IntegrityError:  # its key is unique: another look, or another bot, was first
            return False
        return True

    def waiting(self) -> list[Delivery]:
        """Slots that are due, half done or held, oldest first."""
        waits = select(deliveries).where(deliveries.c.state.in_(OPEN))
        query = waits.order_by(deliveries.c.slot, deliveries.c.id)
        with self._database.read() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def settle(self, delivery: Delivery, state: State, reason: str = "", values: str = "") -> None:
        """Writes what became of a slot; one that has ended stays as it is."""
        change = update(deliveries).where(
            deliveries.c.id == delivery.id, deliveries.c.state.in_(OPEN)
        )
        kept = {"values": values} if values else {}
        with self._database.write() as connection:
            connection.execute(change.values(state=state.value, reason=reason, **kept))

    def get(self, number: int) -> Delivery | None:
        """One slot by its id."""
        return self._one(deliveries.c.id == number)

    def at(self, digest: str, slot: datetime, channel: str) -> Delivery | None:
        """One slot of a digest in a channel."""
        return self._one(
            and_(
                deliveries.c.digest == digest,
                deliveries.c.slot == slot.astimezone(UTC),
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

    def _one(self, which: ColumnElement[bool]) -> Delivery | None:
        with self._database.read() as connection:
            row = connection.execute(select(deliveries).where(which)).first()
        return _delivery(row) if row else None


def _delivery(row: Row[Any]) -> Delivery:
    slot = row.slot if row.slot.tzinfo else row.slot.replace(tzinfo=UTC)
    return Delivery(
        id=row.id,
        digest=row.digest,
        slot=slot,
        channel=row.channel,
        state=State(row.state),
        reason=row.reason,
        values=row.values,
    )
