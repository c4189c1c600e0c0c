from __future__ import annotations

import pytest

from knowledge.lingo.spelling import close, cost, sure

KNOWN = ["churn", "chain", "nps", "nrr", "csat", "crst", "net revenue retention", "doorstep score"]


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("chrun", "churn", "chain"),  # two letters changed over
        ("chuurn", "churn", "chain"),  # doubled
        ("csta", "csat", "crst"),
        ("cdat", "csat", "crst"),  # the key beside
        ("net revenue retension", "net revenue retention", "nrr"),
    ],
)
def test_slips_of_the_hand_cost_less_than_other_words(typed, meant, other):
    assert cost(typed, meant) < cost(typed, other)
    assert close(typed, KNOWN)[0][0] == meant


def test_a_word_is_taken_for_another_only_where_nothing_else_is_as_near():
    assert sure("chrun", close("chrun", KNOWN))
    assert not sure("csrt", [("csat", 1.0), ("crst", 0.9)])
    assert not sure("nrs", close("nrs", KNOWN))
    assert not sure("banana", close("banana", KNOWN))


def test_the_same_word_costs_nothing_and_nothing_costs_its_letters():
    assert cost("churn", "churn") == 0
    assert cost("", "abc") == 3
