from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest

from bot.delivery.inbox.workers import Workers
from knowledge.store.messages.deliveries import Arrival, Inbox


class Slow:
    """Work that ends when a test says so."""

    def __init__(self):
        self.began, self.may_end = threading.Event(), threading.Event()
        self.done = []

    def __call__(self, arrival):
        self.began.set()
        self.may_end.wait(10)
        self.done.append(arrival.event)


def now():
    return datetime.now(UTC)


@pytest.fixture
def inbox(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield Inbox(database)
    database.close()


@pytest.fixture
def slow():
    made = Slow()
    yield made
    made.may_end.set()


def begun(inbox, slow):
    inbox.keep(Arrival("T1", "Ev1", "C1", "1.1", {}), now())
    workers = Workers(inbox, slow, now)
    workers.start(size=1)
    assert slow.began.wait(5)
    return workers


def test_what_is_at_hand_is_ended_and_nothing_more_is_begun(inbox, slow):
    workers = begun(inbox, slow)
    inbox.keep(Arrival("T1", "Ev2", "C1", "1.2", {}), now())
    threading.Timer(0.1, slow.may_end.set).start()

    workers.stop()

    assert slow.done == ["Ev1"]
    assert inbox.waiting() == 1
    assert not workers.at_work


def test_what_takes_too_long_is_left_to_the_next_process(inbox, slow, caplog):
    workers = begun(inbox, slow)

    began = time.monotonic()
    ended = workers.stop(timeout=0.2)

    assert not ended
    assert time.monotonic() - began < 2
    assert "wait in the inbox" in caplog.text
    assert inbox.recover() == 1


def test_they_are_at_work_between_start_and_stop(inbox, slow):
    slow.may_end.set()
    workers = Workers(inbox, slow, now)

    before = workers.at_work
    workers.start(size=2)
    during = workers.at_work
    workers.stop()

    assert (before, during, workers.at_work) == (False, True, False)
