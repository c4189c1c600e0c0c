"""A bot that posts planned digests in a rehearsal of its parent, to be killed, halted and misled.

`child.py SCENE POINT WHEN`: SCENE is a file with a `Scene` as JSON; POINT is a name of
`POINTS`, or "none"; WHEN is "before" or "after" what happens there.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.delivery.heart import Heart
from bot.delivery.outbox.charts import Charts
from bot.delivery.outbox.flusher import Flusher
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.posting import Poster
from bot.delivery.pace import Pace
from bot.delivery.slack import Calls, posting_client
from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.sender import DigestSender
from bot.schedule.slots import Schedule
from bot.schedule.ticker import Ticker
from knowledge.digests import building
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Remark, Section
from knowledge.metrics.definitions import Definitions, MetricDefinition
from knowledge.metrics.lines import Asked
from knowledge.models import Figure, Period
from knowledge.store.database.database import Database
from knowledge.store.database.facts import Facts
from knowledge.store.database.server_clock import ServerClock
from knowledge.store.digests.calendar import Calendar, State
from knowledge.store.messages.departures import Outgoing
from knowledge.store.messages.replies import Replies

ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")]
CHARTED = 100
"""Of so many digests the last one is about a week, and has a chart."""


@dataclass(frozen=True)
class Scene:
    """What is planned, and where it is posted.

    Attributes:
        begins: the slot of the first digest; the others follow within so many `seconds`.
        clock: a file with the seconds by which the clock is wrong.
        talkative: of so many digests one has a thread, and its owner is asked.
    """

    store: str
    api_url: str
    token: str
    clock: str
    begins: str
    digests: int
    channels: int
    seconds: float
    settle: float = 5.0
    gap: float = 1.0
    lease: float = 300.0
    tick: float = 0.5
    talkative: int = 1

    def location(self):
        """Where the store is: a folder or a URL."""
        return self.store if "://" in self.store else Path(self.store)

    def slot(self, number):
        """When a digest comes due for the first time."""
        within = timedelta(seconds=round(number * self.seconds / self.digests))
        return datetime.fromisoformat(self.begins) + within

    def until(self, number):
        """Seconds until its slot, by a right clock."""
        return (self.slot(number) - datetime.now(UTC)).total_seconds()

    def talks(self, name):
        return int(name.partition("-")[2]) % self.talkative == 0

    def messages(self):
        """How many are posted in the end: one for a digest, and three below those that talk."""
        return self.digests + 3 * len(range(0, self.digests, self.talkative))

    @staticmethod
    def name(number):
        return f"digest-{number:04}"

    def planned(self, number):
        """Daily in a zone of its own, so that its one slot of this day is its `slot`."""
        zone = ZONES[number % len(ZONES)]
        definition = DigestDefinition(
            name=self.name(number),
            title=f"Digest {number}",
            channel=f"C0{number % self.channels:03}",
            period="latest" if (number + 1) % CHARTED else "last_complete_week",
            metrics=(Asked(f"tickets-{number}"),),
        )
        at = self.slot(number).astimezone(zone).time()
        return PlannedDigest(definition, Schedule(at, zone))

    def book(self):
        planned = [self.planned(number) for number in range(self.digests)]
        return DigestBook({one.definition.name: one for one in planned})

    def now(self):
        return datetime.now(UTC) + timedelta(seconds=float(Path(self.clock).read_text()))


class Numbers:
    """A table in which the metric `tickets-N` is N, in every period."""

    def __init__(self, scene):
        named = [f"tickets-{number}" for number in range(scene.digests)]
        here = Path(__file__)
        self.definitions = Definitions(
            metrics={one: MetricDefinition(one, one, here, 1, unit="tickets") for one in named}
        )

    def figure(self, metric, period=None, by=(), where=(), grain=None):
        del where
        value = float(metric.partition("-")[2])
        if by or (grain and period is None):
            return []
        of = [period]
        if grain:
            weeks = range((period.end - period.start).days // 7 + 1)
            starts = [period.start + timedelta(days=7 * week) for week in weeks]
            of = [Period(start, start + timedelta(days=6)) for start in starts]
        return [Figure(metric, metric, value, "tickets", 1, period=one) for one in of]

    def span(self, metric, before):
        del metric
        return Period(date(2026, 1, 5), before - timedelta(days=1))

    def watermark(self, source, before, column=""):
        del source, column
        return before - timedelta(days=1)

    def tables(self, metric):
        del metric
        return ()

    def additive(self, metric):
        return True

    def audiences(self, metric):
        del metric
        return frozenset({"everyone"})

    def refresh(self, now):
        del now
        return {}


class Voices:
    """Says two things below those digests that talk."""

    def __init__(self, scene):
        self._scene = scene

    def sections(self, digest, readers):
        del readers
        name = digest.definition.name
        if not self._scene.talks(name):
            return []
        return [
            Section("drivers", "What moved it", (Remark(f"More of it in the north: {name}."),)),
            Section("questions", "Nobody could answer", (Remark(f"Why {name}?"),)),
        ]


def build(scene):
    """What makes the digest of a slot; the same in every process."""
    numbers, rooms = Numbers(scene), [Voices(scene)]
    return lambda one, as_of: building.build(one.definition, numbers, as_of, rooms)


def asking(scene, outbox):
    """What comes after a digest that talks: its owner is asked below it."""

    def ask(delivery, digest, key):
        if not scene.talks(digest.definition.name):
            return
        (line,) = digest.lines
        outbox.reply_once(key, f"{key}:ask:{line.name}", delivery.channel, asked(line.name), [])

    return ask


def asked(metric):
    return f"What happened to {metric}?"


def main(file, point, when):
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is late is no fault
    scene = Scene(**json.loads(Path(file).read_text()))
    database = Database.open(scene.location())
    outgoing, lease = Outgoing(database), timedelta(seconds=scene.lease)
    clock = ServerClock(database) if database.shared else scene.now
    pace = Pace(clock, settle=scene.settle, gap=scene.gap, lease=lease)
    poster = Poster(Calls(posting_client(scene.token, scene.api_url), pace))
    outbox = Outbox(outgoing, poster, pace, Charts(Facts(database), poster, scene.now))
    calendar = Calendar(database)
    makes = build(scene)
    sender = DigestSender(
        scene.book(),
        makes,
        Numbers(scene),
        calendar,
        outbox,
        lambda _channel, _audience: True,
        asking(scene, outbox),
        lease=lease,
    )
    if point in POINTS:
        arm(*POINTS[point], when)
    if database.dialect == "sqlite":
        outbox.turns.recover()
        calendar.recover()
    Heart((outbox.leases.renew,), lease).start()
    Flusher(outbox.turns).start()
    Ticker(sender.tick, scene.now, scene.tick).start()
    print("ready", flush=True)
    threading.Event().wait()


def always(*_args, **_more):
    return True


def into(state):
    return lambda _self, _delivery, to, *_args, **_more: to is state


def key_of(kind):
    return lambda _self, _parent, key, *_args, **_more: kind in key


POINTS = {
    "enter": (Calendar, "open", always),
    "look": (Calendar, "look", always),
    "claim": (Calendar, "claim", always),
    "build": (building, "build", always),
    "ready": (Calendar, "settle", into(State.READY)),
    "main": (Outbox, "post_once", always),
    "thread": (Outbox, "reply_once", key_of("questions")),
    "afterwards": (Outbox, "reply_once", key_of("ask")),
    "sent": (Calendar, "settle", into(State.SENT)),
    "keep": (Outgoing, "put_claimed", always),
    "keep reply": (Replies, "put", always),
    "claim message": (Outgoing, "claim", always),
    "post": (Poster, "post", always),
    "mark": (Outgoing, "settle", always),
}


def arm(owner, name, which, when):
    """Kills this process at the first call that does something."""
    real = getattr(owner, name)

    def deadly(*args, **more):
        if not which(*args, **more):
            return real(*args, **more)
        if when == "after" and real(*args, **more) is None and "claim" in name:
            return None
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    setattr(owner, name, deadly)


if __name__ == "__main__":
    main(*sys.argv[1:])
