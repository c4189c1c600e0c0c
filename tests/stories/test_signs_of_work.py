"""What people see before there is an answer, and that it goes away again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.delivery.inbox.crowd import Crowd
from bot.delivery.inbox.workers import Workers
from bot.delivery.pace import Pace
from bot.delivery.signs.presence import LOADING, STATUS, Presence
from bot.delivery.slack import Calls, posting_client
from bot.rehearsal.web_api.webapi import Fault
from knowledge.store.messages.deliveries import Arrival

TEAM, ANNA = "T0REHEARSAL", "U0ANNA"


class AtOnce:
    """Does small things where they are asked for; or, full, not at all."""

    full = False

    def do(self, work):
        if not self.full:
            work()
        return not self.full


class Seconds:
    now = 0.0

    def __call__(self):
        return self.now


class Signs:
    """A presence in a rehearsal, and the thread that it is shown in."""

    def __init__(self, office):
        self.rehearsal = office.rehearsal
        self.time, self.soon = Seconds(), AtOnce()
        client = posting_client(self.rehearsal.bot_token, self.rehearsal.api_url)
        pace = Pace(lambda: datetime.now(UTC), seconds=self.time)
        self.presence = Presence(Calls(client, pace), self.soon, self.time)
        said = {"user": ANNA, "text": "days?"}
        self.thread = self.rehearsal.workspace.post("C0GENERAL", said)["ts"]
        self.place = ("C0GENERAL", self.thread)
        self.rehearsal.workspace.sessions.clear()

    def busy(self):
        self.presence.busy(*self.place, TEAM, ANNA)

    def done(self):
        self.presence.done(*self.place)
        self.presence.tend()

    @property
    def status(self):
        return self.rehearsal.workspace.statuses.get(self.place, "")

    @property
    def session(self):
        return self.rehearsal.workspace.sessions.get(self.place, {}).get("status", "")

    @property
    def reactions(self):
        message = self.rehearsal.workspace.find(*self.place)
        return [one["name"] for one in message.get("reactions", [])]


@pytest.fixture
def signs(empty_office):
    return Signs(empty_office)


def test_the_first_sign_says_what_is_done_and_goes_away(signs):
    signs.busy()
    shown = signs.status, signs.rehearsal.workspace.loading[signs.place]
    signs.done()

    assert shown == (STATUS, list(LOADING))
    assert signs.status == ""
    assert signs.session == ""


def test_longer_work_is_a_session_that_can_be_stopped_and_is_left_again(signs):
    signs.busy()
    signs.time.now += 1.5
    signs.presence.tend()
    during = signs.session
    signs.done()

    assert (during, signs.session) == ("processing", "active")


@pytest.mark.parametrize("method", ["agents.sessions.setStatus", "assistant.threads.setStatus"])
def test_a_session_is_left_however_long_slack_asks_to_wait(signs, method):
    signs.busy()
    signs.time.now += 1.5
    signs.presence.tend()
    signs.rehearsal.fault(Fault(method, "ratelimit", retry_after=30))

    signs.done()
    signs.time.now += 31
    signs.presence.tend()

    assert (signs.session, signs.status) == ("active", "")


def test_a_session_is_left_though_there_was_no_room_for_it(signs):
    signs.busy()
    signs.time.now += 1.5
    signs.presence.tend()
    signs.soon.full = True
    signs.done()
    signs.soon.full = False

    signs.presence.tend()

    assert (signs.session, signs.status) == ("active", "")


def test_a_session_of_a_dead_process_is_left_when_its_question_is_answered(signs):
    signs.rehearsal.workspace.sessions[signs.place] = {"status": "processing", "title": ""}
    signs.presence.left_behind(*signs.place)

    signs.busy()
    signs.done()

    assert signs.session == "active"


@pytest.mark.parametrize("code", ["missing_scope", "unknown_method"])
def test_without_statuses_a_reaction_is_the_sign_and_nothing_is_asked_for_twice(signs, code):
    signs.rehearsal.fault(Fault("assistant.threads.setStatus", code, times=9))
    signs.busy()
    shown = signs.reactions
    signs.done()

    signs.busy()
    signs.done()

    assert (shown, signs.reactions) == (["eyes"], [])
    assert len(signs.rehearsal.calls("assistant.threads.setStatus")) == 1


def test_where_nothing_may_be_shown_nothing_is_missed(signs):
    signs.rehearsal.fault(Fault("assistant.threads.setStatus", "missing_scope", times=9))
    signs.rehearsal.fault(Fault("reactions.add", "missing_scope", times=9))

    for _ in range(3):
        signs.busy()
        signs.done()

    assert len(signs.rehearsal.calls("reactions.add")) == 1


def test_nothing_is_shown_outside_a_thread(signs):
    signs.presence.busy("C0GENERAL", "", TEAM, ANNA)

    assert signs.rehearsal.calls("assistant.threads.setStatus") == []


def test_who_has_to_wait_is_told_once_how_many_are_before_their_newest_question(
    signs, empty_office
):
    inbox, now = empty_office.services.inbox, datetime.now(UTC)
    workers = Workers(inbox, lambda _arrival: None, lambda: now)
    workers.size, workers.took = 1, 4.0
    workers._begun[0] = 0.0  # somebody is busy since long ago
    crowd = Crowd(inbox, workers, signs.presence)
    for number, user in enumerate(["U0BEN", ANNA, "U0BEN", ANNA]):
        said = {"user": user, "text": "days?"}
        ts = signs.rehearsal.workspace.post("C0GENERAL", said)["ts"]
        body = {"user": user, "thread": ts, "named": True, "text": "days?"}
        inbox.keep(Arrival(TEAM, f"Ev{number}", "C0GENERAL", ts, body), now)
    last = ts

    crowd.look()
    crowd.look()

    told = [args["status"] for args in signs.rehearsal.calls("assistant.threads.setStatus")]
    assert told == [
        "is busy. Your question is kept and will be answered; about 2 are before it",
        "is busy. Your question is kept and will be answered; about 3 are before it",
    ]
    assert signs.rehearsal.workspace.loading["C0GENERAL", last] == [
        "Busy: your question is kept, about 3 are before it",
        "It will be answered here",
    ]


def test_what_another_process_works_on_is_its_own_to_show(signs):
    signs.presence.heard(*signs.place, TEAM, ANNA)
    signs.time.now += 1.5
    signs.presence.tend()
    shown, session = signs.status, signs.session

    signs.presence.elsewhere(signs.place)
    signs.presence.tend()

    assert shown == STATUS
    assert session == ""
    assert signs.presence.unbegun() == []
    assert signs.status == STATUS
