"""What is known of digests without opening the core: how they are planned, and what became of them.

It reads the database and the files only, also beside a running bot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.doctor.local import database_of
from bot.schedule import digests
from bot.schedule.book import DigestBook
from bot.schedule.record import Record
from bot.schedule.saying import next_slot
from bot.schedule.why import Why, why_words
from bot.settings.settings import load
from knowledge.store.digests.calendar import Calendar
from knowledge.store.digests.planned import PlannedDigests
from knowledge.store.messages.departures import Outgoing

if TYPE_CHECKING:
    from bot.schedule.digests import PlannedDigest


def why(config: Path | None, store: Path | None, name: str, now: datetime) -> dict[str, Any]:
    """The last slots of a digest and the next one, as a JSON object.

    Raises:
        InputError: there is and was no such digest; offers the nearest.
        ConfigurationError, DefinitionError: a file is wrong.
        StoreError: the store cannot be read.
    """
    with _opened(config, store) as (book, record):
        found = record.last(name)
        planned = book.planned().get(name)
        if planned is None and not found:
            planned = book.named(name)
        return {
            "digest": name,
            "paused": bool(planned and planned.paused),
            "next": _next(planned, now) if planned else None,
            "deliveries": [_shape(one) for one in found],
        }


def planned_digests(config: Path | None, store: Path | None, now: datetime) -> list[dict[str, Any]]:
    """Each planned digest with its next slot and what became of its last one.

    Raises:
        ConfigurationError, DefinitionError: a file is wrong.
        StoreError: the store cannot be read.
    """
    with _opened(config, store) as (book, record):
        return [_row(one, record, now) for one in book.planned().values()]


@contextmanager
def _opened(config: Path | None, store: Path | None) -> Iterator[tuple[DigestBook, Record]]:
    settings = load(config, store)
    holidays = settings.workspace.holidays
    files = digests.load(settings.location(settings.digests), holidays)
    with database_of(settings) as database:
        book = DigestBook(files, PlannedDigests(database), holidays)
        yield book, Record(book, Calendar(database), Outgoing(database))


def _row(planned: PlannedDigest, record: Record, now: datetime) -> dict[str, Any]:
    definition = planned.definition
    last = next((one.delivery for one in record.last(definition.name, 1)), None)
    return {
        "digest": definition.name,
        "title": definition.title,
        "channel": definition.channel,
        "author": planned.author or None,
        "paused": planned.paused,
        "next": _next(planned, now),
        "last": {"slot": last.slot.isoformat(), "state": last.state.value} if last else None,
    }


def _next(planned: PlannedDigest, now: datetime) -> str | None:
    slot = next_slot(planned, now)
    return slot.isoformat() if slot else None


def _shape(told: Why) -> dict[str, Any]:
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
