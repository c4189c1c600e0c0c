"""Digests to be planned in stories: three numbers, one of them for the board only."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.listeners.needs.planner import Planner
from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.slots import Schedule
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Section, Status
from knowledge.metrics.definitions import Definitions, MetricDefinition
from knowledge.metrics.lines import Line
from knowledge.metrics.query import Dimension
from knowledge.metrics.series.ports import Asked
from knowledge.models import Figure
from knowledge.store.digests.planned import PlannedDigests
from knowledge.store.digests.reasons import Reasons

FILE = Path("numbers.yaml")
METRICS = {
    "tickets": MetricDefinition("tickets", "Tickets", FILE, 1, unit="tickets", owner="S0PEOPLE"),
    "on_time": MetricDefinition("on_time", "On time", FILE, 2, unit="percent", owner="U0ANNA"),
    "margin": MetricDefinition("margin", "Margin", FILE, 3, unit="percent"),
}
OF_A_FILE = PlannedDigest(
    DigestDefinition(
        "board-weekly",
        "Board, week by week",
        "C0GENERAL",
        "last_complete_week",
        (Asked("tickets"),),
    ),
    Schedule(time(8), ZoneInfo("Europe/London"), frozenset({1})),
)


def built(planned, as_of):
    """A digest that is ready, with a value for each metric and a part that leaves."""
    lines = tuple(
        Line(
            METRICS[one.metric],
            one.metric,
            Figure(one.metric, METRICS[one.metric].label, 7.0, "", 7),
        )
        for one in planned.definition.metrics
    )
    leaves = Section("quotes", "Quotes", reason="its source is for others.")
    return Digest(planned.definition, as_of, Status.READY, lines, sections=(leaves,))


def planner(database, files=(OF_A_FILE,)):
    """What the bot needs to plan digests, over a database."""
    plans = PlannedDigests(database)
    return Planner(
        book=DigestBook({one.definition.name: one for one in files}, plans),
        plans=plans,
        reasons=Reasons(database),
        build=built,
        definitions=lambda: Definitions(metrics=METRICS),
        audiences=lambda name: frozenset({"board" if name == "margin" else "everyone"}),
        dimensions=lambda _name: (Dimension("ticket__team", "team"),),
        dated=lambda _name: "tickets",
        refresh=lambda _now: None,
        newest=lambda name, _today: Figure(name, METRICS[name].label, 41.0, "tickets", 41),
        quotable={"interviews": "everyone"},
        zone="Europe/London",
    )
