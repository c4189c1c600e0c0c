from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.models import Turn
from knowledge.store.deliveries import Arrival, Inbox, Outgoing
from knowledge.store.turns import Place, Turns

MINUTE = timedelta(minutes=1)


def arrival(event="Ev1", message="1.1"):
    return Arrival("T1", event, "C1", message, {"text": "who?"})


@pytest.fixture
def inbox(database):
    return Inbox(database)


@pytest.fixture
def outgoing(database):
    return Outgoing(database)


def test_an_event_and_a_message_are_each_kept_once(inbox, now):
    kept = [
        inbox.keep(arrival("Ev1", "1.1"), now),
        inbox.keep(arrival("Ev1", "2.2"), now),
        inbox.keep(arrival("Ev2", "1.1"), now),
        inbox.keep(arrival("Ev2", "2.2"), now),
    ]

    assert kept == [True, False, False, True]


def test_the_oldest_is_claimed_first_and_by_one_only(inbox, now):
    inbox.keep(arrival("Ev1", "1.1"), now)
    inbox.keep(arrival("Ev2", "2.2"), now)

    claimed = [inbox.claim(now, MINUTE) for _ in range(3)]

    assert [one and one.event for one in claimed] == ["Ev1", "Ev2", None]


def test_what_nobody_finished_is_claimed_again_when_its_lease_is_over(inbox, now):
    inbox.keep(arrival(), now)
    inbox.claim(now, MINUTE)

    early = inbox.claim(now + MINUTE / 2, MINUTE)
    late = inbox.claim(now + 2 * MINUTE, MINUTE)

    assert early is None
    assert late.attempts == 2


def test_a_finished_event_keeps_its_keys_and_forgets_its_words(inbox, now):
    inbox.keep(arrival(), now)
    inbox.finish(inbox.claim(now, MINUTE))

    again = inbox.keep(arrival(), now)

    assert not again
    assert inbox.waiting() == 0
    assert inbox.forget(now + MINUTE) == 1


def test_what_a_dead_process_had_at_hand_is_free_at_once(inbox, outgoing, now):
    inbox.keep(arrival(), now)
    inbox.claim(now, MINUTE)
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    outgoing.claim("a", now, MINUTE)

    freed = inbox.recover(), outgoing.recover()

    assert freed == (1, ["a"])
    assert inbox.claim(now, MINUTE)
    assert outgoing.claim("a", now, MINUTE).attempts == 2


def test_the_first_message_under_a_key_counts(outgoing, now):
    outgoing.put("a", ("C1", ""), {"text": "first"}, now)

    again = outgoing.put("a", ("C1", ""), {"text": "second"}, now)

    assert not again
    assert outgoing.claim("a", now, MINUTE).payload == {"text": "first"}


def test_a_message_that_was_sent_is_never_claimed_again(outgoing, now):
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    outgoing.settle(outgoing.claim("a", now, MINUTE), "sent", message="1.1")

    claimed = outgoing.claim("a", now + 2 * MINUTE, MINUTE)

    assert claimed is None
    assert outgoing.open(now + 2 * MINUTE) == []
    assert outgoing.state("a").message == "1.1"


def test_a_message_that_was_certainly_not_posted_is_tried_as_if_for_the_first_time(outgoing, now):
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    outgoing.unsent(outgoing.claim("a", now, MINUTE), "Slack asked to wait.")

    claimed = outgoing.claim("a", now, MINUTE)

    assert claimed.attempts == 1


def test_a_thread_remembers_its_last_turns_oldest_first(database, now):
    turns, place = Turns(database), Place("T1", "C1", "1.1")
    for number in range(8):
        turns.add(place, "U1", Turn(f"q{number}", f"s{number}", "a"), now)

    remembered = turns.of(place, limit=2)

    assert [one.question for one in remembered] == ["q6", "q7"]
    assert turns.any(place)
    assert not turns.any(Place("T1", "C1", "2.2"))
