from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.charts.canvas import Picture
from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.sender import DigestSender
from bot.schedule.slots import Schedule
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition, Freshness
from knowledge.store.calendar import Calendar, State
from knowledge.store.database import Database

DUE = datetime(2026, 2, 23, 8, tzinfo=UTC)  # Monday, 09:00 in Berlin
KEY = "digest:care-weekly:2026-02-23T08:00Z:C0CARE"
Weekly = Callable[..., DigestDefinition]


@dataclass
class FakeOutbox:
    """Keeps the first message of each key."""

    kept: dict[str, tuple[str, str, tuple[Picture, ...]]] = field(default_factory=dict)
    broken: bool = False

    def post_once(
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[dict[str, Any]],
        files: Sequence[Picture] = (),
    ) -> None:
        if self.broken:
            raise OSError("no space")
        self.kept.setdefault(key, (channel, text, tuple(files)))


@pytest.fixture
def outbox() -> FakeOutbox:
    return FakeOutbox()


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[Calendar]:
    database = Database.open(tmp_path / "store")
    yield Calendar(database)
    database.close()


Send = Callable[..., DigestSender]


@pytest.fixture
def sender(figures: Any, weekly: Weekly, calendar: Calendar, outbox: FakeOutbox) -> Send:
    def make(
        *, allowed: bool = True, days: frozenset[int] = frozenset({0}), **settings: object
    ) -> DigestSender:
        schedule = Schedule(time(9), ZoneInfo("Europe/Berlin"), days)
        planned = {"care-weekly": PlannedDigest(weekly(**settings), schedule)}
        return DigestSender(
            DigestBook(planned),
            lambda one, as_of: build(one.definition, figures, as_of),
            figures,
            calendar,
            outbox,
            lambda _c, _a: allowed,
        )

    return make


def test_a_digest_is_posted_at_its_slot_with_its_chart_among_its_blocks(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bot = sender()

    bot.tick(DUE - timedelta(seconds=10))
    bot.tick(DUE + timedelta(seconds=5))

    channel, text, files = outbox.kept[KEY]
    assert channel == "C0CARE"
    assert text.startswith("Care, week by week: 16 to 22 Feb 2026\nTickets: 4;")
    assert text.endswith("Chart of Tickets, 8 Feb 2026 to 22 Feb 2026: 3, 0, 4.")
    assert files == ()
    (delivery,) = calendar.of_digest("care-weekly")
    assert delivery.state is State.SENT
    assert delivery.slot == DUE
    assert json.loads(delivery.values)["figures"][0]["value"] == 4


def test_nothing_is_posted_before_the_slot_or_for_slots_before_the_first_look(
    sender: Send, outbox: FakeOutbox
) -> None:
    bot = sender()

    bot.tick(DUE + timedelta(minutes=1))
    bot.tick(DUE + timedelta(minutes=2))

    assert outbox.kept == {}


def test_any_number_of_ticks_and_bots_post_once(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bots = [sender(), sender(), sender()]
    bots[0].tick(DUE - timedelta(seconds=1))

    for seconds in range(0, 120, 15):
        for bot in bots:
            bot.tick(DUE + timedelta(seconds=seconds))

    assert list(outbox.kept) == [KEY]
    assert len(calendar.of_digest("care-weekly")) == 1


def test_after_downtime_the_missed_slot_comes_late_and_says_so(
    sender: Send, outbox: FakeOutbox
) -> None:
    bot = sender()
    bot.tick(DUE - timedelta(hours=1))

    bot.tick(DUE + timedelta(hours=5, minutes=59))

    assert "Late: it was due Monday, 09:00." in outbox.kept[KEY][1]


def test_a_slot_that_was_missed_by_more_than_six_hours_is_only_written_down(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bot = sender()
    bot.tick(DUE - timedelta(hours=1))

    bot.tick(DUE + timedelta(hours=6, minutes=1))

    assert outbox.kept == {}
    (delivery,) = calendar.of_digest("care-weekly")
    assert delivery.state is State.SKIPPED
    assert delivery.reason == "It could not be posted within 6 hours."


def test_after_days_of_downtime_only_the_newest_slot_is_posted(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bot = sender(days=frozenset(range(7)))
    bot.tick(DUE - timedelta(days=3, hours=1))

    bot.tick(DUE + timedelta(minutes=1))

    assert list(outbox.kept) == [KEY]
    states = [one.state for one in calendar.of_digest("care-weekly")]
    assert states == [State.SENT, State.SKIPPED, State.SKIPPED, State.SKIPPED]


def test_a_bot_that_was_killed_before_it_posted_goes_on(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    outbox.broken = True
    bot = sender()
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE)
    outbox.broken = False

    sender().tick(DUE + timedelta(seconds=15))

    assert list(outbox.kept) == [KEY]
    assert calendar.of_digest("care-weekly")[0].state is State.SENT


def test_a_clock_that_goes_back_posts_nothing_twice(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bot = sender()
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE + timedelta(days=1))
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE + timedelta(seconds=15))

    assert len(calendar.of_digest("care-weekly")) == 1
    assert outbox.kept == {}


def test_old_rows_hold_the_digest_visibly_until_newer_ones_come(
    sender: Send, calendar: Calendar, outbox: FakeOutbox, figures: Any
) -> None:
    bot = sender(freshness=Freshness("tickets", timedelta(days=1)))
    figures.rows = [one for one in figures.rows if one[0] < DUE.date() - timedelta(days=1)]
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE)
    held = calendar.of_digest("care-weekly")[0]

    figures.rows.append((DUE.date() - timedelta(days=1), "north"))
    bot.tick(DUE + timedelta(minutes=6))

    assert held.state is State.HELD
    assert held.reason.startswith(
        "The newest row of tickets is of Wednesday, 18 Feb 2026: it is 5 days"
    )
    assert list(outbox.kept) == [f"{KEY}:held", KEY]
    assert calendar.of_digest("care-weekly")[0].state is State.SENT


def test_what_is_held_is_tried_again_every_five_minutes_only(sender: Send, figures: Any) -> None:
    bot = sender(freshness=Freshness("orders", timedelta(days=1)))
    bot.tick(DUE - timedelta(seconds=1))

    for seconds in range(0, 600, 15):
        bot.tick(DUE + timedelta(seconds=seconds))

    assert figures.refreshed == [DUE, DUE + timedelta(minutes=5)]


def test_a_channel_that_may_not_read_it_gets_nothing(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bot = sender(allowed=False, audience="care")
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE)

    assert outbox.kept == {}
    (delivery,) = calendar.of_digest("care-weekly")
    assert delivery.state is State.SKIPPED
    assert delivery.reason == "Not everybody in the channel is of care."


def test_a_digest_that_is_planned_no_longer_is_not_posted(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    calendar.open("gone", DUE, "C0CARE", DUE)

    sender().tick(DUE)

    assert outbox.kept == {}
    assert calendar.of_digest("gone")[0].state is State.SKIPPED


def test_nothing_to_say_is_skipped_with_the_reason(
    sender: Send, calendar: Calendar, outbox: FakeOutbox
) -> None:
    bot = sender(send_if="any_breached")
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE)

    assert outbox.kept == {}
    assert calendar.of_digest("care-weekly")[0].reason == "No metric has crossed a threshold."
