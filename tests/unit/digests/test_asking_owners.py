"""Owners are asked for a reason once, where they are, or alone, or the admins hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.schedule.asking_owners import AskingOwners, Whom
from knowledge.digests.building import build
from knowledge.metrics.definitions import Definitions, Threshold
from knowledge.store.digests.calendar import Delivery, State
from knowledge.store.digests.reasons import Reasons

MONDAY = date(2026, 2, 23)
NOW = datetime(2026, 2, 23, 8, 0, 5, tzinfo=UTC)
DELIVERY = Delivery(7, "care-weekly", NOW, "C0CARE", State.READY)
KEY = "digest:care-weekly:2026-02-23T08:00Z:C0CARE"
FACT = "Tickets: 4 from 16 to 22 Feb 2026, above the red line of 3."


class Posts:
    def __init__(self):
        self.kept = {}

    def post_once(self, key, channel, thread, text, blocks):
        self.kept.setdefault(key, (channel, text))

    def reply_once(self, parent, key, channel, text, blocks):
        self.kept.setdefault(key, (f"{channel} below {parent}", text))


class Owners:
    def __init__(self, whom):
        self.found, self.asked = whom, []

    def whom(self, owner, channel, audience):
        self.asked.append((owner, channel, audience))
        return self.found

    def admins(self):
        return ["U0ADMIN"]


@pytest.fixture
def reasons(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield Reasons(database)
    database.close()


@pytest.fixture
def after(figures, weekly, reasons):
    """What is posted after an issue whose tickets crossed a line, told of it twice."""

    def told(whom, times=2, **definition):
        tickets = replace(
            figures.definitions.metrics["tickets"], thresholds=(Threshold("above", 3),)
        )
        figures.definitions = Definitions(metrics={"tickets": tickets})
        digest = build(weekly(**definition), figures, MONDAY)
        posts, owners = Posts(), Owners(whom)
        for _ in range(times):
            AskingOwners(reasons, posts, owners, lambda: NOW)(DELIVERY, digest, KEY)
        assert set(owners.asked) == {("U0CARE", "C0CARE", digest.definition.audience)}
        return posts.kept

    return told


def test_an_owner_in_the_channel_is_asked_in_the_thread_once(after, reasons):
    posts = after(Whom(mention="<@U0CARE>"))

    question = f"<@U0CARE> {FACT} What is the reason, in one line?"
    assert posts == {f"{KEY}:ask:tickets": (f"C0CARE below {KEY}", question)}
    (kept,) = reasons.all_open()
    assert (kept.delivery, kept.metric, kept.owner, kept.audience) == (
        7,
        "tickets",
        "U0CARE",
        "everyone",
    )
    assert (kept.since, kept.until) == (date(2026, 2, 16), date(2026, 2, 22))


def test_an_owner_elsewhere_is_asked_alone_and_the_thread_is_told(after):
    posts = after(Whom(people=("U0CARE",), names="Carla"), audience="care")

    there, alone = posts[f"{KEY}:ask:tickets"], posts[f"{KEY}:ask:tickets:U0CARE"]
    assert there[1] == f"{FACT} I have asked Carla for the reason in a direct message."
    assert alone == ("U0CARE", f"{FACT} What is the reason, in one line?")
    assert len(posts) == 2


def test_where_nobody_can_be_asked_the_admins_hear_of_it_without_the_value(after):
    posts = after(Whom())

    there, admin = posts[f"{KEY}:ask:tickets"], posts[f"{KEY}:ask:tickets:@U0ADMIN"]
    assert "<@" not in there[1]
    assert "I have told those who look after me." in there[1]
    assert admin[0] == "U0ADMIN"
    assert "Tickets crossed a threshold" in admin[1]
    assert "4" not in admin[1]


def test_nothing_is_asked_where_no_line_is_crossed(figures, weekly, reasons):
    posts = Posts()

    AskingOwners(reasons, posts, Owners(Whom()), lambda: NOW)(
        DELIVERY, build(weekly(), figures, MONDAY), KEY
    )

    assert posts.kept == {}
    assert reasons.all_open() == []


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (Threshold("below", 5, "amber"), "below the amber line of 5"),
        (Threshold("above_target", 1.5), "above the red line of 3"),
    ],
)
def test_the_line_that_was_crossed_is_named(figures, weekly, reasons, threshold, words):
    tickets = replace(figures.definitions.metrics["tickets"], thresholds=(threshold,))
    figures.definitions = Definitions(metrics={"tickets": tickets})
    digest = build(weekly(), figures, MONDAY)

    AskingOwners(reasons, Posts(), Owners(Whom()), lambda: NOW)(DELIVERY, digest, KEY)

    assert reasons.all_open()[0].asked.endswith(f", {words}.")
