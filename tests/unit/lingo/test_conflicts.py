from __future__ import annotations

import numpy as np
import pytest

from benchmarks.weighing import fitted
from knowledge.lingo.conflicts.finding import conflicts, deprecated
from knowledge.lingo.conflicts.judging import Judge
from knowledge.lingo.conflicts.numerals import in_digits
from knowledge.lingo.conflicts.opposites import opposites
from knowledge.lingo.conflicts.quantities import differ, quantities
from knowledge.lingo.conflicts.scope import left_out, scope_differs
from knowledge.lingo.conflicts.weights import ALONE, NAMES, READ
from knowledge.store.lingo.records import DEPRECATED, NUMBER, SCOPE, SUBJECT, Side


class ByWords:
    """Two texts are as near as the words that they share; a model knows that two is 2."""

    dimensions, fingerprint = 4096, "words"

    def embed(self, texts):
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", " ").replace("two", "2").split():
                row[sum(map(ord, word)) * 31 % self.dimensions] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


def side(definition, document, domain="", label="pod", **more):
    return Side(label, definition, document, "", "everyone", domain=domain, **more)


def same_words(some, others):
    return 1.0 if set(some) & set(others) else 0.0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("within 7 days", {"time": {7.0}}),
        ("no call for a week", {"time": {7.0}}),
        ("inside the two-hour window", {"time": {2 / 24}}),
        ("more than 5,000 orders a year", {"count": {5000.0}}),
        ("heavier than thirty kilograms", {"weight": {30.0}}),
        ("up to £20 or 5 %", {"pounds": {20.0}, "share": {5.0}}),
        ("whoever picks up", {}),
    ],
)
def test_quantities_are_read_however_they_are_written(text, named):
    read = {name: {round(one, 4) for one in values} for name, values in quantities(text).items()}
    assert read == {name: {round(one, 4) for one in values} for name, values in named.items()}


def test_a_week_is_seven_days_and_not_fourteen():
    assert differ(quantities("for 7 days"), quantities("for a week")) == ""
    assert differ(quantities("for 7 days"), quantities("for a fortnight")) == "time"
    assert differ(quantities("for 7 days"), quantities("30 kg")) == ""


def test_what_one_leaves_out_and_the_other_takes_in_is_told():
    every = "Any message in which a household is unhappy, by phone or letter."
    some = "A letter to the desk. Phone calls do not count."

    assert left_out(some) == [("phone", "calls")]
    assert scope_differs(every, some, same_words) == "phone calls"
    assert scope_differs("Fees before refunds", "Fees after refunds", same_words) == "refunds"
    assert scope_differs("Fees without refunds", "Fees; refunds do not count", same_words) == ""


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("A crew of 2 people and a van", "A crew of 3 people and a van", NUMBER),
        ("A crew of two people and a van", "A crew of 2 people and a van", ""),
        ("All crews of a depot and vans", "All crews of a depot without vans", SCOPE),
        ("A crew and a van", "Somewhere ships moor overnight", SUBJECT),
        ("A crew and its van", "A crew and its van, as in the plan", ""),
    ],
)
def test_definitions_differ_in_number_scope_or_subject(one, other, kind):
    judge = Judge(ByWords(), Reads(4.0 if kind else -4.0))

    found = judge.differ(side(one, "a.md"), side(other, "b.md"))

    assert (found.kind if found else "") == kind


def test_long_forms_decide_what_an_abbreviation_is():
    judge = Judge(ByWords())
    board = side("", "a.csv", label="NPS", stands_for="Net Promoter Score")

    assert (
        judge.differ(board, side("", "b.csv", stands_for="National Parcel Standard")).kind
        == SUBJECT
    )
    assert judge.differ(board, side("", "b.csv", stands_for="Net-promoter scores")) is None


def test_two_meanings_of_one_label_are_one_conflict_however_many_pages_repeat_them():
    crew, mooring = "A crew of 2 people and a van", "Somewhere ships moor overnight"
    sides = [
        side(crew, "a.csv", "operations"),
        side(crew + " of ours", "c.md", "operations"),
        side(mooring, "b.csv", "port"),
        side(mooring, "d.csv", "port", status="Deprecated"),
    ]

    found = conflicts(sides, Judge(ByWords()))

    assert [(one.one.document, one.other.document) for one in found] == [("a.csv", "b.csv")]
    assert conflicts(reversed(sides), Judge(ByWords()))[0].key == found[0].key


def test_two_meanings_within_one_document_are_a_conflict_of_two_departments_only():
    def given(one, other):
        crew, mooring = "A crew and a van", "Somewhere ships moor overnight"
        sides = [side(crew, "a.csv", one), side(mooring, "a.csv", other)]
        return conflicts(sides, Judge(ByWords()))

    assert given("operations", "operations") == []
    assert [one.label for one in given("operations", "port")] == ["pod"]


def test_a_deprecated_term_that_is_still_used_is_told_with_each_place():
    found = deprecated(side("A crew", "a.csv"), [side("Each pod has a van.", "plan.md")])

    assert [(one.difference.kind, one.other.document) for one in found] == [(DEPRECATED, "plan.md")]


def test_weights_are_those_that_the_pairs_themselves_ask_for():
    names = list(NAMES)
    rng = np.random.default_rng(0)
    rows = rng.random((60, len(names)))
    # The first sign speaks against a conflict, the second for it.
    real = rows[:, 0] < rows[:, 1]

    _, weights, _ = fitted(rows, real)

    strongest = sorted(range(len(names)), key=lambda at: abs(weights[at]))[-2:]
    assert set(strongest) == {0, 1}
    assert weights[0] < 0 < weights[1]
    assert list(READ) == names
    assert list(ALONE) == [name for name in names if name != "read"]


class Reads:
    """Takes two texts apart by as much as it is told."""

    def __init__(self, logit):
        self.logit = logit

    def apart(self, one, other):
        return self.logit


def test_a_reader_of_pairs_has_a_say():
    crew, van = "Whoever unloads the lorry at the kerb", "Those who load the lorry at the kerb"
    sides = side(crew, "a.md"), side(van, "b.md")

    assert Judge(ByWords(), Reads(9.0)).differ(*sides) is not None
    assert Judge(ByWords(), Reads(-9.0)).differ(*sides) is None


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("twelve thousand pods, a dozen vans", "12000 pods, 12 vans"),
        ("four and a half hours or one hundred and five", "4.5 hours or 105"),
        ("three quarters of an hour, half a year", "0.75 hour, 0.5 year"),
        ("one in ten, two thirds of the crews", "10 %, 66.6667 % of the crews"),
        ("once or twice, from the fifteenth on", "1 times or 2 times,  15  on"),
        ("the first half of the year, each quarter", "the first half of the year, each quarter"),
    ],
)
def test_spelt_numbers_are_read_as_digits(text, digits):
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    ("one", "other", "dimension"),
    [
        ("no more than seven crews", "up to 7 crews", ""),
        ("more than seven crews", "eight crews or more", ""),
        ("five working days", "a week", ""),
        ("14 days", "14 working days", "time"),
        ("60 minutes, then each 15 minutes", "90 minutes, then each 15 minutes", "time"),
        ("from 1 November to noon", "from 15 November to noon", "date"),
        ("97 % in time", "3 % late", ""),
        ("above 100,000 euros", "above 100,000 dollars", "currency"),
        ("30 megabytes", "30 megabits", "data"),
        ("at least one crew", "at least two crews", "count"),
        ("for example 5 crews", "any crew", ""),
    ],
)
def test_quantities_differ_where_each_names_one_that_the_other_does_not(one, other, dimension):
    assert differ(quantities(one), quantities(other)) == dimension


def test_opposite_words_are_told_where_each_text_has_its_own():
    assert opposites("The mean of all waits", "The median wait") == [("mean", "median")]
    assert opposites("Sent, or received", "Received") == []
