from __future__ import annotations

from datetime import date

import pytest

from knowledge.insights.customers.disagreeing import disagreements
from knowledge.insights.customers.open_problems import open_problems, outcomes

STEADY = {"tickets": frozenset({"Plan"})}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Status", "Open"),
        ("ticket_status", "in progress"),
        ("ticketStatus", "on hold"),
        ("State", "pending"),
        ("Company response to consumer", "In progress"),
        ("Outcome", "awaiting the insurer"),
        ("Resolved", "no"),
        ("is_closed", "False"),
        ("Stage", "waiting for customer"),
    ],
)
def test_a_value_that_says_so_is_open(voice, name, value):
    found = open_problems([voice(attributes={name: value})], {})

    assert [one.reason for one in found] == [f"{name}: {value}"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Status", "closed"),
        ("State", "NY"),
        ("State", "OR"),
        ("Outcome", "refunded"),
        ("Response", "Closed with explanation"),
        ("Window", "open"),
        ("Customer type", "new"),
        ("Resolved", "yes"),
        ("Statement", "open"),
    ],
)
def test_a_value_that_does_not_is_not(voice, name, value):
    assert open_problems([voice(attributes={name: value})], {}) == []


def test_a_status_that_says_settled_needs_no_outcome(voice):
    settled = voice(attributes={"Status": "solved"})

    assert open_problems([settled], {"tickets": ["Outcome"]}) == []


def test_an_outcome_is_expected_where_nearly_all_but_not_all_have_one():
    attributes = {"Outcome": {"a": 5, "b": 3}, "Depot": {"x": 9}, "Resolution": {"r": 10}}

    assert outcomes(attributes, 10) == ["Outcome"]
    assert outcomes(attributes, 20) == []


def test_a_fact_of_the_single_item_is_no_disagreement(voice):
    found = disagreements(
        [voice(attributes={"Channel": "mail"}), voice("reviews", attributes={"Channel": "web"})],
        STEADY,
        {},
    )

    assert found == ()


def test_a_source_that_contradicts_itself_takes_no_side(voice):
    voices = [
        voice(attributes={"Plan": "pro"}),
        voice(attributes={"Plan": "free"}),
        voice("crm", attributes={"Plan": "free"}),
    ]

    assert disagreements(voices, STEADY, {}) == ()


def test_case_and_punctuation_are_no_disagreement(voice):
    voices = [voice(attributes={"Plan": "Pro-Plus"}), voice("crm", attributes={"plan": "pro plus"})]

    assert disagreements(voices, STEADY, {}) == ()


def test_the_newest_side_comes_first(voice):
    voices = [
        voice(attributes={"Plan": "pro"}, day=date(2026, 1, 1)),
        voice("crm", attributes={"Plan": "free"}, day=date(2026, 5, 1)),
    ]

    (found,) = disagreements(voices, STEADY, {})

    assert [(side.source, side.says, side.day) for side in found.sides] == [
        ("crm", "free", date(2026, 5, 1)),
        ("tickets", "pro", date(2026, 1, 1)),
    ]


def scored(voice, source, scores):
    return [
        voice(source, score=score, day=date(2026, 1, day))
        for day, score in enumerate(scores, start=1)
    ]


def test_scores_that_go_different_ways_are_both_stated(voice):
    voices = [*scored(voice, "csat", (1, 2, 4, 5)), *scored(voice, "nps", (9, 9, 3, 2))]

    (found,) = disagreements(voices, {}, {"csat": (1, 5), "nps": (0, 10)})

    assert found.subject == "score"
    assert {(side.source, side.says, side.n) for side in found.sides} == {
        ("csat", "rising, 1.5 to 4.5", 4),
        ("nps", "falling, 9.0 to 2.5", 4),
    }


@pytest.mark.parametrize(
    "others",
    [(9, 9, 9, 8.9), (2, 3, 8, 9), (9, 2, 1)],
    ids=["a change within the noise", "the same way", "too few"],
)
def test_scores_that_do_not_clearly_part_are_no_disagreement(voice, others):
    voices = [*scored(voice, "csat", (1, 2, 4, 5)), *scored(voice, "nps", others)]

    assert disagreements(voices, {}, {"csat": (1, 5), "nps": (0, 10)}) == ()


def test_scores_of_different_times_are_no_disagreement(voice):
    early = scored(voice, "csat", (1, 2, 4, 5))
    late = [
        voice("nps", score=score, day=date(2026, 6, day))
        for day, score in enumerate((9, 9, 3, 2), start=1)
    ]

    assert disagreements([*early, *late], {}, {"csat": (1, 5), "nps": (0, 10)}) == ()
