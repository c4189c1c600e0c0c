"""The breaker and the day's budget."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest

from knowledge.chat_limits import Breaker, Budget, Caps, Room
from knowledge.errors import ChatError, StoreError
from knowledge.store.questions.spending import Spending

DAY = date(2026, 11, 23)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class FullDisk:
    def add(self, day: date, tokens: int, cost: float) -> tuple[int, float]:
        raise StoreError("The disk is full.")


@pytest.fixture
def spending(tmp_path, new_store):
    database = new_store(tmp_path)
    yield Spending(database)
    database.close()


def broken(breaker: Breaker) -> Breaker:
    for _ in range(5):
        breaker.admit()
        breaker.failed()
    return breaker


def test_four_failures_in_a_row_change_nothing():
    breaker = Breaker(clock=Clock())
    for _ in range(4):
        breaker.admit()
        breaker.failed()

    breaker.admit()


def test_five_failures_in_a_row_open_the_breaker_for_a_minute():
    clock = Clock()
    breaker = broken(Breaker(clock=clock))
    clock.now = 59.0

    with pytest.raises(ChatError, match="5 times in a row"):
        breaker.admit()


def test_after_a_minute_one_call_tries_and_its_success_closes_the_breaker():
    clock = Clock()
    breaker = broken(Breaker(clock=clock))
    clock.now = 60.0
    breaker.admit()

    with pytest.raises(ChatError):
        breaker.admit()
    breaker.succeeded()

    breaker.admit()


def test_a_failed_trial_opens_the_breaker_again():
    clock = Clock()
    breaker = broken(Breaker(clock=clock))
    clock.now = 60.0
    breaker.admit()
    breaker.failed()
    clock.now = 119.0

    with pytest.raises(ChatError):
        breaker.admit()


def test_a_trial_that_nobody_waited_for_leaves_room_for_another():
    clock = Clock()
    breaker = broken(Breaker(clock=clock))
    clock.now = 60.0
    breaker.admit()
    breaker.left()

    breaker.admit()


def test_a_success_forgets_earlier_failures():
    breaker = Breaker(clock=Clock())
    for _ in range(4):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()

    breaker.admit()


def test_what_was_set_aside_is_replaced_by_what_was_used(spending):
    budget = _budget(spending, Caps(tokens=1_000, price_in=1.0, price_out=2.0))

    use = budget.reserve(300, 500)
    held = spending.spent(DAY)
    budget.settle(use, 200, 50)

    assert held == (800, pytest.approx(0.0013))
    assert spending.spent(DAY) == (250, pytest.approx(0.0003))


@pytest.mark.parametrize("caps", [Caps(tokens=700), Caps(cost=0.001, price_in=1.0, price_out=2.0)])
def test_a_call_that_could_pass_the_cap_is_refused_and_leaves_no_trace(caps, spending):
    with pytest.raises(ChatError, match="budget for the chat model is used up"):
        _budget(spending, caps).reserve(300, 500)

    assert spending.spent(DAY)[0] == 0


def test_two_bots_on_one_database_share_the_cap(spending):
    _budget(spending, Caps(tokens=1_000)).reserve(300, 500)

    with pytest.raises(ChatError):
        _budget(spending, Caps(tokens=1_000)).reserve(300, 500)


def test_a_new_day_has_a_new_budget(spending):
    _budget(spending, Caps(tokens=1_000)).reserve(300, 500)

    Budget(spending, Caps(tokens=1_000), lambda: datetime(2026, 11, 24, tzinfo=UTC)).reserve(
        300, 500
    )

    assert spending.spent(date(2026, 11, 24)) == (800, 0.0)


def test_no_cap_is_no_limit(spending):
    assert _budget(spending, Caps()).reserve(10**6, 10**6).read == 10**6


def test_a_use_that_cannot_be_recorded_is_not_made():
    with pytest.raises(ChatError, match="recorded"):
        Budget(FullDisk()).reserve(1, 1)


def test_importing_the_chat_does_not_import_langchain():
    code = "import sys, knowledge.chat; sys.exit('langchain' in sys.modules or 'langchain_core' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _budget(spending: Spending, caps: Caps) -> Budget:
    return Budget(spending, caps, lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))


def test_a_full_room_turns_away_who_waited_long_enough():
    room = Room(size=1, wait=0.0)
    place = room.enter()

    with pytest.raises(ChatError, match="busy"):
        room.enter()
    room.leave(place)

    assert room.enter()


def test_two_who_wait_for_a_first_word_too_long_close_the_room_though_there_is_a_place():
    now = [0.0]
    room = Room(size=4, patience=8.0, clock=lambda: now[0])
    first, second, third = (room.enter() for _ in range(3))
    room.heard(first)
    now[0] = 8.0

    with pytest.raises(ChatError):
        room.enter()
    room.heard(second)

    assert room.enter() > third


def test_a_place_is_waited_for():
    room = Room(size=1, wait=5.0)
    place = room.enter()
    got = []
    waiting = threading.Thread(target=lambda: got.append(room.enter()))
    waiting.start()

    room.leave(place)
    waiting.join(5)

    assert len(got) == 1
