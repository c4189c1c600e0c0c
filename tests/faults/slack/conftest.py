"""A rehearsed workspace whose bot hears over Socket Mode and over HTTP; the answers are scripted.

`THROUGHLINE_FAULTS` of 10 and more means full counts; a tenth of them where it is not set.
"""

from __future__ import annotations

import importlib.util
import os
import random
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.delivery.socket_mode.connection import Plan
from bot.delivery.socket_mode.socket_mode import listening
from bot.over_http.mode import Door, answering_http
from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from knowledge.store.database.database import Database

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "1")) >= 10  # noqa: TID251 - a switch of the tests
SECRET = "a-signing-secret-of-the-rehearsal"
STORIES = Path(__file__).parents[2] / "stories" / "conftest.py"


def loaded(file):
    spec = importlib.util.spec_from_file_location("stories_office", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def stories():
    return loaded(STORIES)


@pytest.fixture
def counted():
    """How many there are: all of them, or a tenth."""
    return lambda full: full if FULL else full // 10


@pytest.fixture
def percentile():
    """The value that so many percent of the values do not exceed."""
    return lambda values, percent: sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


class Place:
    """A bot that can be spoken to over both ways.

    Attributes:
        url: the request URL.
        connections: of Socket Mode.
    """

    def __init__(self, rehearsal, office, plan):
        self.rehearsal, self.office = rehearsal, office
        self._replies = {}
        rehearsal.workspace.watchers.append(self._see)
        self._stack = ExitStack()
        bot = office.new_bot()
        self._stack.callback(bot.stop)
        bot.start(workers=4)
        self.connections = self._stack.enter_context(listening(bot.app, rehearsal.app_token, plan))
        door = Door(SECRET, port=0)
        self.url = self._stack.enter_context(answering_http(bot.app, door, bot.is_ready))

    def mix(self, share=0.5, seed=7):
        """Sends a share of everything over HTTP, drawn anew for each try."""
        draw = random.Random(seed)
        return self.rehearsal.request_url(self.url, SECRET, lambda _: draw.random() < share)

    def answers(self):
        """How many replies of the bot each message has, by its time."""
        return {thread: len(replies) for thread, replies in list(self._replies.items())}

    def _see(self, change):
        message = change.get("message") or {}
        if message.get("bot_id") and message.get("thread_ts"):
            self._replies.setdefault(message["thread_ts"], set()).add(message["ts"])

    def close(self):
        self._stack.close()


@pytest.fixture
def place(stories, tmp_path):
    """Opens a place; `plan` is how its Socket Mode stays connected."""
    with ExitStack() as stack:

        def opened(plan=None, patience=None):
            rehearsal = Rehearsal(stories.CAST, patience or Patience(retries=(0.0, 1.0, 2.0, 3.0)))
            rehearsal.start()
            stack.callback(rehearsal.stop)
            database = Database.open(tmp_path / "store")
            stack.callback(database.close)
            office = stories.Office(rehearsal, database, stories.load_fake("answering"))
            made = Place(rehearsal, office, plan or Plan())
            stack.callback(made.close)
            return made

        yield opened
