from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_sdk import WebClient

from bot.delivery.files import fetch, is_slacks
from knowledge.errors import DocumentError

CONTENT = b"# Plan\n\nVans are washed on Mondays.\n"


class Slack(BaseHTTPRequestHandler):
    seen: list

    def do_GET(self):
        self.server.seen.append((self.path, self.headers.get("Authorization")))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/login")
            self.end_headers()
        elif self.path == "/whole":
            self._send(200, CONTENT)
        elif self.path == "/cut":
            self._send(200, CONTENT[:9])
        else:
            self._send(403, b"no")

    def _send(self, code, content):
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def slack():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slack)
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.base = f"http://127.0.0.1:{server.server_port}"
    server.client = WebClient("xoxb-1", base_url=f"{server.base}/api/")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_is_fetched_with_the_token_of_the_bot(slack):
    assert fetch(slack.client, "plan.md", f"{slack.base}/whole", len(CONTENT)) == CONTENT
    assert slack.seen == [("/whole", "Bearer xoxb-1")]


def test_the_token_follows_no_redirect(slack):
    with pytest.raises(DocumentError, match=r"Slack does not hand plan.md over \(302\)"):
        fetch(slack.client, "plan.md", f"{slack.base}/moved", len(CONTENT))

    assert [path for path, _ in slack.seen] == ["/moved"]


@pytest.mark.parametrize(
    ("path", "size", "sentence"),
    [
        ("/refused", 36, "permission files:read"),
        ("/cut", 36, "did not arrive whole"),
        ("/whole", 8, "did not arrive whole"),
    ],
)
def test_what_does_not_come_as_slack_said_is_not_taken(slack, path, size, sentence):
    with pytest.raises(DocumentError, match=sentence):
        fetch(slack.client, "plan.md", slack.base + path, size)


def test_the_token_is_shown_to_nobody_else(slack):
    elsewhere = WebClient("xoxb-1")

    with pytest.raises(DocumentError, match="outside of Slack"):
        fetch(elsewhere, "plan.md", f"{slack.base}/whole", len(CONTENT))

    assert slack.seen == []


def test_nobody_at_the_other_end_is_one_sentence(slack):
    client = WebClient("xoxb-1", base_url="http://127.0.0.1:1/api/")

    with pytest.raises(DocumentError, match="could not be fetched from Slack"):
        fetch(client, "plan.md", "http://127.0.0.1:1/whole", 3)


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/plan.pdf", True),
        ("https://slack.com/x", True),
        ("http://files.slack.com/x", False),
        ("https://files.slack.com.evil.example/x", False),
        ("https://evilslack.com/x", False),
        ("https://files.slack.com@evil.example/x", False),
        ("https://u:p@files.slack.com/x", False),
        ("https://files.slack.com:8443/x", False),
        ("https://files.slack.com:port/x", False),
        ("https://docs.example/x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_addresses_of_slack_are_slack_s(address, ours):
    assert is_slacks(address, "https://slack.com/api/") is ours
    assert is_slacks(address, "https://www.slack.com/api/") is ours
