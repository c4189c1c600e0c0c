"""How soon people see that they were heard, and their answer: ten at once, answers scripted.

The bounds are generous, for machines that do other things meanwhile; `python -m benchmarks --parts
slack` measures over the real documents.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.delivery.socket_mode.socket_mode import listening
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person
from knowledge.store.database.database import Database

PEOPLE = [f"U0P{number}" for number in range(10)]
STORIES = Path(__file__).parents[1] / "stories" / "conftest.py"
SIGN, ANSWER = 1.5, 3.0  # seconds


def stories():
    spec = importlib.util.spec_from_file_location("stories_office", STORIES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Watch:
    """When each thread first showed a sign, and its answer."""

    def __init__(self, clock):
        self._clock = clock
        self._news = threading.Condition()
        self.signs, self.answers = {}, {}

    def __call__(self, change):
        message = change.get("message", {})
        with self._news:
            if change["kind"] == "status" and change["text"]:
                self.signs.setdefault(change["thread"], self._clock())
            if "25 days" in message.get("text", "") and "thread_ts" in message:
                self.signs.setdefault(message["thread_ts"], self._clock())
                self.answers.setdefault(message["thread_ts"], self._clock())
            self._news.notify_all()

    def wait_for(self, answers):
        with self._news:
            assert self._news.wait_for(lambda: len(self.answers) == answers, 20)


@pytest.fixture
def rehearsal(tmp_path):
    """A rehearsal in which a bot listens."""
    with ExitStack() as stack:
        people = [Person(user, f"Person {user[-1]}") for user in [*PEOPLE, "U0OWNER"]]
        made = Rehearsal(Cast(people, []))
        made.start()
        stack.callback(made.stop)
        database = Database.open(tmp_path / "store")
        stack.callback(database.close)
        office_of = stories()
        office = office_of.Office(made, database, office_of.load_fake("answering"))
        bot = office.new_bot()
        stack.callback(bot.stop)
        bot.start(8)
        stack.enter_context(listening(bot.app, made.app_token))
        yield made


def test_ten_people_at_once_are_heard_and_answered_soon(rehearsal, capsys):
    watch = Watch(rehearsal.workspace.clock)
    rehearsal.workspace.watchers.append(watch)

    asked = [rehearsal.say(user, "", "how many days?") for user in PEOPLE]
    watch.wait_for(len(asked))

    heard = sorted(watch.signs[ts] - float(ts) for ts in asked)
    told = sorted(watch.answers[ts] - float(ts) for ts in asked)
    with capsys.disabled():
        print(
            f"\nten at once: first sign after {heard[5] * 1000:.0f} ms (at most "
            f"{heard[-1] * 1000:.0f}), answer after {told[5] * 1000:.0f} (at most "
            f"{told[-1] * 1000:.0f})"
        )
    assert heard[-1] < SIGN
    assert told[-1] < ANSWER
