"""From slots to posted digests: enter in the calendar, claim, build, freeze, hand over.

Every step may be repeated: a slot is one row, its message one key of the outbox. What was built is
frozen in the row before anything of it is handed over, so that a process that goes on where another
one was killed posts the same numbers. So any number of bots may tick.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.blocks.digests.naming import Names, unknown
from bot.blocks.digests.notices import came_message, given_up_message, held_message
from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.entering import BY_HAND, PAUSED_THEN, enter, hours
from bot.schedule.sending.freezing import freeze, thaw
from bot.schedule.sending.handing import Afterwards, Handing, Outbox
from bot.schedule.sending.making import Build, Made, Making
from bot.schedule.slots import local_date, slots
from bot.shapes.digests import digest as shape
from knowledge.digests.digest import Digest, Status
from knowledge.errors import StoreError
from knowledge.store.digests.calendar import Calendar, Delivery, State

LATE = timedelta(minutes=5)
LEASE = timedelta(minutes=1)
"""Longer than it takes to build a digest and to hand it over."""

TRY_AGAIN = timedelta(minutes=5)
"""What is held is looked at again after so long."""

GONE = "The digest is not planned for this channel any more."
TOO_LATE = "It could not be posted within"
REPLACED = "A newer one was due before this one could be posted."

Responsible = Callable[[Digest], Sequence[str]]

log = logging.getLogger(__name__)


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
        build: Build,
        figures: FreshFigures,
        calendar: Calendar,
        outbox: Outbox,
        may_read: Callable[[str, str], bool],
        afterwards: Afterwards = lambda *_: None,
        responsible: Responsible = lambda _: (),
        names: Names = unknown,
        lease: timedelta = LEASE,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`may_read` says whether everybody in a channel (first) is of an audience (second).

        `afterwards` is told of each digest that was handed over, with the key of its message; after
        a crash it may be told again. `responsible` names whom to tell that one is held.
        """
        self._book = book
        self._figures = figures
        self._calendar = calendar
        self._making = Making(build, may_read)
        self._handing = Handing(outbox, afterwards, names)
        self._responsible = responsible
        self._lease = lease
        self._seconds = seconds

    def tick(self, now: datetime) -> None:
        """Enters what has come due since the last look, and works on all that is open.

        Raises:
            StoreError: the calendar cannot be written; the next tick does the same again.
        """
        enter(self._book.planned(), self._calendar, now, self._book.changes)
        if self._calendar.is_work(now):
            self._work_on_all(now, self._figures.refresh(now))

    def send(self, name: str, as_of: date, now: datetime) -> Made:
        """Posts a digest as of a day though it is not due; a slot of its own tells of it.

        Returns:
            What was made of it: only one that is ready is posted.

        Raises:
            InputError: there is no such digest; offers the nearest.
            StoreError: it cannot be kept.
        """
        planned, broken = self._book.named(name), self._figures.refresh(now)
        made = self._making.made(planned, as_of, broken)
        if made.digest.status is Status.READY:
            slot = now.replace(microsecond=now.microsecond or 1)  # no schedule has such a slot
            channel, values = planned.definition.channel, _values(made.digest)
            frozen = freeze(made.digest)
            self._calendar.open(name, slot, channel, now, State.READY, BY_HAND, values, frozen)
            self._work_on_all(slot, broken)
        return made

    def _work_on_all(self, now: datetime, broken: Mapping[str, str]) -> None:
        began, tried = self._seconds(), set[int]()
        while True:
            at = now + timedelta(seconds=self._seconds() - began)
            delivery = self._calendar.claim(at, self._lease, tried)
            if delivery is None:
                return
            tried.add(delivery.id)
            self._work(delivery, now, broken)

    def _work(self, delivery: Delivery, now: datetime, broken: Mapping[str, str]) -> None:
        planned = self._book.planned().get(delivery.digest)
        try:
            if delivery.state is State.READY and self._handing.is_kept(delivery):
                self._finish(delivery, now)
            elif planned is None or planned.definition.channel != delivery.channel:
                self._end(delivery, GONE, now)
            elif reason := _hopeless(delivery, planned, now):
                self._end(delivery, reason, now, planned)
            else:
                day = local_date(delivery.slot, planned.schedule)
                made = self._making.made(planned, day, broken, delivery.frozen)
                self._deliver(delivery, planned, made, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - one that fails must not keep the others
            name = type(error).__name__
            log.warning("digest %s, delivery %s failed: %s", delivery.digest, delivery.id, name)
            self._calendar.put_off(delivery, now)

    def _deliver(
        self, delivery: Delivery, planned: PlannedDigest, made: Made, now: datetime
    ) -> None:
        digest = made.digest
        if digest.status is Status.HELD:
            self._hold(delivery, planned, made, now)
            return
        values = _values(digest)
        if digest.status is Status.SKIPPED:
            self._settle(delivery, State.SKIPPED, digest.reason, values, now=now)
            return
        frozen = delivery.frozen or freeze(digest)
        if not self._settle(delivery, State.READY, delivery.reason, values, now=now, frozen=frozen):
            return  # this process was halted for so long that another one has it
        self._handing.digest(delivery, digest, _late(delivery, planned, now))
        came = came_message(planned.definition, now.astimezone(planned.schedule.zone))
        self._handing.over(delivery, came)
        self._settle(delivery, State.SENT, delivery.reason, now=now)

    def _finish(self, delivery: Delivery, now: datetime) -> None:
        """The outbox has the message: only what follows it may be missing."""
        digest = thaw(delivery.frozen)
        if digest is not None:
            self._handing.digest(delivery, digest, "")
        self._settle(delivery, State.SENT, delivery.reason, now=now)

    def _hold(self, delivery: Delivery, planned: PlannedDigest, made: Made, now: datetime) -> None:
        until = delivery.slot + planned.definition.catch_up
        local = until.astimezone(planned.schedule.zone)
        if self._settle(delivery, State.HELD, made.reason, now=now):
            self._handing.held(delivery, held_message(made.digest, local))
            reason = f"{made.reason} It is tried again until {local:%A, %H:%M}."
            people = self._responsible(made.digest)
            self._handing.tell(delivery, planned.definition, reason, people)
            self._calendar.put_off(delivery, now + TRY_AGAIN)

    def _end(
        self, delivery: Delivery, reason: str, now: datetime, planned: PlannedDigest | None = None
    ) -> None:
        """Nothing is posted for it; where a notice says that it is held, that is said too."""
        if delivery.state is State.HELD:
            title = planned.definition.title if planned else delivery.digest
            notice = given_up_message(title, reason)
            if reason.startswith(TOO_LATE):
                self._handing.given_up(delivery, notice)  # who saw the notice waits for it
            else:
                self._handing.over(delivery, notice)
        self._settle(delivery, State.SKIPPED, reason, now=now)

    def _settle(  # noqa: PLR0913 - a row is no less
        self,
        delivery: Delivery,
        state: State,
        reason: str,
        values: str = "",
        *,
        now: datetime,
        frozen: str = "",
    ) -> bool:
        done = self._calendar.settle(delivery, state, reason, values, frozen=frozen, at=now)
        log.info("digest %s, delivery %s: %s", delivery.digest, delivery.id, state.value)
        return done


def _hopeless(delivery: Delivery, planned: PlannedDigest, now: datetime) -> str:
    """Why nothing is to be posted for an open slot, "" where something is."""
    if delivery.reason == BY_HAND:
        return ""
    if planned.paused:
        return PAUSED_THEN
    if slots(planned.schedule, delivery.slot, now):
        return f"{REPLACED} {delivery.reason}".strip()
    if now - delivery.slot > planned.definition.catch_up:
        within = hours(planned.definition.catch_up)
        return f"{TOO_LATE} {within}. {delivery.reason}".strip()
    return ""


def _values(digest: Digest) -> str:
    return json.dumps(shape(digest), ensure_ascii=False)


def _late(delivery: Delivery, planned: PlannedDigest, now: datetime) -> str:
    if now - delivery.slot <= LATE:
        return ""
    return f"{delivery.slot.astimezone(planned.schedule.zone):%A, %H:%M}"
