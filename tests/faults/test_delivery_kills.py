"""A question that is acknowledged is answered once, wherever the process is killed.

A bot in a process of its own kills itself at a named point, before or after what happens there;
the next one takes over its store. `THROUGHLINE_FAULTS` of 10 or more: each of 12 points 5 times.

Bots die here within a second of each other, often before they acknowledge anything. Slack's own
tries, minutes apart, would not meet one such bot after the other; so the rehearsal tries for as
long as they die, and nothing that was asked may stay unanswered.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from knowledge.store.database.database import Database
from knowledge.store.messages.deliveries import Inbox
from knowledge.store.messages.departures import Outgoing

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).parent / "answering_child.py"
POINTS = [
    "insert", "ack", "claim", "answer", "journal", "put",
    "outbox claim", "start", "append", "post", "mark", "finish",
]  # fmt: skip
ROUNDS = 5
PEOPLE = [f"U0P{number:02}" for number in range(8)]
QUESTIONS = ["how many days?", "quote how many days?"]


def plan():
    """(point, when) of each kill: all, or half of the points once."""
    everything = [
        (point, "before" if (number + turn) % 2 else "after")
        for turn in range(ROUNDS)
        for number, point in enumerate(POINTS)
    ]
    chance = random.Random(3)
    chance.shuffle(everything)
    if FULL:
        return everything
    few = ["start", "append", "post", "mark", "insert", "finish"]
    return [next(one for one in everything if one[0] == point) for point in few]


class Child:
    """A bot, until it ends."""

    def __init__(self, rehearsal, store, point, when):
        place = [str(store), rehearsal.api_url, rehearsal.bot_token, rehearsal.app_token]
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), *place, point, when],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: TID251 - a child needs it
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._errors = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_until_ready(self):
        """Whether it listened before it died."""
        return self._process.stdout.readline().strip() == "ready"

    def wait_until_dead(self):
        code = self._process.wait(60)
        self._close()
        assert code == -9, f"the bot was not killed but ended with {code}: {self._errors}"

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self):
        self._reader.join(10)
        self._process.stdout.close()
        self._process.stderr.close()

    def _read(self):
        self._errors = self._process.stderr.read()


class Asked:
    """What was asked, and what has become of it."""

    def __init__(self, rehearsal):
        self.rehearsal = rehearsal
        self.threads = []
        self._next = 0

    def ask(self, count):
        for _ in range(count):
            user = PEOPLE[self._next % len(PEOPLE)]
            text = QUESTIONS[self._next % 2]
            channel = "C0A" if self._next % 3 == 0 else ""
            said = f"@throughline {text}" if channel else text
            ts = self.rehearsal.say(user, channel, said)
            self.threads.append((channel or f"D{user}", ts))
            self._next += 1

    def replies(self):
        """The bot's messages in each thread."""
        return {
            (channel, ts): [m for m in self.rehearsal.replies(channel, ts) if m.get("bot_id")]
            for channel, ts in self.threads
        }

    def unanswered(self):
        """The threads without a reply that is whole."""
        replies = self.replies().items()
        return [place for place, said in replies if not said or said[-1].get("streaming")]

    def left(self, seconds=60):
        """The same, when nothing more has come for so long: a hundred may wait, on any machine."""
        left = self.unanswered()
        while left and self.rehearsal.wait_for(partial(self._fewer_than, len(left)), seconds):
            left = self.unanswered()
        return left

    def _fewer_than(self, count):
        return len(self.unanswered()) < count


def test_no_kill_loses_doubles_or_halves_an_answer(tmp_path, capsys):
    people = [Person(user, f"Person {user[-2:]}") for user in [*PEOPLE, "U0OWNER"]]
    cast = Cast(people, [Channel("C0A", "general")])
    kills = plan()
    rehearsal = Rehearsal(cast, Patience(ack=2.0, retries=(0.1, 0.5, *[1.0] * len(kills))))
    rehearsal.start()
    asked = Asked(rehearsal)
    try:
        open_, shown = _killed(rehearsal, tmp_path / "store", asked, kills)
    finally:
        rehearsal.stop()

    replies = asked.replies()
    assert {place: len(said) for place, said in replies.items() if len(said) != 1} == {}
    assert open_ == []
    messages = [said[0] for said in replies.values()]
    assert [one for one in messages if one.get("streaming") or not one.get("metadata")] == []
    assert [one for one in messages if "25 days" not in str(one.get("blocks"))] == []
    assert [one for one in messages if "Annual leave" not in str(one.get("blocks"))] == []
    assert [place for place, status in shown.items() if status != "active"] == []
    with capsys.disabled():
        calls = Counter(name for name, _ in rehearsal.workspace.calls)
        print(
            f"\n{len(kills)} kills at {len({point for point, _ in kills})} points: {len(replies)} "
            f"questions, each answered once and whole; {calls['chat.startStream']} streams begun, "
            f"{calls['chat.update']} messages completed by an update"
        )


def _killed(rehearsal, store, asked, kills):
    """One bot after another; what is left open, and shown as worked on, when there was time."""
    for point, when in kills:
        child = Child(rehearsal, store, point, when)
        if child.wait_until_ready():
            asked.ask(2)
        child.wait_until_dead()
    last = Child(rehearsal, store, "none", "")
    try:
        assert last.wait_until_ready()
        asked.ask(2)
        assert asked.left() == [], f"not answered; never acknowledged: {_unheard(rehearsal)}"
        return _left_open(rehearsal, store), _sessions(rehearsal)
    finally:
        last.kill()


def _sessions(rehearsal):
    """How each thread is shown, when there was time to take every sign away."""
    sessions = rehearsal.workspace.sessions

    def shown():
        return {place: one["status"] for place, one in list(sessions.items())}

    rehearsal.wait_for(lambda: set(shown().values()) <= {"active"}, 10)
    return shown()


def _unheard(rehearsal):
    """How many events no bot acknowledged, however often they were delivered."""
    heard = {one["event"] for one in rehearsal.deliveries if one["acknowledged"]}
    return len({one["event"] for one in rehearsal.deliveries} - heard)


def _left_open(rehearsal, store):
    """What waits still in the store, when there was time for all of it."""
    database = Database.open(store)
    inbox, outgoing = Inbox(database), Outgoing(database)

    def left():
        return [*inbox.line(), *inbox.at_hand(), *outgoing.open(datetime.now(UTC))]

    try:
        rehearsal.wait_for(lambda: not left(), 10)
        return left()
    finally:
        database.close()
