from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.store.feedback.feedback import DISMISSED, RESOLVED, FeedbackStore

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TOLD = ("outdated", "It is 28 days.", "U0OWNER")


@pytest.fixture
def store(database):
    return FeedbackStore(database)


def test_praise_counts_once(store):
    told = [store.right(7, "U0A", NOW), store.right(7, "U0A", LATER)]

    assert told == [True, False]
    assert store.open() == []


def test_what_is_wrong_waits_for_its_owner(store):
    flag = store.wrong(7, "U0A", TOLD, NOW)

    assert store.open_for(["U0OWNER"]) == [flag]
    assert store.open_for(["U0OTHER", ""]) == []
    assert (flag.reason, flag.words, flag.state) == ("outdated", "It is 28 days.", "open")


def test_saying_it_again_adds_to_the_same_flag(store):
    first = store.wrong(7, "U0A", TOLD, NOW)

    again = store.wrong(7, "U0A", ("wrong", "", "U0OTHER"), LATER)

    assert (again.id, again.round) == (first.id, first.round)
    assert (again.reason, again.words, again.owner) == ("wrong", "", "U0OWNER")
    assert len(store.open()) == 1


def test_two_people_flag_the_same_answer_each_for_themselves(store):
    flags = {store.wrong(7, user, TOLD, NOW).id for user in ("U0A", "U0B")}

    assert len(flags) == 2


def test_a_changed_vote_replaces_the_one_before(store):
    first = store.wrong(7, "U0A", TOLD, NOW)

    changed = store.right(7, "U0A", LATER)

    assert changed
    assert store.open() == []
    assert not store.resolve(first, RESOLVED, "U0OWNER", "done", LATER)
    again = store.wrong(7, "U0A", TOLD, LATER)
    assert again.id == first.id
    assert again.round != first.round


def test_an_open_flag_is_settled_once(store):
    flag = store.wrong(7, "U0A", TOLD, NOW)

    done = [store.resolve(flag, state, "U0O", "why", LATER) for state in (DISMISSED, RESOLVED)]

    assert done == [True, False]
    assert [(one.state, one.resolution) for one in store.settled()] == [(DISMISSED, "why")]


def test_what_was_settled_can_be_flagged_anew(store):
    flag = store.wrong(7, "U0A", TOLD, NOW)
    store.resolve(flag, RESOLVED, "U0O", "done", LATER)

    again = store.wrong(7, "U0A", ("wrong", "", "U0OTHER"), LATER)

    assert (again.state, again.resolved_by, again.resolution) == ("open", "", "")
    assert again.owner == "U0OTHER"


def test_an_unknown_flag_is_none(store):
    assert store.get(999) is None
    assert store.of(7, "U0A") is None
