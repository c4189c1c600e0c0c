"""Counts, what stands out, and what is never told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.insights.counting import (
    OTHERS,
    before,
    broken_down,
    counted,
    months,
    samples,
)
from knowledge.insights.matching import loosened, match
from knowledge.insights.proportions import Proportions
from knowledge.insights.questions.topics import topic
from knowledge.models import Period
from knowledge.store.counting.items import Selection

ALL = Selection(frozenset({"everyone"}), ("reviews",))


def matched(items, words):
    return match(topic(words), items.words(ALL.audiences))


def test_every_form_of_the_word_is_counted_and_told(shelf):
    items = shelf("I transferred money.", "Two transfers failed!", "A TRANSFER", "Transform it", "")
    found = matched(items, "transfer")

    count = counted(items, ALL, found)

    assert (count.n, count.of) == (3, 4)
    assert found.rule == "has one of the words transfer, transferred, transfers"


def test_the_words_of_a_phrase_stand_next_to_each_other(shelf):
    items = shelf("a late fee", "late fees again", "fees were late", "late, they said; a fee")
    found = matched(items, "late fees")

    count = counted(items, ALL, found)

    assert count.n == 2


def test_hyphens_part_words_and_apostrophes_do_not(shelf):
    items = shelf("The hand-over went well", "hand over the key", "the customer's key", "handover")
    found = matched(items, "hand-over")

    assert counted(items, ALL, found).n == 2
    assert counted(items, ALL, matched(items, "customers")).n == 1


def test_a_quoted_phrase_is_counted_in_its_form_only(shelf):
    items = shelf("one refund", "two refunds")

    assert counted(items, ALL, matched(items, '"refund"')).n == 1
    assert counted(items, ALL, matched(items, "refund")).n == 2


def test_one_of_several_words_is_enough_and_all_of_several_are_needed(shelf):
    items = shelf("slow", "late", "slow and late", "neither")

    assert counted(items, ALL, matched(items, "slow or late")).n == 3
    assert counted(items, ALL, matched(items, "slow and late")).n == 1


def test_a_form_that_means_something_else_counts_only_where_it_is_asked_for(shelf):
    items = shelf("you are late", "I feel poorly lately")

    assert counted(items, ALL, matched(items, "late")).n == 1
    assert counted(items, ALL, matched(items, "lately")).n == 1


def test_words_nobody_used_are_counted_as_they_were_asked(shelf):
    items = shelf("slow")

    assert counted(items, ALL, matched(items, "unicorns")).n == 0


def test_words_apart_can_be_counted_instead_of_a_phrase(shelf):
    items = shelf("crashes: the app does it again")

    found = loosened(topic("app crashes"), items.words(ALL.audiences))

    assert found.loose
    assert counted(items, ALL, found).n == 1


@pytest.mark.parametrize("words", ["refund", '"late fee"', "slow or late"])
def test_where_no_phrase_has_several_words_nothing_is_loosened(words):
    assert loosened(topic(words), {}) is None


def test_a_share_of_nothing_is_none(shelf):
    assert counted(shelf(), ALL, matched(shelf(), "late")).share is None


def test_three_items_are_shown_from_the_newest_to_the_oldest(shelf):
    items = shelf(*["late"] * 9)
    count = counted(items, ALL, matched(items, "late"))

    found = samples(items, count)

    assert [one.id for one in found] == [0, 4, 8]


def test_all_are_shown_where_there_are_few(shelf):
    items = shelf("late", "late")

    assert [one.id for one in samples(items, counted(items, ALL, matched(items, "late")))] == [0, 1]


def test_the_time_before_is_as_long(shelf):
    items = shelf(*["late"] * 20)
    period = Period(date(2026, 6, 26), date(2026, 6, 30))
    found = matched(items, "late")
    count = counted(items, replace(ALL, period=period), found)

    earlier = before(count, items, found)

    assert earlier.whole.period == Period(date(2026, 6, 21), date(2026, 6, 25))
    assert (count.n, earlier.n) == (5, 5)


def test_there_is_no_time_before_all_time(shelf):
    items = shelf("late")

    assert (
        before(counted(items, ALL, matched(items, "late")), items, matched(items, "late")) is None
    )


def test_months_without_an_item_count_nothing(shelf):
    items = shelf(("late", {"day": date(2026, 4, 2)}), ("late", {"day": date(2026, 6, 2)}))

    found = months(items, counted(items, ALL, matched(items, "late")))

    assert [(period.start.month, n) for period, n in found] == [(4, 1), (5, 0), (6, 1)]


def test_groups_under_five_are_others_together(shelf):
    depots = ["Leeds"] * 6 + ["York"] * 3 + ["Hull"] * 4
    items = shelf(*[("late", {"attributes": {"Depot": depot}}) for depot in depots])

    assert broken_down(items, ALL, "Depot") == (("Leeds", 6), (OTHERS, 7))


@pytest.mark.parametrize("small", [["York"] * 4, ["York"] * 2 + ["Hull"] * 2])
def test_others_that_would_tell_on_few_are_left_out(shelf, small):
    items = shelf(*[("late", {"attributes": {"Depot": one}}) for one in ["Leeds"] * 6 + small])

    assert broken_down(items, ALL, "Depot") == (("Leeds", 6),)


def test_what_is_out_of_proportion_stands_out(shelf):
    rows = [("late", {"attributes": {"Depot": "Leeds"}})] * 10
    rows += [("fine", {"attributes": {"Depot": "York"}})] * 40
    rows += [("late", {"attributes": {"Depot": "York"}})] * 5
    items = shelf(*rows)

    found = Proportions(items).stands_out(counted(items, ALL, matched(items, "late")))

    assert (found.attribute, found.value, found.n, found.among) == ("Depot", "Leeds", 10, 15)
    assert found.usual == pytest.approx(10 / 55)


@pytest.mark.parametrize(("late", "fine"), [(4, 0), (10, 20)])
def test_few_or_usual_ones_do_not_stand_out(shelf, late, fine):
    rows = [("late", {"attributes": {"Depot": "Leeds"}})] * late
    rows += [("fine", {"attributes": {"Depot": "Leeds"}})] * fine
    rows += [("late", {"attributes": {"Depot": "York"}})] * 10
    rows += [("fine", {"attributes": {"Depot": "York"}})] * 20
    items = shelf(*rows)

    assert Proportions(items).stands_out(counted(items, ALL, matched(items, "late"))) is None


def test_an_id_does_not_stand_out(shelf):
    rows = [("late", {"attributes": {"Ticket": f"T{n}"}}) for n in range(40)]
    items = shelf(*rows, *[("fine", {"attributes": {"Ticket": "T1"}})] * 10)

    assert Proportions(items).stands_out(counted(items, ALL, matched(items, "late"))) is None
