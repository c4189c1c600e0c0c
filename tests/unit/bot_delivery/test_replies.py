from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.outbox.charts import Charts
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.posting import Poster
from bot.delivery.pace import Pace
from bot.delivery.slack import Refused, Unclear
from knowledge.store.database.database import Database
from knowledge.store.database.facts import Facts
from knowledge.store.messages.departures import DEAD, PENDING, SENT, Outgoing
from knowledge.store.messages.replies import WAITING

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


class FakeSlack:
    """Takes what is posted, or fails as the test says; tells of what it took."""

    def __init__(self):
        self.posted, self.changed = [], []
        self.fails = None

    def __call__(self, name, **arguments):
        if name not in ("chat_postMessage", "chat_update"):
            return {"messages": []}
        if self.fails is not None:
            raise self.fails
        if name == "chat_update":
            self.changed.append((arguments["text"], arguments["ts"]))
            return {}
        self.posted.append((arguments["text"], arguments["thread_ts"]))
        return {"ts": f"{len(self.posted)}.0"}


@pytest.fixture
def slack():
    return FakeSlack()


@pytest.fixture
def outgoing(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield Outgoing(database)
    database.close()


@pytest.fixture
def seconds():
    return [0.0]


@pytest.fixture
def outbox(outgoing, slack, tmp_path, seconds):
    pace = Pace(lambda: NOW + timedelta(seconds=seconds[0]), gap=0.0, seconds=lambda: seconds[0])
    poster = Poster(slack)
    database = Database.open(tmp_path / "store")
    yield Outbox(outgoing, poster, pace, Charts(Facts(database), poster, lambda: NOW))
    database.close()


def test_a_reply_goes_into_the_thread_of_a_message_that_stands(outbox, slack):
    outbox.post_once("main", "C1", "", "Main", [])

    outbox.reply_once("main", "main:a", "C1", "A", [])
    outbox.reply_once("main", "main:a", "C1", "A once more", [])

    assert slack.posted == [("Main", None), ("A", "1.0")]


def test_replies_wait_for_their_message_and_keep_their_order(outbox, slack, outgoing, seconds):
    slack.fails = Unclear("no reply")
    outbox.post_once("main", "C1", "", "Main", [])
    outbox.reply_once("main", "main:a", "C1", "A", [])
    outbox.reply_once("main", "main:b", "C1", "B", [])
    waited = outbox.turns.flush()
    states = [outgoing.state(key).state for key in ("main", "main:a", "main:b")]

    slack.fails = None
    seconds[0] += 10
    outbox.turns.flush()

    assert states == [PENDING, WAITING, WAITING]
    assert waited >= 1  # nothing asks again and again in the meantime
    assert slack.posted == [("Main", None), ("A", "1.0"), ("B", "1.0")]


def test_a_reply_that_was_kept_before_its_message_waits_for_it(outbox, slack):
    outbox.reply_once("main", "main:a", "C1", "A", [])
    outbox.post_once("main", "C1", "", "Main", [])
    outbox.turns.flush()

    assert slack.posted == [("Main", None), ("A", "1.0")]


def test_replies_end_with_a_message_that_is_refused(outbox, slack, outgoing):
    slack.fails = Refused("is_archived")
    outbox.post_once("main", "C1", "", "Main", [])
    outbox.reply_once("main", "main:a", "C1", "A", [])
    outbox.reply_once("main:a", "main:a:a", "C1", "Below", [])

    slack.fails = None
    outbox.turns.flush()

    assert outgoing.state("main:a").state == outgoing.state("main:a:a").state == DEAD
    assert slack.posted == []


def test_a_reply_is_kept_over_a_crash(outbox, slack, outgoing):
    assert outgoing.put("main", ("C1", ""), {"text": "Main", "blocks": []}, NOW)
    outgoing.replies.put("main", "main:a", "C1", {"text": "A", "blocks": []}, NOW)
    mine = outgoing.claim("main", NOW, timedelta(minutes=5))
    outgoing.settle(mine, SENT, message="7.0")

    outbox.turns.flush()

    assert slack.posted == [("A", "7.0")]


def test_a_message_that_stands_is_made_to_say_something_else(outbox, slack, outgoing, seconds):
    slack.fails = Unclear("no reply")
    outbox.post_once("held", "C1", "", "Held", [])
    outbox.amend_once("held", "held:over", "C1", "It came.", [])
    slack.fails = None
    seconds[0] += 10
    outbox.turns.flush()
    outbox.amend_once("held", "held:over", "C1", "It came once more.", [])

    assert slack.posted == [("Held", None)]
    assert slack.changed == [("It came.", "1.0")]
    assert outbox.is_kept("held:over")


def test_a_message_that_is_gone_is_left_alone(outbox, slack, outgoing):
    outbox.post_once("held", "C1", "", "Held", [])
    slack.fails = Refused("message_not_found")
    outbox.amend_once("held", "held:over", "C1", "It came.", [])
    slack.fails = None
    outbox.turns.flush()

    assert slack.changed == []
    assert outgoing.state("held:over").state == DEAD
