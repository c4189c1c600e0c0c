from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.schedule.sending.responsible import responsible
from bot.schedule.sending.sender import DigestSender
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition, Freshness
from knowledge.metrics.definitions import Definitions
from knowledge.store.digests.calendar import Calendar, State

MINUTE = timedelta(minutes=1)
DUE = datetime(2026, 2, 23, 8, tzinfo=UTC)  # Monday, 09:00 in Berlin
KEY = "digest:care-weekly:2026-02-23T08:00Z:C0CARE"
STRICT = Freshness("tickets", timedelta(days=1))
OLD = (
    "The newest row of tickets is of Wednesday, 18 Feb 2026: it is 5 days old, and may be at most"
    " 1 day old."
)
FOLDED = f"t{OLD[1:]}"
Send = Callable[..., DigestSender]


@pytest.fixture
def stale(figures: Any) -> Any:
    """Figures whose newest row before Monday is of Wednesday."""
    figures.rows = [one for one in figures.rows if one[0] < DUE.date() - timedelta(days=1)]
    return figures


def test_old_rows_hold_a_digest_visibly_and_its_owner_is_told_once(
    sender: Send, calendar: Calendar, outbox: Any, stale: Any
) -> None:
    bot = sender(freshness=STRICT, owner="U0LEAD")
    bot.tick(DUE - MINUTE)

    for minutes in range(12):
        bot.tick(DUE + minutes * MINUTE)

    (held,) = calendar.of_digest("care-weekly")
    assert (held.state, held.reason) == (State.HELD, OLD)
    assert stale.refreshed == [DUE, DUE + 5 * MINUTE, DUE + 10 * MINUTE]
    held = f"Care, week by week is held: {FOLDED} It is posted once that is put right,"
    told = f"Care, week by week was not posted: {FOLDED} It is tried again until Monday, 15:00."
    assert outbox.kept == {
        f"{KEY}:held": ("C0CARE", f"{held} by 15:00 at the latest."),
        f"{KEY}:told:U0LEAD": ("U0LEAD", told),
    }


def test_what_was_held_is_posted_when_its_rows_arrive_and_the_notice_says_so(
    sender: Send, calendar: Calendar, outbox: Any, stale: Any
) -> None:
    bot = sender(freshness=STRICT)
    bot.tick(DUE - MINUTE)
    bot.tick(DUE)
    stale.rows.append((DUE.date() - timedelta(days=1), "north"))

    bot.tick(DUE + 72 * MINUTE)

    assert outbox.kept[KEY][1].count("Late: it was due Monday, 09:00.") == 1
    assert outbox.amended == {
        f"{KEY}:held": "Care, week by week was held until 10:12 and stands below."
    }
    (sent,) = calendar.of_digest("care-weekly")
    assert (sent.state, sent.reason) == (State.SENT, OLD)
    assert json.loads(sent.values)["status"] == "ready"


def test_what_is_held_for_too_long_is_given_up_in_one_line(
    sender: Send, calendar: Calendar, outbox: Any, stale: Any
) -> None:
    bot = sender(freshness=STRICT, catch_up=timedelta(hours=2))
    bot.tick(DUE - MINUTE)
    for minutes in range(0, 180, 5):
        bot.tick(DUE + minutes * MINUTE)

    assert outbox.kept[f"{KEY}:given-up"][1].startswith(
        "Care, week by week is not posted this time: it could not be posted within 2 hours. The"
    )
    assert outbox.amended == {}
    assert len(outbox.kept) == 3
    (given_up,) = calendar.of_digest("care-weekly")
    assert given_up.state is State.SKIPPED
    assert given_up.reason == f"It could not be posted within 2 hours. {OLD}"


def test_the_notice_of_one_that_a_newer_one_replaces_is_told_otherwise(
    sender: Send, calendar: Calendar, outbox: Any, stale: Any
) -> None:
    every_day = frozenset(range(7))
    bot = sender(freshness=STRICT, catch_up=timedelta(hours=30), days=every_day)
    bot.tick(DUE - MINUTE)
    bot.tick(DUE)

    bot.tick(DUE + timedelta(days=1))

    newer, older = calendar.of_digest("care-weekly")
    assert (newer.state, older.state) == (State.HELD, State.SKIPPED)
    assert "is not posted this time: a newer one was due" in outbox.amended[f"{KEY}:held"]


def test_readers_that_it_is_not_for_hold_it_without_a_number_until_they_have_left(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    inside = ["guest"]
    bot = sender(audience="care", may_read=lambda _channel, _audience: not inside)
    bot.tick(DUE - MINUTE)
    bot.tick(DUE)
    held = calendar.of_digest("care-weekly")[0]
    inside.clear()

    bot.tick(DUE + 5 * MINUTE)

    assert (held.state, held.values) == (State.HELD, "")
    assert held.reason == "Not everybody in the channel is of the audience 'care'."
    assert outbox.kept[f"{KEY}:held"][1] == (
        "Care, week by week is held: not everybody here may read it."
        " It is posted once that is put right, by 15:00 at the latest."
    )
    assert "of the audience 'care'" in outbox.kept[f"{KEY}:told:U0ADMIN"][1]
    assert KEY in outbox.kept


def test_readers_are_looked_at_again_before_what_was_frozen_is_posted(
    sender: Send, calendar: Calendar, outbox: Any
) -> None:
    outbox.broken = True
    bot = sender()
    bot.tick(DUE - MINUTE)
    bot.tick(DUE)
    outbox.broken = False

    sender(may_read=lambda _channel, _audience: False).tick(DUE + MINUTE)

    assert list(outbox.kept) == [f"{KEY}:held", f"{KEY}:told:U0ADMIN"]


def test_tables_that_cannot_be_read_and_metrics_that_are_not_there_hold_it(
    sender: Send, calendar: Calendar, figures: Any
) -> None:
    figures.broken = {"tickets": "tickets.csv has no column 'opened'."}
    bot = sender()
    bot.tick(DUE - MINUTE)
    bot.tick(DUE)
    first = calendar.of_digest("care-weekly")[0].reason
    figures.broken, known = {}, figures.definitions
    figures.definitions = Definitions()
    bot.tick(DUE + 5 * MINUTE)
    second = calendar.of_digest("care-weekly")[0].reason
    figures.definitions = known

    bot.tick(DUE + 10 * MINUTE)

    assert first == "tickets.csv has no column 'opened'."
    assert second.startswith("There is no metric 'tickets'.")
    assert calendar.of_digest("care-weekly")[0].state is State.SENT


def test_one_that_cannot_be_made_is_held_and_the_log_has_no_trace(
    sender: Send, calendar: Calendar, caplog: pytest.LogCaptureFixture
) -> None:
    def failing() -> None:
        raise KeyError("a customer's words")

    bot = sender(making=failing)
    bot.tick(DUE - MINUTE)
    with caplog.at_level(logging.INFO):
        bot.tick(DUE)

    assert calendar.of_digest("care-weekly")[0].reason == "It could not be made: KeyError."
    assert all(record.exc_info is None for record in caplog.records)
    assert "customer" not in caplog.text


def test_whoever_answers_for_a_digest_or_for_its_data_is_told_else_the_admins(
    figures: Any, weekly: Callable[..., DigestDefinition]
) -> None:
    people = {"U0LEAD": ["U0LEAD"], "S0DATA": ["U0DATA"], "": ["U0ADMIN"]}

    def told(owners: dict[str, str], **settings: object) -> list[str]:
        digest = build(weekly(**settings), figures, DUE.date())
        return responsible(owners, lambda owner: people.get(owner, []))(digest)

    assert told({"tickets": "S0DATA"}, owner="U0LEAD") == ["U0LEAD"]
    assert told({"tickets": "S0DATA"}, owner="U0LEFT") == ["U0DATA"]
    assert told({"tickets": ""}) == ["U0ADMIN"]
