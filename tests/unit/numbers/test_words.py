"""Words to stems, and which of them say nothing."""

from __future__ import annotations

import pytest

from knowledge.numbers.language.plain import unrequested
from knowledge.numbers.language.words import stems, telling, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bookings", ("book",)),
        ("no_show_rate", ("not", "show", "rate")),
        ("without insurance", ("not", "insur")),
        ("wasn't reopened", ("was", "not", "reopen")),
        ("avg hours", ("averag", "hour")),
        ("max wait", ("maximum", "wait")),
        ("three months", ("3", "month")),
        ("1,500 USD", ("1500", "usd")),
        ("27%", ("27", "percent")),
        ("", ()),
        ("?!", ()),
    ],
)
def test_words_are_compared_by_their_stems(text: str, expected: tuple[str, ...]) -> None:
    assert stems(text) == expected


@pytest.mark.parametrize("word", ["please", "actually", "show", "the", "of", "number"])
def test_filler_says_nothing(word: str) -> None:
    assert [one.idle for one in tokens(word)] == [True]


@pytest.mark.parametrize("word", ["bookings", "timely", "maximum"])
def test_what_may_be_a_condition_is_never_filler(word: str) -> None:
    assert [one.idle for one in tokens(word)] == [False]


@pytest.mark.parametrize("code", ["OR", "IN", "ME", "US"])
def test_a_code_in_capitals_says_something(code: str) -> None:
    found = tokens(f"tickets from {code}")[-1]

    assert found.capital
    assert not found.idle


def test_a_question_all_in_capitals_has_no_codes() -> None:
    assert not any(one.capital for one in tokens("HOW MANY TICKETS IN OR"))


def test_the_us_is_a_country_in_small_letters_too() -> None:
    assert tokens("mrr from the us")[-1].capital
    assert not tokens("what do customers ask us")[-1].capital


def test_a_capital_within_a_question_may_be_a_name() -> None:
    first, *others = tokens("Customers on Team")

    assert not first.name
    assert [one.name for one in others] == [False, True]


def test_a_name_of_stop_words_alone_keeps_them() -> None:
    assert telling("other") == stems("other")
    assert telling("rate of the calls") == stems("rate calls")


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("please list tickets by state", "tickets by state"),
        ("could you confirm the MRR", "the MRR"),
        ("share of tickets", "share of tickets"),
        ("tickets reported", "tickets reported"),
    ],
)
def test_a_request_is_no_part_of_what_is_asked(question: str, rest: str) -> None:
    assert unrequested(question).strip() == rest


def test_what_is_going_on_says_which_rows_are_meant() -> None:
    assert [one.idle for one in tokens("exist existing")] == [True, False]
