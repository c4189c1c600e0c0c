from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.schedule.sending.sender import DigestSender
from knowledge.digests.digest import Digest
from knowledge.errors import StoreError
from knowledge.store.database.database import Database
from knowledge.store.digests.calendar import Calendar, Delivery, State
from knowledge.store.digests.planned import PlannedDigests

NOT_RUNNING = "The bot was not running then, and was "
OLDER = "The bot was not running then, and a newer one was due before it was back."
DUE = datetime(2026, 2, 23, 8, tzinfo=UTC)  # Monday, 09:00 in Berlin
KEY = "digest:care-weekly:2026-02-23T08:00Z:C0CARE"
Send = Callable[..., DigestSender]


def test_a_digest_is_posted_at_its_slot_with_its_chart_among_its_blocks(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    bot = sender()

    bot.tick(DUE - timedelta(seconds=10))
    bot.tick(DUE + timedelta(seconds=5))

    channel, text = outbox.kept[KEY]
    assert channel == "C0CARE"
    assert text.startswith("Care, week by week: 16 to 22 Feb 2026\nTickets: 4;")
    assert text.endswith("Chart of Tickets, 8 Feb 2026 to 22 Feb 2026: 3, 0, 4.")
    (delivery,) = calendar.of_digest("care-weekly")
    assert delivery.state is State.SENT
    assert delivery.slot == DUE
    assert json.loads(delivery.values)["figures"][0]["value"] == 4


def test_nothing_is_posted_before_the_slot_or_for_slots_before_the_first_look(
    sender: Send, outbox: Any
) -> None:
    bot = sender()

    bot.tick(DUE + timedelta(minutes=1))
    bot.tick(DUE + timedelta(minutes=2))

    assert outbox.kept == {}


def test_any_number_of_ticks_and_bots_post_once(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    bots = [sender(), sender(), sender()]
    bots[0].tick(DUE - timedelta(seconds=1))

    for seconds in range(0, 120, 15):
        for bot in bots:
            bot.tick(DUE + timedelta(seconds=seconds))

    assert list(outbox.kept) == [KEY]
    assert len(calendar.of_digest("care-weekly")) == 1


@pytest.mark.parametrize(
    ("off", "catch_up", "states", "late"),
    [
        (timedelta(minutes=1), 6, ["sent"], False),
        (timedelta(hours=1), 6, ["sent"], True),
        (timedelta(hours=6), 6, ["sent"], True),
        (timedelta(hours=6, seconds=1), 6, [NOT_RUNNING + "back more than 6 hours later."], False),
        (timedelta(hours=6, seconds=1), 30, ["sent"], True),
        (timedelta(days=3, hours=1), 6, ["sent", *[OLDER] * 3], True),
        (
            timedelta(days=3, hours=7),
            6,
            [NOT_RUNNING + "back more than 6 hours later.", *[OLDER] * 3],
            False,
        ),
    ],
)
def test_after_downtime_the_newest_slot_is_posted_within_its_hours_and_no_other(
    sender: Send,
    calendar: Calendar,
    outbox: Any,
    off: timedelta,
    catch_up: int,
    states: list[str],
    late: bool,
) -> None:
    bot = sender(days=frozenset(range(7)), catch_up=timedelta(hours=catch_up))
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE + off)

    became = calendar.of_digest("care-weekly")
    assert [one.reason or one.state.value for one in became] == states
    said = [text for _, text in outbox.kept.values()]
    assert len(said) == states.count("sent")
    assert [("Late: it was due" in text) for text in said] == [late] * len(said)


def test_a_paused_digest_writes_its_slots_down_and_goes_on_as_planned(
    sender: Send, calendar: Calendar, outbox: Any, database: Database
) -> None:
    plans = PlannedDigests(database)
    bot = sender(days=frozenset(range(7)), plans=plans)
    bot.tick(DUE - timedelta(hours=1))
    plans.pause("care-weekly", "U0LEAD", DUE - timedelta(minutes=30))
    bot.tick(DUE + timedelta(seconds=5))
    bot.tick(DUE + timedelta(days=1) - timedelta(minutes=1))

    plans.resume("care-weekly", "U0LEAD", DUE + timedelta(days=1, minutes=2))
    bot.tick(DUE + timedelta(days=1, minutes=3))  # paused when it came due, and not running
    before = list(outbox.kept)
    bot.tick(DUE + timedelta(days=2))

    became = calendar.of_digest("care-weekly")
    assert before == []
    assert [one.reason or one.state.value for one in became] == ["sent", *["It was paused."] * 2]


def test_a_digest_is_not_posted_for_slots_before_it_was_planned(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    calendar.look(DUE - timedelta(hours=1), ["another"])  # the bot was there, the digest was not

    sender().tick(DUE + timedelta(minutes=10))
    sender().tick(DUE + timedelta(minutes=11))

    assert outbox.kept == {}
    assert calendar.of_digest("care-weekly") == []


@pytest.mark.parametrize(("before", "posted"), [(10, 1), (-10, 0)])
def test_a_digest_that_is_planned_in_slack_just_before_its_slot_is_posted_then(
    sender: Send, outbox: Any, database: Database, before: int, posted: int
) -> None:
    plans = PlannedDigests(database)
    plans.create("care-weekly", "{}", "U0LEAD", DUE - timedelta(seconds=before))

    sender(plans=plans).tick(DUE + timedelta(seconds=12))  # the first look since

    assert len(outbox.kept) == posted


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
def test_a_clock_that_jumps_back_posts_nothing_twice(
    sender: Send, calendar: Calendar, outbox: Any, back: timedelta
) -> None:
    bot = sender(days=frozenset(range(7)))
    times = [DUE + timedelta(hours=hours) for hours in (-30, -24, 0, 1, 23, 24, 29)]
    for now in times:
        bot.tick(now)
    posted = list(outbox.kept)

    for now in [times[-1] - back, times[-1], DUE + timedelta(hours=48)]:
        bot.tick(now)

    assert len(posted) == 3
    assert len(calendar.of_digest("care-weekly")) == len(outbox.kept) == 4


def test_a_bot_that_was_killed_before_it_posted_goes_on(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    outbox.broken = True
    bot = sender()
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE)
    outbox.broken = False

    sender().tick(DUE + timedelta(seconds=15))

    assert list(outbox.kept) == [KEY]
    assert calendar.of_digest("care-weekly")[0].state is State.SENT


def test_what_was_built_is_what_is_posted_though_the_rows_have_changed_since(
    sender: Send, calendar: Calendar, outbox: Any, figures: Any
) -> None:
    outbox.broken = True
    bot = sender()
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE)
    outbox.broken = False
    figures.rows += [(date(2026, 2, 20), "north")] * 50

    sender().tick(DUE + timedelta(seconds=15))

    (sent,) = calendar.of_digest("care-weekly")
    assert json.loads(sent.values)["figures"][0]["value"] == 4
    assert "Tickets: 4;" in outbox.kept[KEY][1]
    assert sent.frozen == ""


def test_what_one_bot_builds_no_other_builds(sender: Send, outbox: Any) -> None:
    built: list[str] = []
    other = sender(making=lambda: built.append("other"))

    def making() -> None:
        built.append("bot")
        other.tick(DUE)

    bot = sender(making=making)
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE)

    assert built == ["bot"]
    assert list(outbox.kept) == [KEY]


def test_a_bot_that_was_halted_beyond_its_lease_leaves_it_to_the_other(
    sender: Send, calendar: Calendar, outbox: Any, figures: Any
) -> None:
    def halted() -> None:
        sender().tick(DUE + timedelta(minutes=3))
        figures.rows += [(date(2026, 2, 20), "north")] * 50

    bot = sender(making=halted)
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE)

    (sent,) = calendar.of_digest("care-weekly")
    assert json.loads(sent.values)["figures"][0]["value"] == 4
    assert "Tickets: 4;" in outbox.kept[KEY][1]


def test_a_digest_is_followed_by_its_thread_and_by_what_comes_afterwards(
    sender: Send, outbox: Any
) -> None:
    told = []

    def afterwards(delivery: Delivery, digest: Digest, key: str) -> None:
        told.append((delivery.digest, digest.status.value, key))
        raise RuntimeError("it fails")

    bot = sender(afterwards=afterwards)
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE)
    bot.tick(DUE + timedelta(seconds=15))

    assert outbox.below[f"{KEY}:drivers"] == "What moved it: More in the north."
    assert told == [("care-weekly", "ready", KEY)]


def test_the_thread_is_completed_by_whoever_finds_the_message_handed_over(
    sender: Send, calendar: Calendar
) -> None:
    def dies(*_: object) -> None:
        raise StoreError("killed")

    bot = sender(afterwards=dies)
    bot.tick(DUE - timedelta(seconds=1))
    with pytest.raises(StoreError):
        bot.tick(DUE)
    told: list[str] = []

    after = sender(afterwards=lambda _delivery, _digest, key: told.append(key))
    after.tick(DUE + timedelta(hours=7))  # too late for a message, not for its thread

    assert told == [KEY]
    assert calendar.of_digest("care-weekly")[0].state is State.SENT


def test_a_digest_that_is_planned_no_longer_is_not_posted(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    calendar.open("gone", DUE, "C0CARE", DUE)

    sender().tick(DUE)

    assert outbox.kept == {}
    assert calendar.of_digest("gone")[0].state is State.SKIPPED


def test_nothing_to_say_is_skipped_with_the_reason(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    bot = sender(send_if="any_breached")
    bot.tick(DUE - timedelta(seconds=1))

    bot.tick(DUE)

    assert outbox.kept == {}
    assert calendar.of_digest("care-weekly")[0].reason == "No metric has crossed a threshold."


def test_a_digest_that_is_sent_by_hand_is_a_slot_of_its_own_each_time(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    bot = sender()
    bot.tick(DUE - timedelta(seconds=1))
    bot.tick(DUE)

    made = bot.send("care-weekly", date(2026, 2, 16), DUE)
    bot.send("care-weekly", date(2026, 2, 23), DUE + timedelta(seconds=30))

    assert made.digest.period is not None
    assert made.digest.period.end == date(2026, 2, 15)
    assert [text.splitlines()[0] for _, text in outbox.kept.values()] == [
        "Care, week by week: 16 to 22 Feb 2026",
        "Care, week by week: 9 to 15 Feb 2026",
        "Care, week by week: 16 to 22 Feb 2026",
    ]
    told = calendar.of_digest("care-weekly")
    assert [one.state for one in told] == [State.SENT] * 3
    assert told[0].reason == "It was sent by hand."


def test_a_digest_that_cannot_be_posted_is_not_sent_by_hand_either(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    made = sender(may_read=lambda _channel, _audience: False).send("care-weekly", DUE.date(), DUE)

    assert made.reason == "Not everybody in the channel is of the audience 'everyone'."
    assert outbox.kept == {}
    assert calendar.of_digest("care-weekly") == []
