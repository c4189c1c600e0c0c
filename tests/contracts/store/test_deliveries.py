from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from knowledge.models import Turn
from knowledge.store.messages.deliveries import Arrival, Inbox
from knowledge.store.messages.departures import Outgoing
from knowledge.store.questions.turns import Place, Turns

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


def test_what_a_dead_process_had_at_hand_is_free_at_once_where_nobody_else_works(
    inbox, outgoing, database, now
):
    inbox.keep(arrival(), now)
    inbox.claim(now, MINUTE)
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    outgoing.claim("a", now, MINUTE)

    freed = inbox.recover(), outgoing.recover()

    when = now + 2 * MINUTE if database.shared else now
    assert freed == ((0, []) if database.shared else (1, ["a"]))
    assert inbox.claim(when, MINUTE)
    assert outgoing.claim("a", when, MINUTE).attempts == 2


def test_who_lives_keeps_what_is_at_hand_beyond_its_lease(inbox, outgoing, now):
    inbox.keep(arrival(), now)
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    held, sending = inbox.claim(now, MINUTE), outgoing.claim("a", now, MINUTE)

    inbox.renew([held], now + 3 * MINUTE)
    renewed = outgoing.renew(sending, now + 3 * MINUTE)

    assert renewed
    assert inbox.claim(now + 2 * MINUTE, MINUTE) is None
    assert outgoing.claim("a", now + 2 * MINUTE, MINUTE) is None


def test_who_was_halted_beyond_its_lease_settles_nothing_any_more(inbox, outgoing, now):
    inbox.keep(arrival(), now)
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    halted, late = inbox.claim(now, MINUTE), outgoing.claim("a", now, MINUTE)
    inbox.claim(now + 2 * MINUTE, MINUTE)
    outgoing.claim("a", now + 2 * MINUTE, MINUTE)

    inbox.give_back(halted)
    outgoing.unsent(late, "Slack asked to wait.")

    assert not outgoing.renew(late, now + 9 * MINUTE)
    assert [one.attempts for one in inbox.at_hand()] == [2]
    assert outgoing.state("a").state == "sending"


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


def question(event, user, thread=""):
    body = {"user": user, "thread": thread, "text": "who?"}
    return Arrival("T1", event, "C1", event, body)


def test_the_next_turn_is_theirs_who_have_least_in_work(inbox, now):
    for number in range(50):
        inbox.keep(question(f"Ev{number}", "U1"), now)
    inbox.keep(question("Ev-other", "U2"), now)

    claimed = [inbox.claim(now, MINUTE).event for _ in range(3)]

    assert claimed == ["Ev0", "Ev-other", "Ev1"]


def test_nobody_holds_more_than_their_share(inbox, now):
    for number in range(3):
        inbox.keep(question(f"Ev{number}", "U1"), now)

    claimed = [inbox.claim(now, MINUTE, most=2) for _ in range(3)]
    inbox.finish(claimed[0])

    assert claimed[2] is None
    assert inbox.claim(now, MINUTE, most=2).event == "Ev2"


def test_a_thread_is_worked_on_in_its_order(inbox, now):
    inbox.keep(question("Ev1", "U1", "1.1"), now)
    inbox.keep(question("Ev2", "U2", "1.1"), now)
    inbox.keep(question("Ev3", "U3", "2.2"), now)

    first, second, third = (inbox.claim(now, MINUTE) for _ in range(3))
    inbox.finish(first)

    assert (first.event, second.event, third) == ("Ev1", "Ev3", None)
    assert inbox.claim(now, MINUTE).event == "Ev2"


def test_a_thread_is_worked_on_by_one_however_many_processes_there_are(
    inbox, database, another, now
):
    for number in range(12):
        inbox.keep(question(f"Ev{number}", f"U{number}", f"{number % 3}.1"), now)
    bots = [Inbox(database), Inbox(another)] * 3

    with ThreadPoolExecutor(len(bots)) as racing:
        claimed = list(racing.map(lambda bot: bot.claim(now, MINUTE), bots * 2))

    assert len([one for one in claimed if one]) == 3
    assert len({one.body["thread"] for one in claimed if one}) == 3


def test_what_waits_and_what_is_at_hand_is_told_apart(inbox, now):
    inbox.keep(question("Ev1", "U1"), now)
    inbox.keep(question("Ev2", "U2"), now)
    inbox.claim(now, MINUTE)

    assert [one.event for one in inbox.at_hand()] == ["Ev1"]
    assert [one.event for one in inbox.line()] == ["Ev2"]


def test_an_earlier_message_that_was_not_tried_goes_first_in_its_channel(outgoing, now):
    outgoing.put("a", ("C1", ""), {"text": "x"}, now)
    outgoing.put("b", ("C1", ""), {"text": "y"}, now)

    early = outgoing.claim("b", now, MINUTE)
    at_once = outgoing.put_claimed("c", ("C1", ""), {"text": "z"}, now, MINUTE)
    first = outgoing.claim("a", now, MINUTE)
    outgoing.settle(first, "sent", message="1.1")

    assert (early, at_once) == (None, None)
    assert outgoing.claim("b", now, MINUTE).payload == {"text": "y"}


def test_a_message_that_is_claimed_as_it_is_put_is_looked_for_after_a_crash(outgoing, now):
    first = outgoing.put_claimed("a", ("C1", "1.1"), {"text": "x"}, now, MINUTE)
    again = outgoing.put_claimed("a", ("C2", ""), {"text": "x"}, now, MINUTE)

    assert (first.attempts, again) == (1, None)
    assert outgoing.claim("a", now + 2 * MINUTE, MINUTE).attempts == 2


def test_a_begun_message_is_completed_and_keeps_its_id(outgoing, now):
    begun = [outgoing.begin("a", ("C1", "1.1"), now) for _ in range(2)]
    outgoing.begun("a", "5.5")
    waiting = outgoing.open(now)
    completed = [outgoing.complete("a", {"text": "x"}) for _ in range(2)]
    departure = outgoing.claim("a", now, MINUTE)

    assert (begun, waiting, completed) == ([True, False], [], [True, False])
    assert departure.message == "5.5"
    assert departure.payload == {"text": "x", "begun": True}
    outgoing.settle(departure, "pending", "later")
    assert outgoing.state("a").message == "5.5"


def test_a_message_that_was_not_begun_leaves_its_key_free(outgoing, now):
    outgoing.begin("a", ("C1", "1.1"), now)

    outgoing.drop("a")

    assert outgoing.put("a", ("C1", "1.1"), {"text": "x"}, now)


def test_a_posted_message_is_known_by_the_id_that_slack_gave_it(outgoing, now):
    outgoing.put("k1", ("C1", ""), {"text": "hi"}, now)
    outgoing.settle(outgoing.claim("k1", now, MINUTE), "sent", message="5.5")
    outgoing.put("k2", ("C1", ""), {"text": "waits"}, now)

    assert outgoing.key_of(["C1", "U1"], "5.5") == "k1"
    assert outgoing.key_of(["C2"], "5.5") == ""
    assert outgoing.key_of(["C1"], "") == ""
