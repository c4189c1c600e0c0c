from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from knowledge.store.calendar import Calendar, State
from knowledge.store.database import Database

SLOT = datetime(2026, 2, 23, 8, tzinfo=UTC)


@pytest.fixture
def calendar(database: Database) -> Calendar:
    return Calendar(database)


def test_a_slot_of_a_digest_and_channel_is_entered_once(calendar: Calendar) -> None:
    berlin = SLOT.astimezone(timezone(timedelta(hours=1)))

    entered = [
        calendar.open("d", SLOT, "C0A", SLOT),
        calendar.open("d", berlin, "C0A", SLOT),
        calendar.open("d", SLOT, "C0B", SLOT),
    ]

    assert entered == [True, False, True]
    assert [one.slot for one in calendar.waiting()] == [SLOT, SLOT]


@pytest.mark.parametrize("state", [State.SENT, State.SKIPPED])
def test_what_has_ended_stays_as_it_is(calendar: Calendar, state: State) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    (delivery,) = calendar.waiting()
    calendar.settle(delivery, state, "why", '{"a": 1}')

    calendar.settle(delivery, State.HELD, "later")

    (ended,) = calendar.of_digest("d")
    assert (ended.state, ended.reason, ended.values) == (state, "why", '{"a": 1}')
    assert calendar.waiting() == []


@pytest.mark.parametrize("state", [State.READY, State.HELD])
def test_what_is_half_done_or_held_is_still_waiting(calendar: Calendar, state: State) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    (delivery,) = calendar.waiting()

    calendar.settle(delivery, state)

    assert [one.state for one in calendar.waiting()] == [state]


def test_the_last_look_is_remembered(calendar: Calendar) -> None:
    before = calendar.looked_until()

    calendar.look(SLOT)

    assert before is None
    assert calendar.looked_until() == SLOT


def test_deliveries_of_a_digest_come_newest_first(calendar: Calendar) -> None:
    for days in (1, 3, 2):
        calendar.open("d", SLOT + timedelta(days=days), "C0A", SLOT)

    slots = [one.slot for one in calendar.of_digest("d", limit=2)]

    assert slots == [SLOT + timedelta(days=3), SLOT + timedelta(days=2)]


def test_a_slot_is_found_by_its_id_and_by_what_makes_it_one(calendar: Calendar) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    (delivery,) = calendar.waiting()

    assert calendar.get(delivery.id) == calendar.at("d", SLOT, "C0A") == delivery
    assert calendar.get(99) is None
    assert calendar.at("d", SLOT, "C0B") is None
