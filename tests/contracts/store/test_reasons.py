"""What owners are asked about their numbers, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.store.digests.reasons import (
    CLOSED,
    LONGEST,
    OPEN,
    WAITED_FOR,
    Reason,
    Reasons,
    is_editable,
)

NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
ONE = Reason(
    key="digest:care:2026-11-16T09:30Z:C0CARE:ask:complaints",
    digest="care",
    delivery=3,
    metric="complaints",
    label="Complaints",
    channel="C0CARE",
    audience="everyone",
    owner="U0CARE",
    asked="Complaints are at 31, above the red line of 25.",
    since=date(2026, 11, 9),
    until=date(2026, 11, 15),
    asked_at=NOW,
)
LATER = replace(
    ONE,
    key="digest:care:2026-11-23T09:30Z:C0CARE:ask:complaints",
    delivery=4,
    since=date(2026, 11, 16),
    until=date(2026, 11, 22),
    asked_at=NOW + timedelta(days=7),
)


@pytest.fixture
def store(database):
    return Reasons(database)


def test_the_same_ask_is_kept_once(store):
    first, again = store.ask(ONE), store.ask(replace(ONE, owner="U0OTHER"))

    assert first == again == replace(ONE, id=first.id)
    assert store.all_open() == [first]


def test_another_digest_of_the_channel_does_not_ask_the_same_again(store):
    store.ask(ONE)

    assert store.ask(replace(ONE, key="digest:other", digest="other")) is None
    assert store.ask(replace(ONE, key="digest:other", channel="C0BOARD")) is not None
    assert store.ask(LATER) is not None


def test_what_an_owner_says_is_kept_and_may_be_said_anew_within_a_week(store):
    number = store.ask(ONE).id

    store.answer(number, "U0CARE", "A flood.", NOW)
    kept = store.answer(number, "U0ADMIN", "x" * 600, NOW + timedelta(days=1))

    assert (kept.answered_by, kept.answer) == ("U0ADMIN", "x" * LONGEST)
    assert store.open_for(["U0CARE"]) == []
    assert is_editable(kept, NOW + timedelta(days=8))
    assert not is_editable(kept, NOW + timedelta(days=9))


def test_what_waits_is_told_by_owner_and_by_digest(store):
    first, second = store.ask(ONE), store.ask(replace(LATER, owner="S0CARE"))

    assert store.open_for(["U0CARE", "U0OTHER"]) == [first]
    assert store.open_of("care") == [first, second]
    assert store.of_delivery(4) == [second]


def test_after_eight_weeks_nobody_is_waited_for(store):
    old, newer = store.ask(ONE), store.ask(replace(LATER, asked_at=NOW + timedelta(days=30)))

    store.ask(
        replace(ONE, key="k", metric="returns", asked_at=NOW + WAITED_FOR + timedelta(days=1))
    )

    assert store.get(old.id).state == CLOSED
    assert store.get(newer.id).state == OPEN


def test_what_was_said_is_told_to_its_readers_alone_the_newest_first(store):
    for one in (ONE, LATER, replace(ONE, key="k", channel="C0BOARD", audience="board")):
        store.answer(store.ask(one).id, "U0CARE", f"Because of {one.audience}.", NOW)

    told = store.said(["complaints"], {"everyone"})

    assert [one.until.day for one in told] == [22, 15]
    assert store.said(["returns"], {"everyone", "board"}) == []
