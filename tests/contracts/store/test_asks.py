from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.store.feedback.asks import ANSWERED, NOBODY, Ask, Asks, OwnersReply

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
REPLY = OwnersReply("U0OWNER", "On Fridays.", "everyone", date(2027, 5, 23))


def ask(question=7, asker="U0A", owner="U0OWNER"):
    return Ask(0, question, "When?", "T0", asker, "C0", "1.0", owner, "open", NOW)


@pytest.fixture
def store(database):
    return Asks(database)


def test_the_same_question_of_the_same_person_is_one(store):
    first, again = store.put(ask()), store.put(ask(owner="U0OTHER"))

    assert first == again
    assert first.id > 0
    assert store.put(ask(asker="U0B")).id != first.id


def test_the_first_reply_counts(store):
    number = store.put(ask()).id

    taken = [
        store.answer(number, reply, NOW)
        for reply in (REPLY, OwnersReply("U0SECOND", "On Mondays."))
    ]

    kept = store.get(number)
    assert taken == [True, False]
    assert (kept.state, kept.answer, kept.answered_by) == (ANSWERED, "On Fridays.", "U0OWNER")
    assert (kept.audience, kept.keep_until) == ("everyone", date(2027, 5, 23))


def test_what_is_passed_on_waits_for_somebody_else(store):
    number = store.put(ask()).id

    assert store.pass_on(number, "U0OTHER")
    assert [one.id for one in store.open_for(["U0OTHER"])] == [number]
    assert store.open_for(["U0OWNER"]) == []


def test_what_was_declined_takes_no_reply(store):
    number = store.put(ask(owner=NOBODY)).id

    assert store.decline(number, "U0ADMIN", NOW)
    assert not store.answer(number, REPLY, NOW)
    assert not store.pass_on(number, "U0OTHER")
    assert store.open() == []


def test_askers_see_their_own_newest_first(store):
    numbers = [store.put(ask(question=question)).id for question in (1, 2, 3)]
    store.put(ask(asker="U0B"))

    assert [one.id for one in store.of_asker("U0A", limit=2)] == [numbers[2], numbers[1]]


def test_an_unknown_ask_is_none(store):
    assert store.get(999) is None
    assert not store.answer(999, REPLY, NOW)
