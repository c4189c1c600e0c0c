from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from knowledge.store.database.database import Database
from knowledge.store.digests.calendar import Calendar, State

MINUTE = timedelta(minutes=1)
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


def test_the_last_look_at_each_digest_is_remembered(calendar: Calendar) -> None:
    before = calendar.looked()

    calendar.look(SLOT, ["a", "b"])
    calendar.look(SLOT + timedelta(hours=1), ["b", "c"])

    assert before == {}
    later = SLOT + timedelta(hours=1)
    assert calendar.looked() == {"a": SLOT, "b": later, "c": later}


def test_a_slot_is_claimed_by_one_until_its_lease_ends(calendar: Calendar) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    calendar.open("d", SLOT + MINUTE, "C0A", SLOT)

    first = calendar.claim(SLOT, MINUTE)
    second = calendar.claim(SLOT, 2 * MINUTE)
    nothing = calendar.claim(SLOT + MINUTE / 2, MINUTE)
    again = calendar.claim(SLOT + MINUTE, MINUTE)

    assert first is not None
    assert second is not None
    assert again is not None
    assert (first.slot, second.slot, nothing) == (SLOT, SLOT + MINUTE, None)
    assert again.id == first.id
    assert not calendar.is_work(SLOT + MINUTE)


def test_who_was_halted_beyond_its_lease_writes_nothing(calendar: Calendar) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    halted = calendar.claim(SLOT, MINUTE)
    other = calendar.claim(SLOT + MINUTE, MINUTE)
    assert halted is not None
    assert other is not None

    wrote = [
        calendar.settle(halted, State.READY, values="1", frozen="old"),
        calendar.settle(other, State.READY, values="2", frozen="new", at=SLOT),
        calendar.put_off(halted, SLOT),
        calendar.settle(other, State.SENT),
    ]

    (ended,) = calendar.of_digest("d")
    assert wrote == [False, True, False, True]
    assert (ended.state, ended.values, ended.frozen) == (State.SENT, "2", "")
    assert ended.leased_until is None


def test_what_is_put_off_waits_also_for_others(calendar: Calendar) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    mine = calendar.claim(SLOT, MINUTE)
    assert mine

    calendar.settle(mine, State.HELD, "why", at=SLOT)
    calendar.put_off(mine, SLOT + 5 * MINUTE)

    assert not calendar.is_work(SLOT + 4 * MINUTE)
    assert calendar.claim(SLOT + 5 * MINUTE, MINUTE, besides=[mine.id]) is None
    found = calendar.claim(SLOT + 5 * MINUTE, MINUTE)
    assert found
    assert (found.state, found.settled_at) == (State.HELD, SLOT)


def test_a_claim_of_a_clock_that_was_ahead_or_of_a_dead_process_is_free(
    calendar: Calendar, database: Database
) -> None:
    calendar.open("d", SLOT, "C0A", SLOT)
    calendar.claim(SLOT + timedelta(days=1), MINUTE)
    back = calendar.claim(SLOT, MINUTE)

    calendar.recover()

    assert back
    assert (calendar.claim(SLOT, MINUTE) is None) == database.shared


def test_a_slot_may_be_entered_as_passed_over(calendar: Calendar) -> None:
    calendar.open("d", SLOT, "C0A", SLOT, State.SKIPPED, "It was paused.")

    (passed,) = calendar.of_digest("d")
    assert (passed.state, passed.reason) == (State.SKIPPED, "It was paused.")
    assert calendar.waiting() == []


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
