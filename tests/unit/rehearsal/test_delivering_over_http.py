"""What the rehearsal sends to a request URL, against Slack's own checks of it."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person

SECRET = "a-signing-secret"


class App(ThreadingHTTPServer):
    """An app at a request URL: remembers requests, answers as a test says."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.requests, self.script = [], []
        self.slow = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/slack/events"
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def end(self):
        self.slow.set()
        self.shutdown()
        self.server_close()
        self.thread.join()


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path != "/slack/events":
            self.answer(404, b"")
            return
        if b"url_verification" in body:
            self.answer(200, json.loads(body)["challenge"].encode())
            return
        self.server.requests.append((dict(self.headers.items()), body))
        status, said, headers = (self.server.script or [(200, b"", {})]).pop(0)
        if status == 0:
            self.server.slow.wait(5)
            status = 200
        self.answer(status, said, headers)

    def answer(self, status, said, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass


@pytest.fixture
def app():
    made = App()
    yield made
    made.end()


@pytest.fixture
def rehearsal(app):
    cast = Cast([Person("U0ANNA", "Anna")], [])
    opened = Rehearsal(cast, Patience(ack=0.3, retries=(0.0, 0.05, 0.1)))
    opened.start()
    assert opened.request_url(app.url, SECRET)
    yield opened
    opened.stop()


def delivered(rehearsal, count):
    assert rehearsal.wait_for(lambda: len(rehearsal.deliveries) >= count)
    return rehearsal.deliveries


def test_an_event_is_json_and_its_signature_holds(rehearsal, app):
    rehearsal.say("U0ANNA", "", "hello")

    (delivery,) = delivered(rehearsal, 1)
    ((headers, body),) = app.requests
    assert (delivery["over"], delivery["acknowledged"]) == ("http", True)
    assert headers["content-type"] == "application/json"
    assert SignatureVerifier(SECRET).is_valid_request(body, headers)
    assert json.loads(body)["event"]["text"] == "hello"
    assert not any(name.lower().startswith("x-slack-retry") for name in headers)


def test_a_command_is_a_form_and_its_answer_is_shown(rehearsal, app):
    app.script = [(200, b"NPS is a score.", {"content-type": "text/plain"})]

    rehearsal.say("U0ANNA", "", "/lingo payload & more")

    assert rehearsal.wait_for(lambda: rehearsal.messages("U0ANNA"))
    form = parse_qs(app.requests[0][1].decode(), keep_blank_values=True)
    assert (form["command"], form["text"]) == (["/lingo"], ["payload & more"])
    assert rehearsal.messages("U0ANNA")[-1]["text"] == "NPS is a score."


def test_an_event_comes_again_with_its_number_and_the_reason(rehearsal, app):
    app.script = [(500, b"", {}), (0, b"", {}), (200, b"", {})]

    rehearsal.say("U0ANNA", "", "hello")

    tries = delivered(rehearsal, 3)
    again = [
        (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
        for headers, _ in app.requests
    ]
    assert again == [(None, None), ("1", "http_error"), ("2", "http_timeout")]
    assert [one["acknowledged"] for one in tries] == [False, False, True]
    assert len({json.loads(body)["event_id"] for _, body in app.requests}) == 1


def test_an_app_that_wants_no_retry_gets_none(rehearsal, app):
    app.script = [(404, b"", {"X-Slack-No-Retry": "1"})]

    rehearsal.say("U0ANNA", "", "hello")

    delivered(rehearsal, 1)
    assert not rehearsal.wait_for(lambda: len(app.requests) > 1, 0.3)


def test_nobody_at_the_url_is_told_as_such(rehearsal, app):
    app.end()

    rehearsal.say("U0ANNA", "", "hello")

    assert {one["reason"] for one in delivered(rehearsal, 4)} == {"connection_failed"}


def test_a_url_that_gives_no_challenge_back_is_not_verified(rehearsal, app):
    assert not rehearsal.request_url(f"{app.url}/elsewhere", SECRET)
