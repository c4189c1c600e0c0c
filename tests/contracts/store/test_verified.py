from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.store.feedback.verified import Verified, VerifiedCounts, VerifiedStore

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = date(2026, 11, 23)
ONE = Verified("verified/ask-1", "When?", "On Fridays.", "U0O", "U0O", NOW, DAY, "everyone", ask=1)


@pytest.fixture
def store(database):
    return VerifiedStore(database)


def test_one_is_kept_and_replaced_under_its_path(store):
    store.put(ONE)
    store.put(replace(ONE, answer="On Mondays."))

    assert store.all() == [replace(ONE, answer="On Mondays.")]
    assert store.get("verified/ask-1").ask == 1
    assert store.get("verified/ask-2") is None


def test_one_is_good_on_its_last_day_and_lapsed_on_the_next(store):
    store.put(ONE)

    assert store.lapsed(DAY) == []
    assert store.lapsed(DAY + timedelta(days=1)) == [ONE]
    assert store.counts(DAY) == VerifiedCounts(1, 0)
    assert store.counts(DAY + timedelta(days=1)) == VerifiedCounts(0, 1)


def test_a_lapsed_one_is_reminded_of_once(store):
    store.put(ONE)

    store.reminded(ONE.document, NOW)

    assert store.lapsed(DAY + timedelta(days=9)) == []
    assert store.get(ONE.document).reminded_at == NOW


def test_a_dropped_one_is_gone(store):
    store.put(ONE)

    assert [store.drop(ONE.document), store.drop(ONE.document)] == [True, False]
    assert store.all() == []
