from __future__ import annotations

import asyncio
import json
import logging

import pytest
from starlette.responses import PlainTextResponse

from bot.manifest import EVENTS_PATH as PATH
from bot.over_http.genuine import Expected
from bot.over_http.guard import MOST, Guard
from bot.rehearsal.delivering.http_events import signed

SECRET = "secret-of-the-app"
NOW = 1_790_000_000
BODY = json.dumps({"type": "url_verification", "challenge": "c"}).encode()


class Asked:
    """What is behind the guard: remembers what came through."""

    def __init__(self):
        self.said = []

    async def __call__(self, said, headers):
        self.said.append(said)
        return PlainTextResponse("through")


@pytest.fixture
def asked():
    return Asked()


def headers_for(body, **more):
    proof = {name.lower(): value for name, value in signed(SECRET, body, NOW).items()}
    given = {"content-type": "application/json", **proof, **more}
    return [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()]


def through(asked, chunks, headers=None, *, path=PATH, method="POST", version="1.1"):
    """The status and the text of an answer to a body that comes in chunks."""
    sent, left = [], list(chunks)

    async def receive():
        if not left:
            return {"type": "http.disconnect"}
        chunk = left.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(left)}

    async def send(message):
        sent.append(message)

    body = b"".join(chunks)
    scope = {
        "type": "http",
        "http_version": version,
        "path": path,
        "method": method,
        "headers": headers_for(body) if headers is None else headers,
    }
    guard = Guard(asked, Expected(SECRET), lambda: NOW)
    asyncio.run(guard(scope, receive, send))
    text = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
    return (sent[0]["status"] if sent else None), text.decode()


def test_a_genuine_request_is_handed_on_however_it_was_cut(asked):
    pieces = [BODY[:1], b"", BODY[1:20], BODY[20:]]

    assert through(asked, pieces) == (200, "through")
    assert asked.said == [json.loads(BODY)]


@pytest.mark.parametrize("path", ["/", "/slack/events/", "/slack/events/x", "//slack/events", "/x"])
def test_another_path_leads_nowhere(asked, path):
    assert through(asked, [BODY], path=path) == (404, "There is nothing here.\n")
    assert asked.said == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "post"])
def test_another_method_is_not_answered(asked, method):
    assert through(asked, [BODY], method=method)[0] == 405
    assert asked.said == []


def test_a_body_is_cut_off_at_its_cap_whatever_its_length_claims_to_be(asked):
    huge = [b"x" * 100_000] * 11
    small = headers_for(b"".join(huge), content_length="10")

    assert sum(map(len, huge)) > MOST
    assert through(asked, huge, small)[0] == 413
    assert asked.said == []


@pytest.mark.parametrize("length", ["10000000", "-1", "1e3", "9" * 40, ""])
def test_a_length_that_is_too_long_or_no_number_is_refused_at_once(asked, length):
    assert through(asked, [BODY], headers_for(BODY, content_length=length))[0] == 413


def test_a_length_that_is_said_in_two_ways_is_refused(asked):
    both = headers_for(BODY, content_length=str(len(BODY)), transfer_encoding="chunked")

    assert through(asked, [BODY], both)[0] == 400


def test_headers_that_go_on_and_on_and_other_versions_are_refused(asked):
    long = [*headers_for(BODY), (b"x-long", b"a" * 20_000)]

    assert through(asked, [BODY], long)[0] == 431
    assert through(asked, [BODY], version="9.9")[0] == 400
    assert asked.said == []


def test_whoever_goes_away_gets_no_answer(asked):
    async def gone():
        return {"type": "http.disconnect"}

    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "path": PATH,
        "method": "POST",
        "headers": headers_for(BODY),
    }
    asyncio.run(Guard(asked, Expected(SECRET), lambda: NOW)(scope, gone, send))

    assert sent == []
    assert asked.said == []


def test_each_reason_is_logged_once_a_minute_and_shows_nothing_of_the_request(asked, caplog):
    guard = Guard(asked, Expected(SECRET), lambda: NOW)
    scope = {
        "type": "http",
        "http_version": "1.1",
        "path": "/secret-path",
        "method": "POST",
        "headers": [],
    }

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        del message

    async def thrice():
        for _ in range(3):
            await guard(scope, receive, send)

    with caplog.at_level(logging.INFO):
        asyncio.run(thrice())

    assert [one.getMessage() for one in caplog.records] == [
        "a request was refused: There is nothing here."
    ]
