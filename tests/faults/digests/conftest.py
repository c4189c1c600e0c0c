"""Bots in processes of their own that post planned digests in a rehearsal, to be ill-treated.

`THROUGHLINE_FAULTS` of 10 or more means full counts.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.blocks.digests.message import digest_message
from bot.blocks.digests.thread import thread_messages
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.web_api.webapi import Fault
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from bot.schedule.slots import local_date
from knowledge.store.database.database import Database
from knowledge.store.digests.calendar import Calendar
from knowledge.store.messages.departures import Outgoing

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
ROOT = Path(__file__).parents[3]
CHILD = Path(__file__).parent / "child.py"
SHARES = {"429": 0.05, "500 before": 0.03, "500 after": 0.04, "dropped": 0.05}
SORTS = {
    "429": Fault("", "ratelimit", retry_after=1),
    "500 before": Fault("", "http_500"),
    "500 after": Fault("", "http_500", after=True),
    "dropped": Fault("", "drop", after=True),
}


def loaded(file):
    spec = importlib.util.spec_from_file_location(f"digests_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


child = loaded(CHILD)


class Weather:
    """Faults of every method, each as often as its share says."""

    def __init__(self, shares, seed=5):
        self.random, self.shares, self.happened = random.Random(seed), shares, Counter()

    def __str__(self):
        return ", ".join(f"{self.happened[sort]} x {sort}" for sort in self.shares)

    def fault(self, method):
        drawn = self.random.random()
        for sort, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                self.happened[sort] += 1
                return replace(SORTS[sort], method=method)
        return None


class Process:
    """A bot, until it ends."""

    def __init__(self, folder, point="none", when=""):
        self._log = (folder / "bots.log").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), str(folder / "scene.json"), point, when],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: TID251 - a child needs it
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def is_gone(self):
        """Whether it ended by itself."""
        return self._process.poll() is not None

    def is_ready(self):
        """Waits until it has begun; False where it died before."""
        return self._process.stdout.readline().strip() == "ready"

    def wait(self):
        """Until it killed itself."""
        code = self._process.wait(60)
        self._close()
        assert code == -signal.SIGKILL, f"it was not killed, see {self._log.name}: {code}"

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._close()

    def halt(self, seconds):
        os.kill(self._process.pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(self._process.pid, signal.SIGCONT)

    def _close(self):
        self._process.stdout.close()
        self._log.close()


def assert_in_order(messages):
    """The first one, and below it the others."""
    times = [message["ts"] for message in messages]
    assert times == sorted(times)
    assert {message.get("thread_ts") for message in messages[1:]} <= {*times[:1]}


class Run:
    """A rehearsal, a store, and the bots that post from the one into the other."""

    def __init__(self, folder, stack, weather, store, **sizes):
        self.folder, self.weather, self.bots, self.revived = folder, weather, [], 0
        channels = [Channel(f"C0{number:03}", f"c{number}") for number in range(sizes["channels"])]
        self.rehearsal = Rehearsal(Cast([Person("U0A", "Person A")], channels), tiers=FULL)
        self.rehearsal.start()
        stack.callback(self.rehearsal.stop)
        begins = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
        self.scene = child.Scene(
            store=store,
            api_url=self.rehearsal.api_url,
            token=self.rehearsal.bot_token,
            clock=str(folder / "clock"),
            begins=begins.isoformat(),
            **sizes,
        )
        (folder / "scene.json").write_text(json.dumps(asdict(self.scene)))
        self.clocks_wrong_by(0)
        self.database = Database.open(self.scene.location())
        stack.callback(self.database.close)
        self.calendar, self.outgoing = Calendar(self.database), Outgoing(self.database)
        self.looked_until(begins - timedelta(seconds=1))
        stack.callback(self.stop)

    def looked_until(self, when):
        """The bots have looked for slots until then."""
        names = [self.scene.name(number) for number in range(self.scene.digests)]
        self.calendar.look(when, names)

    def start(self, count=1):
        """Starts bots; they begin some time later."""
        self.bots += [Process(self.folder) for _ in range(count)]

    def killed_at(self, point, when):
        """One more bot, until it has killed itself there."""
        Process(self.folder, point, when).wait()

    def replace(self, number):
        """Kills a bot, and starts another in its place."""
        self.bots[number].kill()
        self.bots[number] = Process(self.folder)

    def stop(self):
        while self.bots:
            self.bots.pop().kill()

    def clocks_wrong_by(self, seconds):
        """From now on the bots' clocks are wrong by so much."""
        new = self.folder / "clock.new"
        new.write_text(str(seconds))
        new.replace(self.scene.clock)

    def wait_until(self, ready, seconds):
        end = time.monotonic() + seconds
        while not ready():
            self._revive()
            assert time.monotonic() < end, f"not within {seconds} s: {self.left()}"
            time.sleep(0.2)

    def _revive(self):
        """A bot that found its server gone when it began is started again, as by any supervisor."""
        for number, bot in enumerate(self.bots):
            if bot.is_gone():
                self.revived += 1
                assert self.database.shared, self.left()
                assert self.revived < 10, self.left()
                self.replace(number)

    def settled(self):
        """Whether nothing is left to do."""
        open_ = self.outgoing.count(("waiting", "begun", "pending", "sending", "held"))
        return not open_ and not self.calendar.waiting()

    def finished(self):
        """Whether every digest's first slot was looked for, and nothing is left to do.

        Before that the calendar may be empty only because the next slot is still to come.
        """
        last = self.scene.slot(self.scene.digests - 1)
        return min(self.calendar.looked().values()) >= last and self.settled()

    def left(self):
        """What is not settled yet, for who reads a failure."""
        log = (self.folder / "bots.log").read_text(encoding="utf-8")[-2_000:]
        return [*self.calendar.waiting()[:3], *self.outgoing.open(self.scene.now())[:3], log]

    def posted(self):
        """How many messages the bots have posted."""
        conversations = self.rehearsal.workspace.conversations.values()
        return sum(len(one.messages) for one in conversations)

    def rows(self):
        """What became of each slot in the calendar, by (number, slot)."""
        return {
            (number, one.slot): one.state.value
            for number in range(self.scene.digests)
            for one in self.calendar.of_digest(self.scene.name(number), 1_000)
        }

    def verify(self, slots):
        """(lost, doubled) keys of what these (number, slot)s say, each whole and in its place.

        Nothing else was said.
        """
        found, lost, doubled = self._found(), [], []
        for number, slot in slots:
            channel, expected = self._expected(number, slot)
            there = {key: found.pop(key, []) for key in expected}
            lost += [key for key, said in there.items() if not said]
            doubled += [key for key, said in there.items() if len(said) > 1]
            messages = [(key, *one) for key, said in there.items() for one in said]
            assert {place for _, place, _ in messages} <= {channel}
            for key, _, message in messages:
                assert {*expected[key].splitlines()} <= {*message["text"].splitlines()}
            assert_in_order([message for _, _, message in messages])
        assert found == {}, "something was said under another key"
        return lost, doubled

    def _found(self):
        """Every message of the bots: by key, its (channel, message)s."""
        found = {}
        for channel in self.rehearsal.workspace.conversations:
            for message in self.rehearsal.messages(channel):
                payload = (message.get("metadata") or {}).get("event_payload", {})
                found.setdefault(payload.get("key", ""), []).append((channel, message))
        return found

    def _expected(self, number, slot):
        """Its channel, and by key what it says: first, and then in its thread."""
        planned = self.scene.planned(number)
        digest = child.build(self.scene)(planned, local_date(slot, planned.schedule))
        channel, metric = planned.definition.channel, planned.definition.metrics[0].metric
        key = f"digest:{planned.definition.name}:{slot:%Y-%m-%dT%H:%MZ}:{channel}"
        parts = {f"{key}:{part.name}": part.text for part in thread_messages(digest)}
        talks = self.scene.talks(planned.definition.name)
        ask = {f"{key}:ask:{metric}": child.asked(metric)} if talks else {}
        return channel, {key: digest_message(digest).text, **parts, **ask}

    def figures(self):
        """What was asked of Slack, and what went wrong there."""
        calls = Counter(name for name, _ in self.rehearsal.workspace.calls)
        looks = calls["conversations.history"] + calls["conversations.replies"]
        return (
            f"faults of Slack: {self.weather}; {calls['chat.postMessage']} tries to post "
            f"{self.posted()} messages, {looks} look-ups"
        )


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """Makes a run, on SQLite unless a URL says otherwise."""
    with ExitStack() as stack:

        def make(shares, store="", **sizes):
            weather, folder = Weather(shares), tmp_path / str(len([*tmp_path.iterdir()]))
            folder.mkdir()
            run = Run(folder, stack, weather, store or str(folder / "store"), **sizes)
            monkeypatch.setattr(run.rehearsal.api, "_fault", weather.fault)
            return run

        yield make


@pytest.fixture(scope="session")
def postgres():
    """A real server of our own; skipped where none is installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: make chat")
    servers = loaded(ROOT / "tests" / "fakes" / "postgres_server.py")
    place = servers.binaries()
    if place is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    server = servers.Server(place)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def points():
    """The named points of a bot's work, each before and after."""
    return [(point, when) for point in child.POINTS for when in ("before", "after")]


@pytest.fixture(scope="session")
def full():
    return FULL


@pytest.fixture(scope="session")
def shares():
    return SHARES
