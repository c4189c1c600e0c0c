"""What is known of digests without opening the core: how they are planned, and what became of them.

It reads the database and the files only, also beside a running bot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.doctor.local import database_of
from bot.schedule import digests
from bot.schedule.book import DigestBook
from bot.schedule.handing import key_of
from bot.schedule.why import Why, next_slot, why, why_words
from bot.settings import load
from knowledge.store.calendar import Calendar, Delivery
from knowledge.store.departures import Outgoing
from knowledge.store.planned import PlannedDigests

if TYPE_CHECKING:
    from bot.schedule.digests import PlannedDigest
    from knowledge.store.database import Database

MOST = 10
"""Slots that are told of one digest."""


class Standing:
    """The digests of a store as they stand.

    Raises:
        StoreError: from every method, where the store cannot be read.
    """

    def __init__(self, book: DigestBook, database: Database) -> None:
        self._book = book
        self._calendar = Calendar(database)
        self._outgoing = Outgoing(database)

    def told(self, delivery: Delivery) -> Why:
        """What became of one slot."""
        planned = self._book.planned().get(delivery.digest)
        posted = self._outgoing.state(key_of(delivery))
        return why(delivery, planned, posted, self._book.changes(delivery.digest))

    def deliveries(self, name: str, most: int = MOST) -> list[Why]:
        """What became of a digest's slots, newest first."""
        return [self.told(one) for one in self._calendar.of_digest(name, most)]

    def why(self, name: str, now: datetime) -> dict[str, Any]:
        """The last slots of a digest and the next one, as a JSON object.

        Raises:
            InputError: there is and was no such digest; offers the nearest.
        """
        found = self.deliveries(name)
        planned = self._book.planned().get(name)
        if planned is None and not found:
            planned = self._book.named(name)
        following = next_slot(planned, now) if planned else None
        return {
            "digest": name,
            "paused": bool(planned and planned.paused),
            "next": _there(planned, following),
            "deliveries": [_shape(one) for one in found],
        }

    def all(self, now: datetime) -> list[dict[str, Any]]:
        """Each planned digest with its next slot and what became of its last one."""
        return [self._row(one, now) for one in self._book.planned().values()]

    def _row(self, planned: PlannedDigest, now: datetime) -> dict[str, Any]:
        definition, following = planned.definition, next_slot(planned, now)
        last = next(iter(self._calendar.of_digest(definition.name, 1)), None)
        return {
            "digest": definition.name,
            "title": definition.title,
            "channel": definition.channel,
            "author": planned.author or None,
            "paused": planned.paused,
            "next": _there(planned, following),
            "last": {"slot": last.slot.isoformat(), "state": last.state.value} if last else None,
        }


@contextmanager
def standing(config: Path | None, store: Path | None) -> Iterator[Standing]:
    """The digests of a configuration.

    Raises:
        ConfigurationError, DefinitionError: a file is wrong.
        StoreError: the store cannot be read.
    """
    settings = load(config, store)
    files = digests.load(settings.location(settings.digests), settings.workspace.holidays)
    with database_of(settings) as database:
        yield Standing(
            DigestBook(files, PlannedDigests(database), settings.workspace.holidays), database
        )


def _there(planned: PlannedDigest | None, slot: datetime | None) -> str | None:
    return slot.astimezone(planned.schedule.zone).isoformat() if planned and slot else None


def _shape(told: Why) -> Mapping[str, Any]:
    delivery = told.delivery
    settled = delivery.settled_at
    return {
        "slot": delivery.slot.astimezone(told.zone).isoformat(),
        "channel": delivery.channel,
        "state": delivery.state.value,
        "reason": delivery.reason or None,
        "at": settled.astimezone(told.zone).isoformat() if settled else None,
        "message": told.posted.state if told.posted else None,
        "paused_by": told.paused_by or None,
        "period": told.values.get("period"),
        "newest": told.values.get("newest") or {},
        "rows": told.rows,
        "text": why_words(told),
    }
