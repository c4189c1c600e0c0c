"""What came due since the last look, entered in the calendar: at most one slot to be posted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.schedule.digests import PlannedDigest
from bot.schedule.slots import slots
from knowledge.store.digests.calendar import State
from knowledge.store.digests.planned import CREATED, DELETED, PAUSED, RESUMED, DigestChange

BY_HAND = "It was sent by hand."
PAUSED_THEN = "It was paused."
LATER_PLANNED = "It was planned only after that."
NOT_RUNNING = "The bot was not running then"
_RECORDED = timedelta(days=40)  # missed slots further back are not even written down

History = Callable[[str], Sequence[DigestChange]]
"""The changes of a digest, newest first."""


class Slots(Protocol):
    """The calendar, as far as slots are entered in it."""

    def looked(self) -> Mapping[str, datetime]:
        """By digest, up to when its slots were looked for."""
        ...

    def look(self, until: datetime, digests: Collection[str]) -> None:
        """Remembers up to when slots of these digests were looked for."""
        ...

    def open(  # noqa: PLR0913, PLR0917 - a row is no less
        self,
        digest: str,
        slot: datetime,
        channel: str,
        now: datetime,
        state: State = State.DUE,
        reason: str = "",
    ) -> bool:
        """Enters a slot once."""
        ...


def enter(
    planned: Mapping[str, PlannedDigest], calendar: Slots, now: datetime, history: History
) -> None:
    """Enters each digest's slots since the last look, the newest as due unless it is too late.

    The others are written down as passed over, each with its reason. A new digest has those since
    it was planned in Slack; one of a file has none before the first look.

    Raises:
        StoreError: the calendar cannot be written; the next look does the same again.
    """
    looked = calendar.looked()
    for name, one in planned.items():
        first = looked.get(name) or _planned_at(history(name)) or now
        since = max(min(first, now), now - _RECORDED)
        due = slots(one.schedule, since, now)
        changes = history(name) if due else ()
        for slot in due:
            reason = _passed_over(one, slot, changes) or _missed(one, slot, due[-1], now)
            state = State.SKIPPED if reason else State.DUE
            calendar.open(name, slot, one.definition.channel, now, state, reason)
    calendar.look(now, list(planned))


def paused_by(changes: Sequence[DigestChange], slot: datetime) -> str:
    """Who had paused a digest when a slot came due, "" where nobody had."""
    for change in changes:
        if change.at > slot or change.what not in (PAUSED, RESUMED, CREATED, DELETED):
            continue
        return change.by if change.what == PAUSED else ""
    return ""


def _passed_over(planned: PlannedDigest, slot: datetime, changes: Sequence[DigestChange]) -> str:
    planned_at = _planned_at(changes)
    if planned_at and planned_at > slot:
        return LATER_PLANNED
    if planned.paused or paused_by(changes, slot):
        return PAUSED_THEN
    return ""


def _planned_at(changes: Sequence[DigestChange]) -> datetime | None:
    return next((one.at for one in changes if one.what == CREATED), None)


def _missed(planned: PlannedDigest, slot: datetime, newest: datetime, now: datetime) -> str:
    if slot != newest:
        return f"{NOT_RUNNING}, and a newer one was due before it was back."
    if now - slot > planned.definition.catch_up:
        return f"{NOT_RUNNING}, and was back more than {hours(planned.definition.catch_up)} later."
    return ""


def hours(length: timedelta) -> str:
    """A length in words: "6 hours", "2 days"."""
    number, unit = length // timedelta(hours=1), "hour"
    if number >= 48 and number % 24 == 0:
        number, unit = number // 24, "day"
    return f"{number} {unit}{'' if number == 1 else 's'}"
