"""Socket Mode as the rehearsal plays it, seen from a plain WebSocket client."""

from __future__ import annotations

import json

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websocket import (
    ABNF,
    WebSocketBadStatusException,
    WebSocketConnectionClosedException,
    WebSocketTimeoutException,
    create_connection,
)

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person


@pytest.fixture
def rehearsal():
    patience = Patience(ack=0.4, retries=(0.0, 0.0), ping=0.1)
    opened = Rehearsal(Cast([Person("U0ANNA", "Anna")], []), patience)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def connect(rehearsal):
    opened = []

    def one(address=None):
        line = create_connection(address or ticket(rehearsal), timeout=5)
        opened.append(line)
        assert json.loads(line.recv())["type"] == "hello"
        return line

    yield one
    for line in opened:
        line.shutdown()


def ticket(rehearsal):
    client = WebClient(base_url=rehearsal.api_url)
    return client.apps_connections_open(app_token=rehearsal.app_token)["url"]


def acknowledge(line):
    envelope = json.loads(line.recv())
    line.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
    return envelope


def test_a_ticket_opens_one_connection(rehearsal, connect):
    address = ticket(rehearsal)
    connect(address)

    with pytest.raises(WebSocketBadStatusException, match="403"):
        connect(address)


def test_slack_pings(connect):
    line = connect()

    code, _ = line.recv_data(control_frame=True)

    assert code == ABNF.OPCODE_PING


def test_envelopes_go_to_one_connection_after_the_other(rehearsal, connect):
    lines = [connect(), connect()]

    for word in ("one", "two"):
        rehearsal.say("U0ANNA", "", word)
    heard = {acknowledge(line)["payload"]["event"]["text"] for line in lines}

    assert heard == {"one", "two"}


def test_what_a_dead_connection_took_along_comes_again_over_another(rehearsal, connect):
    first, second = connect(), connect()
    rehearsal.cut("silence", noticed=5.0)
    third = connect()

    rehearsal.say("U0ANNA", "", "hello")
    envelope = acknowledge(third)

    assert envelope["payload"]["event"]["text"] == "hello"
    for silent in (first, second):
        silent.settimeout(0.2)
        with pytest.raises(WebSocketTimeoutException):
            silent.recv()


def test_what_is_not_acknowledged_in_time_comes_again_and_says_so(rehearsal, connect):
    line = connect()

    rehearsal.say("U0ANNA", "", "hello")
    first, again = json.loads(line.recv()), acknowledge(line)

    assert "retry_attempt" not in first
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["payload"] == first["payload"]


def test_a_warning_comes_before_the_end(rehearsal, connect):
    line = connect()

    rehearsal.cut("warning")

    assert json.loads(line.recv()) == {"type": "disconnect", "reason": "refresh_requested"}


def test_a_reset_is_seen_as_one(rehearsal, connect):
    line = connect()

    rehearsal.cut("reset")

    with pytest.raises((ConnectionResetError, WebSocketConnectionClosedException)):
        line.recv()


def test_while_tickets_are_refused_nobody_gets_one(rehearsal):
    rehearsal.refuse_connections(60)

    with pytest.raises(SlackApiError, match="internal_error"):
        ticket(rehearsal)
