"""The server before the guard: its limits, and what it says of itself."""

from __future__ import annotations

import http.client
import select
import socket
import time
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

from bot.over_http import mode
from bot.over_http.mode import Door, answering_http
from knowledge.errors import ConfigurationError


def status(url, path="/health"):
    address = urlsplit(url)
    with closing(http.client.HTTPConnection(address.hostname, address.port, timeout=10)) as line:
        line.request("GET", path)
        return line.getresponse().status


def test_more_at_a_time_than_it_takes_are_told_to_come_again(place, monkeypatch):
    monkeypatch.setattr(mode, "_AT_A_TIME", 3)
    at = place()
    address = urlsplit(at.url)

    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(socket.create_connection((address.hostname, address.port)))
        assert at.rehearsal.wait_for(lambda: status(at.url) == 503)

    assert at.rehearsal.wait_for(lambda: status(at.url) == 200)


def test_a_body_that_trickles_is_given_up(place, monkeypatch):
    monkeypatch.setattr("bot.over_http.guard._SECONDS", 0.3)
    at = place()
    address = urlsplit(at.url)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
        f"Content-Type: application/json\r\nX-Slack-Request-Timestamp: {int(time.time())}\r\n"
        f"X-Slack-Signature: v0={'0' * 64}\r\n\r\n{{"
    )

    with socket.create_connection((address.hostname, address.port), 10) as line:
        line.sendall(head.encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()

        assert answer.status == 408
        answer.close()


PIECES = b"POST /other HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
BROKEN = {
    "headers without an end": (b"POST / HTTP/1.1\r\nX-Long: " + b"a" * 70_000, 400),
    "a body in odd pieces": (PIECES + b"odd\r\n", 400),
    "a body in odd pieces after the answer": (PIECES, 404),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_refusal_is_read_although_more_was_on_its_way(place, name):
    request, expected = BROKEN[name]
    address = urlsplit(place().url)

    with socket.create_connection((address.hostname, address.port), 10) as line:
        line.sendall(request)
        assert select.select([line], [], [], 10)[0]
        for _ in range(3):
            line.sendall(b"a" * 10_000)
            time.sleep(0.02)  # a reset would have arrived
        with closing(http.client.HTTPResponse(line)) as answer:
            answer.begin()

            assert answer.status == expected


def pour(line, times):
    for _ in range(times):
        line.sendall(b"a" * 1_000)
        time.sleep(0.005)


def test_who_is_refused_cannot_stay(place, monkeypatch):
    monkeypatch.setattr("bot.over_http.protocol._POLITE", (50_000, 0.2))
    address = urlsplit(place().url)

    with socket.create_connection((address.hostname, address.port), 10) as line:
        line.sendall(b"no HTTP at all\r\n\r\n")
        answered = line.recv(1_000)
        assert answered.startswith(b"HTTP/1.1 400 ")
        with pytest.raises(ConnectionError):
            pour(line, 200)


def test_a_door_that_is_taken_is_told_with_what_to_do(place):
    at = place()
    taken = Door("secret", port=urlsplit(at.url).port)
    app = at.office.new_bot().app

    with (
        pytest.raises(ConfigurationError, match="Name another one with --host and --port"),
        answering_http(app, taken, lambda: True),
    ):
        pass


def test_nobody_comes_in_after_the_end(place):
    at = place()
    app = at.office.new_bot().app

    with answering_http(app, Door("secret", port=0), lambda: False) as url:
        assert status(url) == 503
        assert status(url, "/") == 404

    with pytest.raises(ConnectionRefusedError):
        status(url)
