"""The same question in other words, and questions that only look like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.answers.vouched.sameness import says_the_same

PAIRS = Path(__file__).parents[2] / "sameness" / "pairs.jsonl"
HOLIDAY = "How many days of holiday do I get in a year?"


@pytest.mark.parametrize(
    "asked",
    [
        "how many days of holiday do i get a year",
        "In a year, how many holiday days do I get?",
        "Please tell me: how many days of holiday do I get in a year?",
    ],
)
def test_other_order_and_small_words_are_the_same(asked):
    assert says_the_same(asked, HOLIDAY)


@pytest.mark.parametrize(
    "asked",
    [
        "How many days of parental leave do I get in a year?",
        "How many days of holiday do I get in 2 years?",
        "How many days of holiday do I get in a year of probation?",
        "How many days of holiday do I not get in a year?",
        "Why do I get days of holiday in a year?",
        "Who gets days of holiday in a year?",
        "How many days of holiday did I get last year?",
        "How many days?",
        "",
        "?!",
    ],
)
def test_another_word_number_not_or_form_is_another_question(asked):
    assert not says_the_same(asked, HOLIDAY)


def test_numbers_are_the_same_however_their_thousands_are_written():
    asked = "What discount for 12,000 jobs?"

    assert says_the_same(asked, "what discount for 12 000 jobs")
    assert not says_the_same(asked, "what discount for 2,000 jobs")


@pytest.mark.parametrize(("split", "same", "different"), [("tune", 43, 2), ("held_out", 43, 1)])
def test_pairs_of_the_example_are_told_apart_as_measured(split, same, different):
    """Words alone, before the cosine: at least so many recognised, at most so many taken for it."""
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    told = [
        (one["same"], says_the_same(one["asked"], one["question"]))
        for one in pairs
        if one["split"] == split
    ]

    assert sum(meant and said for meant, said in told) >= same
    assert sum(said and not meant for meant, said in told) <= different


def test_no_two_questions_of_the_example_are_taken_for_the_same():
    file = Path(__file__).parents[3] / "examples" / "tindlemoor" / "questions.jsonl"
    asked = [json.loads(line)["question"] for line in file.read_text("utf-8").splitlines()]

    taken = [(a, b) for a in asked for b in asked if a != b and says_the_same(a, b)]

    assert taken == []
