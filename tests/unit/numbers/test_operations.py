"""What the words of a question want done with a number."""

from __future__ import annotations

import pytest

from knowledge.metrics.periods import Grain
from knowledge.numbers.language.operations import Operations, asks_number, operations
from knowledge.numbers.language.roles import is_level, is_rank, is_said
from knowledge.numbers.language.words import tokens


def wants(question: str) -> Operations:
    return operations(question, tokens(question))


@pytest.mark.parametrize(
    ("question", "sign", "value"),
    [
        ("top 3 products", "ranks", "most"),
        ("top three products", "top", 3),
        ("the 5 largest", "top", 5),
        ("fewest tickets", "ranks", "least"),
        ("slowest product", "ranks", "worst"),
        ("most common issue", "ranks", "most"),
        ("at least 5 tickets", "ranks", ""),
        ("tickets per week", "grain", Grain.WEEK),
        ("when were most tickets", "grain", Grain.MONTH),
        ("what percentage", "shares", True),
        ("27 % of", "shares", True),
        ("compare web and phone", "compares", True),
        ("over time", "trends", True),
        ("who owns churn", "owner", True),
        ("owners of vans", "owner", False),
        ("whose number is it", "owner", True),
        ("what is the target", "target", True),
        ("are we on track", "target", True),
        ("on the free plan", "target", False),
        ("track my parcel", "target", False),
        ("what drives churn", "why", True),
        ("how many tickets", "counted", True),
        ("how much revenue", "counted", False),
        ("which grew most", "moves", "grew"),
        ("how did it grow", "moves", ""),
        ("the highest value", "extreme", "highest"),
        ("the most recent value", "extreme", ""),
    ],
)
def test_a_sign_is_read_from_the_words(question: str, sign: str, value: object) -> None:
    assert getattr(wants(question), sign) == value


@pytest.mark.parametrize(
    ("question", "word", "said"),
    [
        ("did we miss the target", "miss", True),
        ("how many were missed", "missed", False),
        ("churn has dropped", "dropped", True),
        ("calls that were dropped", "dropped", False),
        ("tickets per month", "month", True),
        ("which month", "month", True),
        ("on the same day", "day", False),
        ("are bookings on plan", "plan", True),
        ("customers with a plan", "plan", False),
    ],
)
def test_a_word_is_about_what_is_done_only_where_it_stands_so(
    question: str, word: str, said: bool
) -> None:
    listed = tokens(question)
    at = [one.text for one in listed].index(word)

    assert is_said(at, listed) is said


def test_a_number_is_of_a_ranking_only_beside_its_word() -> None:
    assert is_rank(1, tokens("top 3 products"))
    assert not is_rank(3, tokens("tickets with at least 3 hours"))
    assert not is_rank(2, tokens("bookings for 3 patients"))


def test_high_and_low_may_say_how_a_value_is_felt() -> None:
    assert is_level(3, tokens("why is it high"))
    assert not is_level(0, tokens("high priority tickets"))


@pytest.mark.parametrize(
    ("question", "asks"),
    [("how many are there", True), ("top 3 products", True), ("where is the canteen", False)],
)
def test_the_form_of_a_question_may_ask_for_a_number(question: str, asks: bool) -> None:
    assert asks_number(question) is asks
