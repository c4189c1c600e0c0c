from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.errors import StoreError
from knowledge.store.messages.requests import Request, Requests


@pytest.fixture
def clock(now):
    class Clock:
        time = now

        def __call__(self):
            return self.time

    return Clock()


@pytest.fixture
def requests(database, clock):
    return Requests(database, clock, "a")


def test_a_request_is_taken_once_and_in_order(requests):
    first = requests.put("ingest", {"only": ["a.md"]})
    second = requests.put("ask", {"question": "?"})

    assert requests.take() == Request(first, "ingest", {"only": ["a.md"]})
    assert requests.take() == Request(second, "ask", {"question": "?"})
    assert requests.take() is None


def test_a_terminal_can_follow_its_request(requests, now):
    number = requests.put("ingest", {})
    assert requests.status(number).state == "waiting"
    assert requests.status(number).seen_at is None

    requests.take()
    requests.advance(number, 3, 10)
    status = requests.status(number)

    assert (status.state, status.done, status.total, status.seen_at) == ("working", 3, 10, now)


def test_a_request_ends_with_its_result_or_a_reason(requests):
    good, bad = requests.put("ingest", {}), requests.put("ingest", {})

    requests.finish(good, '{"added": 1}')
    requests.fail(bad, "The disk is full.")

    assert (requests.status(good).state, requests.status(good).result) == ("done", '{"added": 1}')
    assert (requests.status(bad).state, requests.status(bad).result) == (
        "failed",
        "The disk is full.",
    )


def test_a_request_that_nobody_took_for_long_is_not_done_any_more(requests, clock):
    requests.put("ingest", {})

    clock.time += timedelta(minutes=11)

    assert requests.take() is None


def test_what_a_killed_owner_left_is_failed_at_the_next_start(requests):
    taken, waiting = requests.put("ingest", {}), requests.put("ask", {})
    requests.take()

    assert requests.abandon() == 1
    assert requests.status(taken).state == "failed"
    assert requests.status(waiting).state == "waiting"


def test_an_unknown_request_is_said_so(requests):
    with pytest.raises(StoreError, match="no request 99"):
        requests.status(99)


def test_a_request_that_another_worker_takes_first_is_not_taken_twice(database, requests, clock):
    requests.put("ingest", {})
    other = Requests(database, clock, "a")

    taken = [requests.take(), other.take()]

    assert [one is None for one in taken] == [False, True]


def test_each_folder_s_owner_is_asked_for_itself(requests, database, clock):
    other = Requests(database, clock, "b")
    mine = requests.put("rebuild", {})
    requests.take()

    assert other.take() is None
    assert other.abandon() == 0
    assert requests.status(mine).state == "working"
