"""Many questions at once while the chat model says nothing.

`THROUGHLINE_FAULTS` of 10 or more: 1,000 questions within 60 s and the bounds of the product; else
100 within 6 s and a model that is given up sooner.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.pace import Pace
from bot.delivery.socket_mode.socket_mode import listening
from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person
from bot.running.app import Bot
from knowledge.chat import LangChainChat
from knowledge.chat_limits import Breaker, Budget, Room
from knowledge.errors import ChatError
from knowledge.store.database.database import Database
from knowledge.store.questions.spending import Spending

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
QUESTIONS, SECONDS = (1_000, 60.0) if FULL else (100, 6.0)
PEOPLE = [f"U0P{number:03}" for number in range(200 if FULL else 50)]
DEADLINE, PATIENCE, WAIT = (20.0, 8.0, 4.0) if FULL else (5.0, 2.0, 1.0)
WORKERS = 8
ACKNOWLEDGED = 3_000  # ms
GROWN = 200  # MB
STORIES = Path(__file__).parents[1] / "stories" / "conftest.py"


class Stuck:
    """A chat model that takes every question and never says a word."""

    def __init__(self):
        self.closing = threading.Event()
        self.asked = 0

    def stream(self, messages):
        self.asked += 1
        self.closing.wait()
        yield from ()


class Signs:
    """When each thread first showed something, and who was told that it is busy."""

    def __init__(self):
        self.first = {}
        self.busy = set()

    def __call__(self, change):
        now = time.monotonic()
        if change["kind"] == "status" and change["text"]:
            self.first.setdefault((change["channel"], change["thread"]), now)
            if "busy" in change["text"]:
                self.busy.add(change["channel"])
        elif change["kind"] == "message" and change["message"].get("bot_id"):
            thread = change["message"].get("thread_ts")
            self.first.setdefault((change["channel"], thread), now)


def stories():
    spec = importlib.util.spec_from_file_location("stories_office", STORIES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def writing(scripted, chat):
    """Answers that ask the model, and quote where it fails, as the product's do."""

    class Writing(scripted):
        def reply(self, question, reader, history=(), on_text=None):
            try:
                for piece in chat.stream("system", question):
                    on_text(piece)
            except ChatError:
                pass
            return super().reply(question, reader, history)

    return Writing()


def resident():
    """MB of memory of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@pytest.fixture
def scene(tmp_path):
    """A rehearsal and a bot whose model is stuck."""
    with ExitStack() as stack:
        people = [Person(user, f"Person {user[-3:]}") for user in [*PEOPLE, "U0OWNER"]]
        rehearsal = Rehearsal(Cast(people, []), Patience(ack=3.0, retries=(0.0, 5.0)))
        rehearsal.start()
        stack.callback(rehearsal.stop)
        database = Database.open(tmp_path / "store")
        stack.callback(database.close)
        office_of, model = stories(), Stuck()
        fakes = office_of.load_fake("answering")
        office = office_of.Office(rehearsal, database, fakes)
        room = Room(WORKERS * 3 // 4, PATIENCE, WAIT)
        budget = Budget(Spending(database))
        chat = LangChainChat("stuck", model, budget, Breaker(), DEADLINE, room)
        answers = writing(fakes.ScriptedAnswers, chat)
        services = replace(office.services, answers=answers, writes=True)
        bot = Bot(services, office._client(), Pace(services.clock))
        stack.callback(bot.stop)
        bot.start(WORKERS)
        stack.callback(model.closing.set)
        stack.enter_context(listening(bot.app, rehearsal.app_token))
        yield rehearsal, services, model


def test_everybody_is_heard_and_answered_while_the_model_is_stuck(scene, capsys):
    rehearsal, services, model = scene
    signs, asked, grown = Signs(), {}, [resident()]
    rehearsal.workspace.watchers.append(signs)
    begun = time.monotonic()
    for number in range(QUESTIONS):
        user = PEOPLE[number % len(PEOPLE)]
        due = begun + SECONDS * number / QUESTIONS
        rehearsal.wait_for(lambda due=due: time.monotonic() >= due, SECONDS)
        ts = rehearsal.say(user, "", "how many days?")
        asked[f"D{user}", ts] = time.monotonic()
        if number % 50 == 0:
            grown.append(resident())

    done = rehearsal.wait_for(lambda: services.inbox.waiting() == 0, 120)
    answered = time.monotonic() - begun
    grown.append(resident())
    rehearsal.wait_for(lambda: len(_replies(rehearsal)) >= QUESTIONS, 60)

    assert done
    assert sorted(_replies(rehearsal)) == sorted(asked), "each is answered, and once"
    slowest = max(one["ms"] for one in rehearsal.deliveries)
    assert all(one["acknowledged"] for one in rehearsal.deliveries)
    assert slowest < ACKNOWLEDGED
    waits = [signs.first[place] - at for place, at in asked.items()]
    assert max(waits) < 10
    assert max(grown) - grown[0] < GROWN
    with capsys.disabled():
        print(
            f"\n{QUESTIONS} questions of {len(PEOPLE)} people in {SECONDS:.0f} s, the model stuck "
            f"(asked {model.asked} times): acknowledged within {slowest:.0f} ms, first sign within "
            f"{max(waits):.1f} s, {len(signs.busy)} people told that it is busy, all answered "
            f"{answered:.0f} s after the first; memory grew by {max(grown) - grown[0]:.0f} MB"
        )


def _replies(rehearsal):
    """The thread of every answer, as often as there is one."""
    return [
        (channel, message["thread_ts"])
        for channel in rehearsal.workspace.conversations
        for message in rehearsal.messages(channel)
        if message.get("bot_id") and "thread_ts" in message and "25 days" in message["text"]
    ]
