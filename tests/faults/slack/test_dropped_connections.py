"""Connections are closed, reset, announced or go silent while people ask."""

from __future__ import annotations

import random
import time

from bot.delivery.socket_mode.connection import Plan
from bot.rehearsal.delivering.attempt import Patience

DROPS = 50
DEAF_AFTER = 1.5  # in production 45, with the same parts of it for pings and looks
KINDS = ("close", "reset", "silence", "warning", "close", "reset", "silence")


def test_the_bot_is_back_within_seconds_and_nothing_is_lost(place, counted, percentile):
    draw = random.Random(5)
    at = place(
        Plan(connections=2, deaf_after=DEAF_AFTER),
        Patience(ack=1.0, retries=(0.0, 1.0, 2.0, 4.0, 4.0), ping=0.5),
    )
    sockets = at.rehearsal.sockets
    asked, back, deaf = [], [], []
    assert at.rehearsal.wait_for(lambda: sockets.connected == 2)

    for number in range(counted(DROPS)):
        how = KINDS[number % len(KINDS)]
        asked += [at.rehearsal.say("U0ANNA", "", f"question {number} before?")]
        at.rehearsal.cut(how, draw.choice((1, 2)))
        if draw.random() < 0.2:
            at.rehearsal.refuse_connections(1.0)
        began = time.monotonic()
        asked += [at.rehearsal.say("U0BEN", "", f"question {number} after?")]
        assert at.rehearsal.wait_for(lambda: sockets.connected == 2, 30)
        back.append(time.monotonic() - began)
        if how == "silence":
            deaf.append(back[-1])
        assert at.rehearsal.wait_for(lambda: at.connections.hearing().connected == 2, 5)

    at.rehearsal.wait_for(lambda: len(at.answers()) >= len(asked), 30)
    at.office.settled()
    p95 = percentile(back, 95)
    print(
        f"\n{len(back)} drops: back p95 {p95:.2f} s, max {max(back):.2f} s; "
        f"{len(deaf)} silent ones, deaf after {DEAF_AFTER} s: back max {max(deaf):.2f} s"
    )
    assert at.answers() == dict.fromkeys(asked, 1)
    assert p95 < 10
    assert max(deaf) < DEAF_AFTER + 10


def test_nobody_can_connect_for_a_while_and_then_it_hears_again(place):
    at = place(Plan(connections=2, deaf_after=DEAF_AFTER), Patience(ack=1.0))
    sockets = at.rehearsal.sockets
    assert at.rehearsal.wait_for(lambda: sockets.connected == 2)

    at.rehearsal.refuse_connections(1.5)
    at.rehearsal.cut("reset")
    assert at.rehearsal.wait_for(lambda: at.connections.hearing().connected == 0)
    ts = at.rehearsal.say("U0ANNA", "", "does anybody hear me?")
    tried = len(at.rehearsal.calls("apps.connections.open"))

    assert at.rehearsal.wait_for(lambda: at.answers() == {ts: 1}, 15)
    assert (
        len(at.rehearsal.calls("apps.connections.open")) - tried < 20
    )  # it does not knock all the time


def test_a_connection_that_pings_is_not_deaf_however_little_is_said(place):
    at = place(Plan(connections=1, deaf_after=0.6), Patience(ping=0.2))
    assert at.rehearsal.wait_for(lambda: at.rehearsal.sockets.connected == 1)
    opened = len(at.rehearsal.calls("apps.connections.open"))

    at.rehearsal.wait_for(lambda: False, 1.3)

    hearing = at.connections.hearing()
    assert len(at.rehearsal.calls("apps.connections.open")) == opened
    assert (hearing.wanted, hearing.connected) == (1, 1)
    assert hearing.heard is not None
