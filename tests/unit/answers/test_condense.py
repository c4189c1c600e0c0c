from __future__ import annotations

import pytest

from knowledge.answers.writing.condense import condense, is_follow_up
from knowledge.models import Turn

NOTICE = [Turn("What is the notice period?", "What is the notice period?", "Four weeks. [1]")]


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("And for partners?", "What is the notice period: for partners?"),
        ("What about partners?", "What is the notice period: partners?"),
        ("and how about partners", "What is the notice period: partners?"),
        ("Why?", "What is the notice period: Why?"),
        ("Since when?", "What is the notice period: Since when?"),
        ("Is it paid?", "What is the notice period: Is it paid?"),
        ("Who decides that?", "What is the notice period: Who decides that?"),
        ("paid?", "What is the notice period: paid?"),
    ],
)
def test_a_question_that_points_back_gets_the_subject_of_the_last_one(question, alone):
    assert condense(question, NOTICE) == alone


@pytest.mark.parametrize(
    "question",
    [
        "How many days of annual leave does every employee have?",
        "Where does the depot in Kendal keep its broken winter tyres?",
        "Which partner pays the storage fee?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stays_as_it_is(question):
    assert not is_follow_up(question, NOTICE)
    assert condense(question, NOTICE) == question


def test_nothing_follows_up_on_nothing():
    assert not is_follow_up("Why?", [])
    assert condense("Why?", []) == "Why?"


def test_the_last_turn_counts_as_it_read_alone():
    history = [*NOTICE, Turn("And for partners?", "What is the notice of partners?", "Six weeks.")]

    assert condense("Why?", history) == "What is the notice of partners: Why?"


def test_a_turn_that_was_never_reworded_counts_as_it_was_typed():
    assert condense("Why?", [Turn("Do we lease vans?", "", "Yes.")]) == "Do we lease vans: Why?"
