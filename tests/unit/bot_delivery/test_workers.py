from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest

from bot.delivery.inbox.workers import Workers
from knowledge.store.messages.deliveries import Arrival, Inbox

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Desk:
    """Works on arrivals as long as its gate is shut for them."""

    def __init__(self):
        self.gate, self.news, self.begun = threading.Event(), threading.Condition(), []

    def __call__(self, arrival):
        with self.news:
            self.begun.append(arrival.event)
            self.news.notify_all()
        self.gate.wait(10)

    def wait_for(self, count):
        with self.news:
            assert self.news.wait_for(lambda: len(self.begun) >= count, 5)


@pytest.fixture
def inbox(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield Inbox(database)
    database.close()


def kept(inbox, count, user="U1"):
    for number in range(count):
        event = f"{user}-{number}"
        inbox.keep(Arrival("T1", event, "C1", event, {"user": user, "text": "who?"}), NOW)


def test_ending_waits_for_what_is_at_hand_and_leaves_the_rest(inbox):
    desk = Desk()
    workers = Workers(inbox, desk, lambda: NOW)
    kept(inbox, 3)
    workers.start(2, pause=0.05)
    desk.wait_for(1)

    ended = []
    ending = threading.Thread(target=lambda: ended.append(workers.stop(5)))
    ending.start()
    while not workers._stopped:
        time.sleep(0.001)
    desk.gate.set()
    ending.join(5)

    assert ended == [True]
    assert len(inbox.line()) == 2
    assert inbox.at_hand() == []


def test_what_hangs_is_given_up_in_time_and_taken_over_by_the_next_process(inbox):
    desk = Desk()
    workers = Workers(inbox, desk, lambda: NOW)
    kept(inbox, 1)
    workers.start(1, pause=0.05)
    desk.wait_for(1)

    ended = workers.stop(0.1)
    taken_over = inbox.recover()
    desk.gate.set()

    assert not ended
    assert taken_over == 1


def test_one_persons_questions_do_not_hold_every_worker(inbox):
    desk = Desk()
    workers = Workers(inbox, desk, lambda: NOW)
    kept(inbox, 50)
    workers.start(4, pause=0.05)
    desk.wait_for(2)

    kept(inbox, 1, "U2")
    workers.wake()
    desk.wait_for(3)
    begun = list(desk.begun)
    desk.gate.set()
    workers.stop(5)

    assert begun == ["U1-0", "U1-1", "U2-0"]


def test_the_wait_is_told_by_what_the_work_takes(inbox):
    desk = Desk()
    workers = Workers(inbox, desk, lambda: NOW)
    kept(inbox, 2)
    free = workers.wait_for(0)
    workers.start(1, pause=0.05)
    desk.wait_for(1)
    workers.took = 2.0

    waits = workers.wait_for(0), workers.wait_for(5)
    desk.gate.set()
    workers.stop(5)

    assert free == 0.0
    assert waits == (2.0, 12.0)
