"""Three bots on one PostgreSQL answer and post, each thing once, though one is killed every minute.

`THROUGHLINE_FAULTS` of 10 or more: 2,000 events, some of them delivered again, and 200 digests.
By `make faults` only: on a busy machine its bots alone take half a minute to start.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.people import events
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from knowledge.store.database.database import Database
from knowledge.store.digests.calendar import Calendar
from knowledge.store.messages.deliveries import Inbox
from knowledge.store.messages.departures import Outgoing

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PEOPLE = [f"U0P{number:02}" for number in range(40)]
QUESTIONS = ["how many days?", "quote how many days?"]


def sizes(full):
    """Events, kills, seconds between two kills, and what is planned."""
    if full:
        plan = {"digests": 200, "channels": 50, "seconds": 250, "lease": 45, "gap": 0.2}
        return 2_000, 4, 60.0, plan
    plan = {"digests": 8, "channels": 4, "seconds": 4, "lease": 4, "gap": 0.05, "settle": 0.3}
    return 40, 1, 4.0, plan


def loaded(name):
    spec = importlib.util.spec_from_file_location(f"many_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


digests = loaded("conftest")


class Bot:
    """One of the bots, until it is killed."""

    def __init__(self, folder, app_token):
        self._log = (folder / "bots.log").open("a", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, HERE / "many_bots_child.py", folder / "scene.json", app_token],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},  # noqa: TID251 - a child needs it
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def is_ready(self):
        return self._process.stdout.readline().strip() == "ready"

    def is_gone(self):
        return self._process.poll() is not None

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._log.close()


class Town(digests.Run):
    """A workspace in which people ask, digests come due, and several bots are at work."""

    def __init__(self, folder, stack, store, plan):
        self.folder, self.bots, self.told, self.revived = folder, [], {}, 0
        people = [Person(user, f"Person {user[-2:]}") for user in [*PEOPLE, "U0OWNER"]]
        named = [f"C0{number:03}" for number in range(plan["channels"])]
        channels = [Channel(name, name.lower()) for name in (*named, "C0ASKED")]
        patience = Patience(ack=2.0, retries=(0.1, 0.5, 1.0, 5.0, 10.0))
        self.rehearsal = Rehearsal(Cast(people, channels), patience)
        self.rehearsal.start()
        stack.callback(self.rehearsal.stop)
        begins = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=8)
        self.scene = digests.child.Scene(
            store=store,
            api_url=self.rehearsal.api_url,
            token=self.rehearsal.bot_token,
            clock=str(folder / "clock"),
            begins=begins.isoformat(),
            **plan,
        )
        (folder / "scene.json").write_text(json.dumps(asdict(self.scene)))
        self.clocks_wrong_by(0)
        self.database = Database.open(store)
        stack.callback(self.database.close)
        self.calendar, self.outgoing = Calendar(self.database), Outgoing(self.database)
        self.inbox = Inbox(self.database)
        self.looked_until(begins - timedelta(seconds=1))
        stack.callback(self.stop)

    def start(self, count=1):
        self.bots += [Bot(self.folder, self.rehearsal.app_token) for _ in range(count)]

    def replace(self, number):
        self.bots[number].kill()
        self.bots[number] = Bot(self.folder, self.rehearsal.app_token)

    def ask(self, number, draw):
        """Somebody asks; gives the events that tell of it, some of them twice or three times."""
        user, text = PEOPLE[number % len(PEOPLE)], QUESTIONS[number % 2]
        channel = f"D{user}"
        if number % 3 == 0:
            channel, text = "C0ASKED", f"<@U0THROUGHLINE> {text}"
        listeners = list(self.rehearsal.workspace.listeners)
        self.rehearsal.workspace.listeners.clear()
        message = self.rehearsal.workspace.post(channel, {"user": user, "text": text})
        self.rehearsal.workspace.listeners.extend(listeners)
        payloads = list(events.of_message(self.rehearsal.workspace.conversation(channel), message))
        self.told[channel, message["ts"]] = len(payloads)
        return [one for one in payloads for _ in range(draw.choice((1, 1, 1, 2, 3)))]

    def answers(self):
        """The bots' messages in each thread."""
        return {
            (channel, ts): [m for m in self.rehearsal.replies(channel, ts) if m.get("bot_id")]
            for channel, ts in self.told
        }

    def settled(self):
        return not self.inbox.waiting() and super().settled()

    def _found(self):
        return {key: said for key, said in super()._found().items() if key.startswith("digest:")}


def live(town, count, kills, every, break_off):
    """People ask, and one bot after another is killed: (deliveries, kills). At least `kills`.

    Half-way the server stops at once, and starts again.
    """
    draw, began, delivered, number = random.Random(11), time.monotonic(), 0, 0
    lasts, killed, broken = every * (kills + 0.2), 0, False
    while sum(town.told.values()) < count or killed < kills:
        share = (time.monotonic() - began) / lasts
        if time.monotonic() - began > every * (killed + 1):
            town.replace(draw.randrange(len(town.bots)))
            killed += 1
        if not broken and sum(town.told.values()) > count / 2:
            break_off()
            broken = True
        if sum(town.told.values()) < min(count, count * share):
            for payload in town.ask(number, draw):
                town.rehearsal.redeliver(payload)
                delivered += 1
            number += 1
        else:
            time.sleep(0.01)
    return delivered, killed


@pytest.mark.slow
def test_three_bots_on_one_database_do_each_thing_once(tmp_path, postgres, full, capsys):
    postgres.execute("create database many_bots")
    count, kills, every, plan = sizes(full)
    began = time.monotonic()
    with ExitStack() as stack:
        town = Town(tmp_path, stack, postgres.url("many_bots"), plan)
        town.start(3)
        assert all(bot.is_ready() for bot in town.bots)
        delivered, killed = live(town, count, kills, every, postgres.break_off)
        town.wait_until(town.finished, 120)
        town.rehearsal.wait_for(lambda: all(town.answers().values()), 10)

        said, slots = town.answers(), [(n, town.scene.slot(n)) for n in range(plan["digests"])]
        assert Counter(len(one) for one in said.values()) == {1: len(said)}
        messages = [one[0] for one in said.values()]
        assert [one for one in messages if one.get("streaming") or not one.get("metadata")] == []
        stuck = [
            one for one in town.rehearsal.workspace.sessions.values() if one["status"] != "active"
        ]
        assert len(stuck) <= killed  # the sign of the thread that a killed bot had just finished
        assert town.verify(slots) == ([], [])
        assert town.rows() == dict.fromkeys(slots, "sent")
    with capsys.disabled():
        print(
            f"\n{sum(town.told.values())} events ({delivered} deliveries) of {len(said)} questions "
            f"and {len(slots)} digests, 3 bots on postgresql, {killed} killed, the server stopped "
            f"once, {len(stuck)} signs left: each answered or posted once, in {time.monotonic() - began:.0f} s"
        )
