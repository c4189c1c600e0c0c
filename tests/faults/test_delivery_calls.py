"""What the outbox promises when Slack refuses, delays, breaks off or asks to wait, at any call.

Waits are counted by a clock of the test's own, so that they take no time. `THROUGHLINE_FAULTS` of
10 or more gives 500 faults, else there are 50.
"""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.charts.canvas import Picture
from bot.delivery.outbox.charts import Charts
from bot.delivery.outbox.flusher import Flusher
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.posting import Poster
from bot.delivery.pace import Pace
from bot.delivery.slack import Calls, posting_client
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.web_api.webapi import Fault
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from knowledge.store.database.database import Database
from knowledge.store.database.facts import Facts
from knowledge.store.messages.departures import Outgoing

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
FAULTS = 500 if FULL else 50
PEOPLE = [f"U0P{number:02}" for number in range(12)]
CHANNELS = ["C0A", "C0B", "C0C"]
TEAM = "T0REHEARSAL"
TIMEOUT = 1.0  # of the client, in place of 10 s
BODY = {"type": "section", "text": {"type": "mrkdwn", "text": "All of it."}}
CHART = {
    "type": "data_visualization",
    "title": "Leave",
    "chart": {
        "type": "line",
        "series": [
            {"name": "Days", "data": [{"label": "a", "value": 1}, {"label": "b", "value": 2}]}
        ],
        "axis_config": {"categories": ["a", "b"]},
    },
}
SOURCE = {"type": "context", "elements": [{"type": "mrkdwn", "text": "Annual leave"}]}

ANYWHERE = ["http_500", "http_500 after", "drop", "drop after", "slow", "internal_error after"]
ANYWHERE += ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]
WAITS = ["ratelimit 0", "ratelimit 1", "ratelimit 30"]
TOKEN = ["invalid_auth", "token_revoked", "account_inactive", "missing_scope", "ekm_access_denied"]
REFUSED = {
    "chat.postMessage": "channel_not_found not_in_channel is_archived restricted_action "
    "restricted_action_thread_locked cannot_reply_to_message invalid_blocks msg_too_long "
    "msg_blocks_too_long no_text too_many_attachments messages_tab_disabled",
    "chat.startStream": "missing_recipient_team_id missing_recipient_user_id user_not_found "
    "channel_type_not_supported not_in_channel msg_too_long invalid_arguments unknown_method "
    "team_not_found message_not_found",
    "chat.appendStream": "message_not_in_streaming_state message_not_owned_by_app msg_too_long "
    "message_not_found invalid_chunks streaming_mode_mismatch",
    "chat.stopStream": "message_not_in_streaming_state message_not_owned_by_app invalid_blocks "
    "msg_blocks_too_many message_not_found invalid_arguments",
    "chat.update": "cant_update_message edit_window_closed message_not_found invalid_blocks "
    "msg_too_long streaming_state_conflict block_mismatch",
    "chat.delete": "cant_delete_message compliance_exports_prevent_deletion",
    "chat.postEphemeral": "user_not_in_channel channel_not_found is_archived invalid_blocks "
    "restricted_action messages_tab_disabled",
    "conversations.replies": "thread_not_found channel_not_found not_in_channel invalid_cursor",
    "conversations.history": "channel_not_found not_in_channel invalid_ts_oldest",
    "conversations.open": "user_not_found user_disabled method_not_supported_for_channel_type",
    "auth.test": "user_removed_from_team",
    "files.getUploadURLExternal": "storage_limit_reached",
    "files.completeUploadExternal": "file_not_found",
}
FORM = {"invalid_blocks", "msg_too_long", "msg_blocks_too_long"}


class Time:
    """Seconds that pass when the test says so."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Weather:
    """The faults of a rehearsal: four calls of ten go wrong, until there were enough."""

    def __init__(self, seed, total, time):
        self.total, self.time = total, time
        self.random = random.Random(seed)
        self.happened = Counter()
        self.waits = []  # (method, when, seconds)
        self.called = []  # (method, when)
        self._kinds = {
            method: [*ANYWHERE, *WAITS, *WAITS, *TOKEN, *codes.split()]
            for method, codes in REFUSED.items()
        }

    def __str__(self):
        kinds = {kind for _, kind in self.happened}
        methods = {name for name, _ in self.called}
        return (
            f"{self.happened.total()} faults of {len(kinds)} kinds in {len(self.called)} calls of "
            f"{len(methods)} methods"
        )

    def too_early(self):
        """Calls of a method before the end of a wait that Slack had asked for."""
        return [
            (method, at, seconds, again)
            for method, at, seconds in self.waits
            for name, again in self.called
            if name == method and at < again < at + seconds
        ]

    def fault(self, method):
        """What the rehearsal asks for at the beginning of each call."""
        self.called.append((method, self.time()))
        if self.happened.total() >= self.total or method not in self._kinds:
            return None
        if self.random.random() > 0.4:
            return None
        kind, _, more = self.random.choice(self._kinds[method]).partition(" ")
        self.happened[method, kind] += 1
        after = more == "after"
        if kind == "ratelimit":
            self.waits.append((method, self.time(), int(more)))
            return Fault(method, kind, retry_after=int(more))
        return Fault(method, kind, after=after, seconds=TIMEOUT * 1.3)


@pytest.fixture(scope="module")
def rehearsal():
    cast = Cast(
        people=[Person(user, f"Person {user[-2:]}") for user in PEOPLE],
        channels=[Channel(channel, channel.lower()) for channel in CHANNELS],
    )
    opened = Rehearsal(cast)
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def outgoing(rehearsal, tmp_path):
    rehearsal.workspace.calls.clear()
    for conversation in rehearsal.workspace.conversations.values():
        conversation.messages.clear()
    database = Database.open(tmp_path / "store")
    yield Outgoing(database)
    database.close()


def outbox_on(rehearsal, outgoing, clock=lambda: datetime.now(UTC), **pace):
    client = posting_client(rehearsal.bot_token, rehearsal.api_url)
    client.timeout = TIMEOUT
    made = Pace(clock, **pace)
    poster = Poster(Calls(client, made))
    charts = Charts(Facts(outgoing._database), poster, made.clock)
    return Outbox(outgoing, poster, made, charts)


@contextmanager
def broken_by(rehearsal, weather, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(rehearsal.api, "_fault", weather.fault)
        yield


@contextmanager
def watched(rehearsal, see):
    rehearsal.workspace.watchers.append(see)
    try:
        yield
    finally:
        rehearsal.workspace.watchers.remove(see)


def thread_in(rehearsal, channel):
    return rehearsal.workspace.post(channel, {"user": PEOPLE[0], "text": "days?"})["ts"]


def said_by_bot(rehearsal):
    """Every message of the bot, with its key ("" for none)."""
    for channel in rehearsal.workspace.conversations:
        for message in rehearsal.messages(channel):
            if message.get("bot_id"):
                metadata = message.get("metadata") or {"event_payload": {"key": ""}}
                yield channel, metadata["event_payload"]["key"], message


class Record:
    """When the workspace told of each message of the bot, by the test's own time."""

    def __init__(self, time):
        self._time = time
        self._posted = {}

    def __call__(self, change):
        if change["kind"] == "message" and change["message"].get("bot_id"):
            self._posted.setdefault((change["channel"], change["message"]["ts"]), self._time())

    def crowded(self):
        """Pairs of new messages in one channel with less than a second between them."""
        times = {}
        for (channel, _), at in self._posted.items():
            times.setdefault(channel, []).append(at)
        pairs = [(channel, *pair) for channel, all_ in times.items() for pair in pairwise(all_)]
        return [(channel, a, b) for channel, a, b in pairs if b - a < 1.0]


class Sender:
    """Hands over messages of every kind, and flushes as time passes."""

    def __init__(self, rehearsal, outbox, time, seed):
        self.rehearsal, self.outbox, self.time = rehearsal, outbox, time
        self.random = random.Random(seed)
        self.keys = []

    def hand_over(self):
        channel = self.random.choice([*CHANNELS, *(f"D{user}" for user in PEOPLE), *PEOPLE[:3]])
        key = f"message:{len(self.keys)}"
        self.keys.append(key)
        blocks = [BODY, *([CHART] if self.random.random() < 0.3 else []), SOURCE]
        if channel.startswith("U"):
            self.outbox.post_once(key, channel, "", "All of it.", blocks)
            return
        thread = thread_in(self.rehearsal, channel)
        if self.random.random() < 0.5:
            self.outbox.post_once(key, channel, thread, "All of it.", blocks)
            return
        stream = self.outbox.stream(key, channel, thread, (TEAM, PEOPLE[0]))
        for _ in range(self.random.randrange(1, 4)):
            stream.say("Some of it. " * 80)
        stream.finish("All of it.", blocks, said=self.random.randrange(2))

    def settle(self):
        """Flushes until nothing waits; hours of waiting pass in no time."""
        for _ in range(2_000):
            self.time.now += self.outbox.turns.flush()
            if not self.outbox._rows.open(datetime.now(UTC)):
                return
        raise AssertionError("messages wait for ever")


def test_no_fault_of_slack_loses_doubles_or_halves_a_message(
    rehearsal, outgoing, monkeypatch, capsys
):
    time = Time()
    weather = Weather(7, FAULTS, time)
    sender = Sender(
        rehearsal, outbox_on(rehearsal, outgoing, settle=5.0, seconds=time), time, seed=11
    )
    record = Record(time)

    with broken_by(rehearsal, weather, monkeypatch), watched(rehearsal, record):
        while weather.happened.total() < FAULTS:
            sender.hand_over()
            time.now += sender.random.choice([0.0, 0.2, 1.0, 3.0])
            sender.outbox.turns.flush()
        sender.settle()

    states = {key: outgoing.state(key) for key in sender.keys}
    found = Counter(key for _, key, _ in said_by_bot(rehearsal))
    sent = [key for key, state in states.items() if state.state == "sent"]
    dead = {key: state.reason for key, state in states.items() if state.state == "dead"}
    assert len(sent) + len(dead) == len(sender.keys)
    assert all(any(code in why for code in _refusals()) for why in dead.values()), dead
    assert {key: found[key] for key in sent if found[key] != 1} == {}
    assert {key: found[key] for key in dead if found[key]} == {}
    assert found[""] == 0, "half a message was left"
    for _, _, message in said_by_bot(rehearsal):
        assert not message.get("streaming")
        assert "Annual leave" in str(message.get("blocks") or message["text"])
    assert weather.too_early() == []
    assert record.crowded() == []
    with capsys.disabled():
        print(
            f"\n{weather}: "
            f"{len(sender.keys)} messages, {len(sent)} posted once, {len(dead)} refused for good, "
            f"0 lost, 0 doubled, 0 half; {len(weather.waits)} waits kept, at most 1 message a "
            "second in a channel"
        )


def _refusals():
    return {code for codes in REFUSED.values() for code in codes.split()}


def test_by_the_real_clock_each_channel_gets_one_message_a_second_and_none_waits_for_another(
    rehearsal, outgoing
):
    outbox = outbox_on(rehearsal, outgoing)
    flusher = Flusher(outbox.turns)
    flusher.start()
    many, few = (8, 3) if FULL else (4, 3)
    try:
        for number in range(many):
            outbox.post_once(f"busy:{number}", "C0A", "", f"Busy {number}", [])
        for number in range(few):
            for channel in ("C0B", "C0C", "DU0P01"):
                outbox.post_once(f"{channel}:{number}", channel, "", f"Quiet {number}", [])
        everything = many + 3 * few
        said = lambda: list(said_by_bot(rehearsal))  # noqa: E731
        assert rehearsal.wait_for(lambda: len(said()) == everything, 2 * many)
    finally:
        flusher.stop()

    times = {}
    for channel, _, message in said():
        times.setdefault(channel, []).append((float(message["ts"]), message["text"]))
    for channel, told in times.items():
        gaps = [b[0] - a[0] for a, b in pairwise(told)]
        assert min(gaps) >= 1.0, (channel, gaps)
        assert max(gaps) < 1.6, (channel, gaps)
        assert [text[-1] for _, text in told] == sorted(text[-1] for _, text in told)


def test_a_wait_of_slack_holds_everybody_for_as_long_and_nobody_loses_their_place(
    rehearsal, outgoing
):
    time = Time()
    outbox = outbox_on(rehearsal, outgoing, seconds=time)
    rehearsal.fault(Fault("chat.postMessage", "ratelimit", retry_after=30))

    for number in range(3):
        outbox.post_once(f"m:{number}", "C0A", "", f"{number}", [])
        outbox.post_once(f"d:{number}", f"D{PEOPLE[number]}", "", f"{number}", [])
    time.now = 29.9
    outbox.turns.flush()
    calls_before = len(rehearsal.calls("chat.postMessage"))
    time.now = 30.0
    outbox.post_once("m:late", "C0A", "", "late", [])
    outbox.turns.flush()
    held = [message["text"] for message in rehearsal.messages("C0A")]
    while outgoing.open(datetime.now(UTC)):
        time.now += outbox.turns.flush()

    assert calls_before == 1
    assert held == ["0"]
    assert [message["text"] for message in rehearsal.messages("C0A")] == ["0", "1", "2", "late"]


def test_a_message_is_held_while_slack_does_not_tell_whether_it_is_there(rehearsal, outgoing):
    time = Time()
    outbox = outbox_on(rehearsal, outgoing, seconds=time)
    thread = thread_in(rehearsal, "C0A")
    rehearsal.fault(Fault("chat.postMessage", "drop", after=True))
    rehearsal.fault(Fault("conversations.replies", "not_in_channel", times=3))

    outbox.post_once("m", "C0A", thread, "once", [])
    states = []
    while outgoing.open(datetime.now(UTC)):
        time.now += outbox.turns.flush()
        states.append(outgoing.state("m").state)

    assert "held" in states
    assert outgoing.state("m").state == "sent"
    assert len(rehearsal.calls("chat.postMessage")) == 1
    assert time.now > 60


def test_a_message_that_cannot_be_made_keeps_no_other_back(rehearsal, outgoing):
    time = Time()
    outbox = outbox_on(rehearsal, outgoing, gap=0.0, seconds=time)
    broken = {"text": "x", "blocks": [], "pictures": [{"name": "a", "alt": "a", "png": "a"}]}
    outgoing.put("broken", ("C0A", ""), broken, datetime.now(UTC))

    outbox.post_once("m", "C0A", "", "once", [])
    time.now += outbox.turns.flush()
    outbox.turns.flush()

    assert [message["text"] for message in rehearsal.messages("C0A")] == ["once"]
    assert outgoing.state("broken").state == "pending"
    assert outgoing.state("broken").reason == "Slack did not say whether it was posted (Error)."


def test_waits_of_a_look_up_make_no_later_wait_longer(rehearsal, outgoing):
    time = Time()
    outbox = outbox_on(rehearsal, outgoing, seconds=time)
    rehearsal.fault(Fault("chat.postMessage", "drop", after=True))
    rehearsal.fault(Fault("conversations.history", "ratelimit", times=12))
    rehearsal.fault(Fault("conversations.history", "http_500"))

    outbox.post_once("m", "C0A", "", "once", [])
    while outgoing.open(datetime.now(UTC)):
        time.now += outbox.turns.flush()

    assert len(rehearsal.calls("chat.postMessage")) == 1
    assert time.now < 120


def test_a_moment_of_slack_leaves_no_picture_out(rehearsal, outgoing):
    time, picture = Time(), Picture("leave.png", b"png", "Leave")
    outbox = outbox_on(rehearsal, outgoing, seconds=time)
    rehearsal.fault(Fault("files.getUploadURLExternal", "http_500"))
    rehearsal.fault(Fault("files.completeUploadExternal", "ratelimit"))

    outbox.post_once("m", "C0A", "", "All of it.", [BODY], [picture])
    while outgoing.open(datetime.now(UTC)):
        time.now += outbox.turns.flush()

    (message,) = rehearsal.messages("C0A")
    assert [one["type"] for one in message["blocks"]] == ["section", "image"]


@pytest.mark.parametrize("ahead", [-1, 1])
def test_a_clock_that_is_wrong_by_a_day_neither_doubles_nor_loses_a_message(
    rehearsal, outgoing, ahead
):
    time, wrong = Time(), timedelta(days=ahead)
    clock = lambda: datetime.now(UTC) + wrong  # noqa: E731
    outbox = outbox_on(rehearsal, outgoing, clock, seconds=time)
    rehearsal.fault(Fault("chat.postMessage", "drop", after=True))
    rehearsal.fault(Fault("conversations.history", "http_500"))

    outbox.post_once("m", "C0A", "", "once", [])
    wrong = timedelta(days=1 if ahead < 0 else 0)
    while outgoing.open(clock()):
        time.now += outbox.turns.flush()

    assert outgoing.state("m").state == "sent"
    assert len(rehearsal.calls("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["user_not_in_channel", "channel_not_found", "is_archived"])
def test_what_cannot_be_shown_to_one_person_there_goes_to_their_own_messages(
    rehearsal, outgoing, code
):
    outbox = outbox_on(rehearsal, outgoing)
    rehearsal.fault(Fault("chat.postEphemeral", code))

    outbox.post_privately("p", "C0A", PEOPLE[1], "", "For you", [BODY])
    outbox.turns.flush()

    (message,) = rehearsal.messages(f"D{PEOPLE[1]}")
    assert message["text"] == "For you"
    assert rehearsal.messages("C0A") == []


@pytest.mark.parametrize(("lost", "shown"), [(1, 2), (2, 2), (9, 2)])
def test_what_may_have_been_shown_to_one_person_is_tried_once_more(
    rehearsal, outgoing, lost, shown
):
    time = Time()
    outbox = outbox_on(rehearsal, outgoing, seconds=time)
    rehearsal.api.faults.clear()
    rehearsal.fault(Fault("chat.postEphemeral", "drop", times=lost, after=True))

    outbox.post_privately("p", "C0A", PEOPLE[1], "", "For you", [BODY])
    while outgoing.open(datetime.now(UTC)):
        time.now += outbox.turns.flush()

    rehearsal.api.faults.clear()
    assert len(rehearsal.calls("chat.postEphemeral")) == shown
    assert outgoing.state("p").state == ("sent" if lost == 1 else "dead")


def test_two_flushers_and_many_hands_post_each_message_once(rehearsal, outgoing):
    outbox = outbox_on(rehearsal, outgoing, gap=0.0)
    flusher = Flusher(outbox.turns)
    flusher.start()
    places = [f"D{user}" for user in PEOPLE]

    def hand_over(part):
        for number in range(part, 60, 6):
            outbox.post_once(f"m:{number}", places[number % 12], "", f"{number}", [])
            outbox.post_once(f"m:{number}", places[number % 12], "", f"{number}", [])

    hands = [threading.Thread(target=hand_over, args=(part,)) for part in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    done = rehearsal.wait_for(lambda: not outgoing.open(datetime.now(UTC)), 10)
    flusher.stop()

    assert done
    found = Counter(key for _, key, _ in said_by_bot(rehearsal))
    assert found == {f"m:{number}": 1 for number in range(60)}
