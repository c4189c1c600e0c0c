from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.handing import Handing
from bot.schedule.sending.refusals import Refusals
from bot.schedule.sending.sender import DigestSender
from bot.schedule.slots import Schedule
from knowledge.store.digests.calendar import Calendar
from knowledge.store.messages.departures import DEAD, SENT, DepartureState

DUE = datetime(2026, 2, 23, 8, tzinfo=UTC)
KEY = "digest:care-weekly:2026-02-23T08:00Z:C0CARE"


@pytest.fixture
def looked(
    sender: Callable[..., DigestSender], weekly: Any, calendar: Calendar, outbox: Any
) -> Callable[..., Refusals]:
    def after(state: str) -> Refusals:
        bot = sender()
        bot.tick(DUE - timedelta(seconds=1))
        bot.tick(DUE)
        schedule = Schedule(time(9), ZoneInfo("Europe/Berlin"), frozenset({0}))
        book = DigestBook({"care-weekly": PlannedDigest(weekly(), schedule)})
        became = DepartureState(state, "", "Slack refused it: is_archived.", "C0CARE")
        return Refusals(
            book,
            calendar,
            Handing(outbox, lambda *_: None),
            lambda key: became if key == KEY else None,
            lambda definition: (definition.owner or "U0ADMIN",),
        )

    return after


def test_who_answers_for_a_digest_is_told_once_that_slack_did_not_take_it(
    looked: Callable[..., Refusals], outbox: Any
) -> None:
    refusals = looked(DEAD)

    for minutes in (1, 2, 3):
        refusals.tick(DUE + timedelta(minutes=minutes))

    told = {key: kept for key, kept in outbox.kept.items() if ":refused:" in key}
    ((person, text),) = told.values()
    assert person in {"U0ADMIN", "U0CARE"}
    assert "was not posted: its channel is archived." in text


def test_nobody_is_told_of_what_was_taken_or_is_long_past(
    looked: Callable[..., Refusals], outbox: Any
) -> None:
    looked(SENT).tick(DUE + timedelta(minutes=1))
    looked(DEAD).tick(DUE + timedelta(days=3))

    assert [key for key in outbox.kept if ":refused:" in key] == []
