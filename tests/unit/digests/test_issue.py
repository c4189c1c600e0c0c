"""Questions in the thread of an issue, as they read without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.answers.writing.condense import condense
from knowledge.digests.issue import Issue, Number
from knowledge.metrics.periods import Grain
from knowledge.models import Period, Turn

NUMBERS = (
    Number("in_window_rate", "In the two-hour window", "89.9 %", ("in-window rate",)),
    Number("complaints", "Complaints", "39", ("complaint volume",), is_crossed=True),
)
WEEK = Issue(
    "Complaints, week by week",
    "everyone",
    NUMBERS,
    Period(date(2026, 11, 9), date(2026, 11, 15)),
    Grain.WEEK,
    date(2026, 11, 16),
)
NOW, BEFORE = "in the week of 9 Nov 2026", "in the week of 2 Nov 2026"
DEPOTS = Turn("by depot?", f"Complaints {NOW}: by depot?", "Huddersfield 12")


def alone(issue, question, *earlier):
    read = issue.read(question, earlier)
    return condense(read.question, read.earlier)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("why?", f"Complaints {NOW}: why?"),
        ("and by depot?", f"Complaints {NOW}: by depot?"),
        ("what about Huddersfield?", f"Complaints {NOW}: Huddersfield?"),
        ("why did complaints rise?", f"why did complaints rise {NOW}?"),
        ("what was the in-window rate", f"what was the in-window rate {NOW}?"),
        ("complaint volume?", f"complaint volume {NOW}?"),
        ("what about the week before?", f"Complaints {BEFORE}?"),
        ("and the previous week?", f"Complaints {BEFORE}?"),
        ("and a year ago?", "Complaints in the week of 10 Nov 2025?"),
        ("what was the in-window rate the week before?", f"what was the in-window rate {BEFORE}?"),
        ("why was it better the week before?", f"Complaints: why was it better {BEFORE}?"),
        ("did complaints rise from the week before?", "did complaints rise from the week before?"),
        ("how many complaints in October?", "how many complaints in October?"),
        ("who owns complaints?", "who owns complaints?"),
        (
            "what does the handbook say about handling complaints kindly",
            "what does the handbook say about handling complaints kindly",
        ),
        ("How many days of annual leave does every employee have?",) * 2,
    ],
)
def test_a_question_knows_the_numbers_and_the_week_of_its_issue(question, read):
    assert alone(WEEK, question) == read


def test_where_several_numbers_may_be_meant_each_of_them_is_offered():
    even = replace(WEEK, numbers=[replace(one, is_crossed=False) for one in NUMBERS])

    assert even.read("why?", ()).choices == [
        f"Why did “In the two-hour window” change {NOW}?",
        f"Why did complaints change {NOW}?",
    ]
    assert even.read("and by depot?", ()).choices == [
        f"In the two-hour window {NOW}: by depot?",
        f"Complaints {NOW}: by depot?",
    ]
    assert even.read("and by depot?", [DEPOTS]).choices == ()
    assert even.read("why did complaints rise?", ()).choices == ()
    assert even.read("How many days of annual leave does every employee have?", ()).choices == ()
    assert WEEK.read("why?", ()).choices == ()


def test_a_question_goes_on_from_the_one_before():
    assert alone(WEEK, "why?", DEPOTS) == f"Complaints {NOW}: by depot: why?"
    assert alone(WEEK, "and the week before?", DEPOTS) == f"Complaints {BEFORE}: by depot?"


def test_after_a_question_for_a_word_a_number_is_asked_of_the_issue():
    word = Turn("What does Complaint mean?", "What does Complaint mean?", "Any expression ...")

    assert alone(WEEK, "and by depot?", DEPOTS, word) == f"Complaints {NOW}: by depot: by depot?"
    assert alone(WEEK, "and by depot?", word) == f"Complaints {NOW}: by depot?"
    assert alone(WEEK, "since when?", word) == "What does Complaint mean: since when?"


def test_a_month_and_all_rows_there_are_have_their_own_words():
    month = Issue(
        "M",
        "",
        NUMBERS,
        Period(date(2026, 10, 1), date(2026, 10, 31)),
        Grain.MONTH,
        date(2026, 11, 2),
    )
    latest = Issue("L", "", NUMBERS, None, None, date(2026, 11, 2))

    assert month.why(NUMBERS[1]) == "Why did complaints change in October 2026?"
    assert alone(month, "and the month before?") == "Complaints in September 2026?"
    assert alone(latest, "why did complaints rise?") == "why did complaints rise?"
    assert alone(latest, "by depot?") == "Complaints: by depot?"
