"""A digest that was posted in a rehearsed channel, with an owner to ask about it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.blocks.digests.message import digest_message
from bot.schedule.asking_owners import AskingOwners
from bot.schedule.sending.keys import key_of
from bot.shapes.digests import digest as frozen
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Status
from knowledge.metrics.definitions import MetricDefinition, Threshold
from knowledge.metrics.lines import Asked, Line
from knowledge.models import Figure, Period
from knowledge.store.digests.calendar import State

SLOT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))
FACT = "Complaints: 31 from 9 to 15 Nov 2026, above the red line of 25."


def metric(owner="U0OWNER", **more):
    return MetricDefinition(
        "complaints",
        "Complaints",
        Path("complaints.yaml"),
        1,
        description="Complaints received, upheld or not.",
        owner=owner,
        thresholds=(Threshold("above", 25),),
        **more,
    )


def digest(channel="C0GENERAL", owner="U0OWNER", audience="everyone", **more):
    definition = DigestDefinition(
        "complaints-weekly",
        "Complaints, week by week",
        channel,
        "last_complete_week",
        (Asked("complaints"),),
        audience=audience,
    )
    figure = Figure("complaints", "Complaints", 31.0, "", 31, period=WEEK, owner=owner)
    line = Line(metric(owner, **more), "complaints", figure, crossed="red")
    return Digest(definition, date(2026, 11, 16), Status.READY, (line,), WEEK)


def calm(**more):
    """The same with a second number, neither of which crossed a threshold."""
    made = digest(**more)
    (first,) = made.lines
    returns = Figure("returns", "Returns", 4.0, "", 4, period=WEEK)
    return replace(made, lines=(replace(first, crossed=""), Line(first.metric, "returns", returns)))


def knowing(services, **more):
    """Services that know the metric."""
    return replace(services, metrics=lambda: {"complaints": metric(**more)})


def post(bot, services, made):
    """Posts it as the sender does; gives the delivery's id and Slack's id of the message."""
    channel = made.definition.channel
    services.calendar.open(made.definition.name, SLOT, channel, SLOT)
    delivery = services.calendar.at(made.definition.name, SLOT, channel)
    services.calendar.settle(delivery, State.SENT, "", json.dumps(frozen(made)))
    key = key_of(delivery)
    message = digest_message(made, delivery=delivery.id)
    ts = bot.outbox.post_once(key, channel, "", message.text, message.blocks)
    asking = AskingOwners(services.owners_said.rows, bot.outbox, bot.owners, services.clock)
    asking(delivery, made, key)
    return delivery.id, ts
