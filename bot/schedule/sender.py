"""From slots to posted digests: enter in the calendar, build, freeze the values, hand over.

Every step may be repeated: a slot is one row, its message one key of the outbox. So any number of
bots may tick, and one that was killed goes on where it was.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from bot.blocks.digests.message import digest_message
from bot.blocks.digests.notices import held_message
from bot.digest_shapes import digest as frozen
from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.slots import local_date, slots
from knowledge.digests.digest import Digest, Status
from knowledge.errors import ThroughlineError
from knowledge.store.calendar import Calendar, Delivery, State

CATCH_UP = timedelta(hours=6)
"""After downtime only the newest missed slot is posted, and only if it is not older than this."""

LATE = timedelta(minutes=5)
_RECORDED = timedelta(days=40)  # missed slots further back are not even written down
_TRY_AGAIN = timedelta(minutes=5)

log = logging.getLogger(__name__)


class Outbox(Protocol):
    """What posts a message once for its key, however often it is handed over."""

    def post_once(
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[dict[str, Any]],
    ) -> object:
        """Keeps the message durably; posting it is the outbox's business from here on."""
        ...


class FreshFigures(Protocol):
    """Figures that can read their tables again."""

    def refresh(self, now: datetime) -> Mapping[str, str]:
        """Loads what changed; gives reasons for what cannot be loaded."""
        ...


class DigestSender:
    """Posts the planned digests at their slots."""

    def __init__(  # noqa: PLR0913, PLR0917 - everything that a digest passes through
        self,
        book: DigestBook,
        build: Callable[[PlannedDigest, date], Digest],
        figures: FreshFigures,
        calendar: Calendar,
        outbox: Outbox,
        may_read: Callable[[str, str], bool],
        afterwards: Callable[[Delivery, Digest, str], None] = lambda *_: None,
    ) -> None:
        """`may_read` says whether everybody in a channel (first) is of an audience (second).

        `afterwards` is told of each digest that was handed over, with the key of its message; after
        a crash it may be told again.
        """
        self._book = book
        self._build = build
        self._figures = figures
        self._calendar = calendar
        self._outbox = outbox
        self._may_read = may_read
        self._afterwards = afterwards
        self._tried: dict[int, datetime] = {}

    def tick(self, now: datetime) -> None:
        """Enters what has come due since the last look, and works on all that is open.

        Raises:
            StoreError: the calendar cannot be written; the next tick does the same again.
        """
        looked = self._calendar.looked_until() or now
        for digest in self._book.planned().values():
            self._enter(digest, min(looked, now), now)
        self._calendar.look(now)
        waiting = [one for one in self._calendar.waiting() if self._is_time(one, now)]
        if waiting:
            self._figures.refresh(now)
        for delivery in waiting:
            self._tried[delivery.id] = now
            self._work(delivery, now)

    def _enter(self, planned: PlannedDigest, looked: datetime, now: datetime) -> None:
        """Enters what came due since the last look; what is too late is settled with its reason."""
        name, channel = planned.definition.name, planned.definition.channel
        for slot in slots(planned.schedule, max(looked, now - _RECORDED), now):
            self._calendar.open(name, slot, channel, now)

    def _is_time(self, delivery: Delivery, now: datetime) -> bool:
        tried = self._tried.get(delivery.id)
        return tried is None or not now - _TRY_AGAIN < tried <= now

    def _work(self, delivery: Delivery, now: datetime) -> None:
        reason = self._hopeless(delivery, now)
        if reason:
            self._settle(delivery, State.SKIPPED, reason)
            return
        try:
            self._send(delivery, self._book.named(delivery.digest), now)
        except ThroughlineError as error:
            self._settle(delivery, State.HELD, str(error))
        except Exception:  # one digest that cannot be made must not keep the others
            log.exception("digest %s, delivery %s cannot be made", delivery.digest, delivery.id)
            self._settle(delivery, State.HELD, "It could not be made; the log says why.")

    def _hopeless(self, delivery: Delivery, now: datetime) -> str:
        """Why nothing is to be posted for an open slot, "" where something is."""
        planned = self._book.planned().get(delivery.digest)
        if planned is None or planned.definition.channel != delivery.channel:
            return "The digest is not planned for this channel any more."
        if slots(planned.schedule, delivery.slot, now):
            return f"A newer one was due before this one could be posted. {delivery.reason}".strip()
        if now - delivery.slot > CATCH_UP:
            return f"It could not be posted within 6 hours. {delivery.reason}".strip()
        if not self._may_read(delivery.channel, planned.definition.audience):
            return f"Not everybody in the channel is of {planned.definition.audience}."
        return ""

    def _send(self, delivery: Delivery, planned: PlannedDigest, now: datetime) -> None:
        as_of = local_date(delivery.slot, planned.schedule)
        digest = self._build(planned, as_of)
        values = json.dumps(frozen(digest), ensure_ascii=False)
        key = f"digest:{delivery.digest}:{delivery.slot:%Y-%m-%dT%H:%MZ}:{delivery.channel}"
        if digest.status is Status.SKIPPED:
            self._settle(delivery, State.SKIPPED, digest.reason, values)
        elif digest.status is Status.HELD:
            held = held_message(digest)
            self._outbox.post_once(f"{key}:held", delivery.channel, "", held.text, held.blocks)
            self._settle(delivery, State.HELD, digest.reason, values)
        else:
            self._settle(delivery, State.READY, "", values)
            message = digest_message(digest, _late(delivery, planned, now))
            self._outbox.post_once(key, delivery.channel, "", message.text, message.blocks)
            self._afterwards(delivery, digest, key)
            self._settle(delivery, State.SENT, "", values)

    def _settle(self, delivery: Delivery, state: State, reason: str, values: str = "") -> None:
        self._calendar.settle(delivery, state, reason, values)
        log.info("digest %s, delivery %s: %s", delivery.digest, delivery.id, state.value)


def _late(delivery: Delivery, planned: PlannedDigest, now: datetime) -> str:
    if now - delivery.slot <= LATE:
        return ""
    return f"{delivery.slot.astimezone(planned.schedule.zone):%A, %H:%M}"
