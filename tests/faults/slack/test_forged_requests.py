"""Strangers at the door: whatever they send is refused at once, and the bot does not notice."""

from __future__ import annotations

import http.client
import importlib.util
import select
import socket
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

REQUESTS, MOST_MS, TRIES = 300, 50, 20
SECRET = "a-signing-secret-of-the-rehearsal"


@pytest.fixture(scope="module")
def forged():
    file = Path(__file__).with_name("forged.py")
    spec = importlib.util.spec_from_file_location("forged_requests", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def asked(url, request):
    """The status of the answer, its text, and the milliseconds until it was there.

    Whoever is refused must be able to read it: a connection that ends without an answer fails.
    """
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), 10) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began = time.perf_counter()
        left = memoryview(request)
        with suppress(ConnectionError):  # it was answered before all of it was sent
            while left and not select.select([line], [], [], 0)[0]:
                left = left[line.send(left[:65_536]) :]
        with closing(http.client.HTTPResponse(line)) as response:
            try:
                response.begin()
            except ConnectionError:
                pytest.fail(f"its refusal was lost with the connection: {request[:200]!r}")
            took = (time.perf_counter() - began) * 1000
            return response.status, response.read().decode(), took


def quickest(url, request):
    """The same of the quickest of some tries: other programs use this machine too."""
    tries = []
    while len(tries) < TRIES:
        tries.append(asked(url, request))
        if tries[-1][2] <= MOST_MS:
            break
    return min(tries, key=lambda one: one[2])


def test_nothing_forged_passes_and_everything_is_refused_at_once(
    place, forged, counted, percentile
):
    at = place()
    asked(at.url, forged.genuine("another secret"))  # what is made on first use is there now

    answers = {
        name: quickest(at.url, request)
        for name, request in forged.requests(SECRET, counted(REQUESTS))
    }

    taken = [took for _, _, took in answers.values()]
    print(
        f"\n{len(answers)} requests: p50 {percentile(taken, 50):.1f} ms, "
        f"p99 {percentile(taken, 99):.1f} ms, max {max(taken):.1f} ms, "
        f"statuses {sorted({status for status, _, _ in answers.values()})}, "
        f"slowest: {max(answers, key=lambda name: answers[name][2])}"
    )
    passed = {name: status for name, (status, _, _) in answers.items() if not 400 <= status < 500}
    slow = {name: round(took) for name, (_, _, took) in answers.items() if took > MOST_MS}
    assert passed == {}
    assert slow == {}, f"milliseconds, in the quickest of {TRIES} tries; {MOST_MS} are allowed"
    assert all(len(text) < 120 and "Traceback" not in text for _, text, _ in answers.values())
    assert at.office.services.inbox.waiting() == 0
    assert at.office.answers.asked == []


def test_after_all_that_a_genuine_request_passes_and_a_replay_changes_nothing(place, forged):
    at = place()
    for _, request in forged.requests(SECRET, 30, seed=3):
        asked(at.url, request)

    first, again = (asked(at.url, forged.genuine(SECRET))[0] for _ in range(2))
    at.office.settled()

    assert (first, again) == (200, 200)
    assert len(at.office.answers.asked) == 1


def health(url):
    address = urlsplit(url)
    with closing(http.client.HTTPConnection(address.hostname, address.port, timeout=10)) as line:
        line.request("GET", "/health")
        answer = line.getresponse()
        assert "server" not in {name.lower() for name, _ in answer.getheaders()}
        return answer.status, answer.read()


def test_strangers_learn_whether_it_is_ready_and_nothing_else(place):
    at = place()

    assert health(at.url) == (200, b"ready\n")


def test_slack_is_asked_to_come_again_where_the_inbox_cannot_keep_what_it_says(
    place, forged, tmp_path, caplog
):
    at = place()
    with closing(sqlite3.connect(tmp_path / "store" / "throughline.sqlite")) as store:
        store.execute("ALTER TABLE inbox RENAME TO lost")

        status, text, _ = asked(at.url, forged.genuine(SECRET))
        state = health(at.url)
        store.execute("ALTER TABLE lost RENAME TO inbox")

    assert (status, text) == (503, "Not now. Please try again.\n")
    assert state == (503, b"not ready\n")
    assert "days of leave" not in caplog.text
    assert asked(at.url, forged.genuine(SECRET))[0] == 200
