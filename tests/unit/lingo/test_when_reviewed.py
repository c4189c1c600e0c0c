from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.schedule.reviewing import LEASE, Reviewing
from knowledge.store.database.facts import Facts

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


class Counted:
    """Counts reviews; due whenever the store has changed since the last one."""

    def __init__(self):
        self.newest, self.read, self.runs = 1, 0, 0

    def due(self):
        return self.read != self.newest

    def run(self, now):
        self.read, self.runs = self.newest, self.runs + 1


@pytest.fixture
def facts(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield Facts(database)
    database.close()


@pytest.fixture
def review():
    return Counted()


@pytest.fixture
def bot(facts, review):
    def made(clock=lambda: NOW):
        return Reviewing(lambda: review, facts, lambda: review.newest, clock)

    return made


def test_a_review_waits_until_documents_rest_and_comes_once_for_all_bots(bot, review):
    one, other = bot(), bot()
    for newest in (1, 2):  # documents come in
        review.newest = newest
        for each in (one, other):
            each.tick(NOW)
    assert review.runs == 0

    for each in (one, other, one):
        each.tick(NOW)
        each.stop()

    assert review.runs == 1


def test_a_review_is_begun_once_a_day_even_where_no_document_changed(bot, review):
    for day in (0, 0, 1, 1):
        now = NOW + timedelta(days=day)
        one = bot(lambda now=now: now)
        for _ in range(2):
            one.tick(now)
        one.stop()

    assert review.runs == 2


def test_what_a_dead_bot_had_at_hand_is_done_when_its_lease_ends(bot, facts, review):
    assert facts.lease("lingo review", NOW, NOW + LEASE)
    one = bot()

    one.begin(NOW + timedelta(minutes=29))
    one.stop()
    assert review.runs == 0
    one.begin(NOW + timedelta(minutes=30))
    one.stop()

    assert review.runs == 1
