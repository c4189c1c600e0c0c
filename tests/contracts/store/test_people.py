from __future__ import annotations

from datetime import UTC, datetime, timedelta

from knowledge.store.questions.people import HINTED, WELCOMED, People, Quiet
from knowledge.store.questions.turns import Place

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_person_is_told_each_thing_once(database):
    people = People(database)

    told = [people.once("T0", "U0A", WELCOMED, NOW) for _ in range(3)]

    assert told == [True, False, False]
    assert people.once("T0", "U0A", HINTED, NOW)
    assert people.once("T0", "U0B", WELCOMED, NOW)


def test_what_a_person_was_told_is_known_without_telling_it(database):
    people = People(database)
    people.once("T0", "U0A", WELCOMED, NOW)

    told = [
        people.told("T0", user, what)
        for user, what in (("U0A", WELCOMED), ("U0A", HINTED), ("U0B", WELCOMED))
    ]

    assert told == [True, False, False]


def test_a_look_tells_of_the_one_before(database):
    people = People(database)
    people.once("T0", "U0A", WELCOMED, NOW)

    first = people.looked("T0", "U0A", NOW)
    second = people.looked("T0", "U0A", NOW + timedelta(days=1))

    assert (first, second) == (None, NOW)


def test_a_thread_is_quiet_until_it_is_not(database):
    quiet, place = Quiet(database), Place("T0", "C0", "1.0")

    seen = [quiet.wanted(place)]
    for wanted in (True, True, False):
        quiet.set(place, quiet=wanted, now=NOW)
        seen.append(quiet.wanted(place))

    assert seen == [False, True, True, False]
    assert not quiet.wanted(Place("T0", "C0", "2.0"))
