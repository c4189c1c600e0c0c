"""Questions to whole replies, as an employee reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.metrics.computing.engine import Metrics
from knowledge.models import EVERYONE, Answer, Clarification, Mode, NotFound, Reader, Reply
from knowledge.numbers.asked import Asked
from knowledge.numbers.known import Words
from knowledge.numbers.reading.meaning import read
from knowledge.numbers.replying import LONGEST
from knowledge.numbers.service import Numbers

Ask = Callable[[str], Reply | None]

QUESTIONS = (
    "how many bookings last month?",
    "bookings this month",
    "bookings this year vs last year",
    "no-show rate by department",
    "which department has the highest no-show rate?",
    "which month had the fewest bookings in 2023?",
    "trend of no-show rate",
    "share of bookings that come via web",
    "how many departments have bookings?",
    "who owns the no-show rate?",
    "what is the target for bookings?",
    "why did the no-show rate drop?",
    "MRR by plan",
    "NPS in germany",
    "bookings per day this year",
    "waiting time in dialysis",
    "tickets in Oregon",
    "bookings and no-shows in April",
    "bookings by doctor",
    "who has the most bookings?",
    "bookings in 2019",
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "how many bookings did we have last month?",
            (
                "90 bookings in April 2024. [1]\n"
                "▼ 3 (-3.2 %) from 93 in March 2024, worse. [1]\n"
                "Target 100 by 31 Dec 2024. [1]\n"
                "Bookings: appointments that patients booked (n = 90). [1]"
            ),
        ),
        (
            "what's our no-show rate?",
            (
                "20 % no-show rate in April 2024. [1]\n"
                "▼ 0.4 points from 20.4 % in March 2024, better. [1]\n"
                "Baseline 25 % (2023), target 15 % by 31 Dec 2024, 50 % of the way. [1]\n"
                "No-show rate: the share of appointments that nobody came to (n = 90). [1]"
            ),
        ),
        (
            "bookings this month",
            (
                "37 bookings from 1 to 12 May 2024. [1]\n"
                "▲ 1 (+2.8 %) from 36 (1 to 12 Apr 2024), better. [1]\n"
                "Target 100 by 31 Dec 2024. [1]\n"
                "The newest row is of 12 May 2024. [1]\n"
                "Bookings: appointments that patients booked (n = 37). [1]"
            ),
        ),
        (
            "bookings by department",
            (
                "Bookings by department from 2 Jan 2023 to 12 May 2024:\n"
                "• Orthopaedics: 282\n"
                "• Radiology: 282\n"
                "• Cardiology: 281\n"
                "• Emergency room: 281\n"
                "1 group of fewer than 5 rows left out. [1]\n"
                "Bookings: appointments that patients booked (n = 1,126). [1]"
            ),
        ),
        (
            "which department has the most bookings?",
            (
                "Orthopaedics and Radiology are highest: 282 bookings each from 2 Jan 2023 to 12 May "
                "2024. [1]\n"
                "Then Cardiology 281, Emergency room 281. [1]\n"
                "1 group of fewer than 5 rows left out. [1]\n"
                "Bookings: appointments that patients booked (n = 282). [1]"
            ),
        ),
        (
            "which month had the fewest bookings in 2023?",
            (
                "February 2023 is lowest in 2023: 55 bookings. [1]\n"
                "Then January 2023 60, April 2023 60, June 2023 60, September 2023 60. [1]\n"
                "Bookings: appointments that patients booked (n = 55). [1]"
            ),
        ),
        (
            "share of bookings that come via web",
            (
                "33.5 % of bookings from 2 Jan 2023 to 12 May 2024 with Booking channel: web. [1]\n"
                "377 of 1,127. [1]\n"
                "Bookings: appointments that patients booked (n = 1,127). [1]"
            ),
        ),
        (
            "how many departments have bookings?",
            (
                "5 departments have bookings from 2 Jan 2023 to 12 May 2024. [1]\n"
                "Bookings: appointments that patients booked (n = 1,127). [1]"
            ),
        ),
        (
            "no-show rate in april compared to a year ago",
            (
                "No-show rate went down from 25 % (April 2023) to 20 % (April 2024). [1]\n"
                "▼ 5 points from 25 % in April 2023, better. [1]\n"
                "Baseline 25 % (2023), target 15 % by 31 Dec 2024, 50 % of the way. [1]\n"
                "No-show rate: the share of appointments that nobody came to (n = 90). [1]"
            ),
        ),
        (
            "waiting time in dialysis",
            (
                "Too few to call: 1 row for “Average waiting time” from 2 Jan 2023 to 12 May 2024, "
                "department: Dialysis. [1]\n"
                "Average waiting time: mean days from booking to appointment (n = 1). [1]"
            ),
        ),
        (
            "who owns no-shows?",
            (
                "Nobody is named as the owner of no-shows. [1]\n"
                "261 no-shows from 2 Jan 2023 to 12 May 2024. [1]\n"
                "No-shows: appointments that nobody came to (n = 1,127). [1]"
            ),
        ),
        (
            "what is the target for no-show rate?",
            (
                "The target for “No-show rate”: 15 % by 31 Dec 2024. [1]\n"
                "20 % no-show rate in April 2024. [1]\n"
                "▼ 0.4 points from 20.4 % in March 2024, better. [1]\n"
                "Baseline 25 % (2023), 50 % of the way. [1]\n"
                "No-show rate: the share of appointments that nobody came to (n = 90). [1]"
            ),
        ),
        (
            "NPS in germany",
            (
                "-47.5 NPS as of 30 Apr 2024, country: Germany. [1]\n"
                "NPS: net promoter score of our accounts (n = 40). [1]"
            ),
        ),
    ],
)
def test_an_answer_reads_plainly_with_the_number_first(ask: Ask, question: str, text: str) -> None:
    said = ask(question)

    assert isinstance(said, Answer)
    assert said.mode is Mode.COMPUTED
    assert said.text == text


def test_an_answer_says_how_it_was_computed(ask: Ask) -> None:
    said = ask("bookings without insurance in April")

    assert isinstance(said, Answer)
    assert said.evidence == "Computed from 13 rows of appointments · loaded 15 May 2024"
    assert said.workings[0].rule == (
        "Appointments that patients booked. Only rows with insured: not Yes. Time: in April 2024. "
        "n = 13 rows."
    )
    assert "SELECT" in said.workings[0].query.upper()
    assert said.workings[0].file == "metrics/clinic.yaml"


def test_groups_and_series_are_drawn(ask: Ask) -> None:
    groups, trend = ask("bookings by department"), ask("trend of no-show rate")

    assert isinstance(groups, Answer)
    assert isinstance(trend, Answer)
    assert (groups.plots[0].title, groups.plots[0].kind) == ("Bookings by department", "bar")
    assert (trend.plots[0].title, trend.plots[0].kind) == ("No-show rate", "line")


def test_a_why_tells_which_groups_moved_it(ask: Ask) -> None:
    said = ask("why did bookings drop in April?")

    assert isinstance(said, Answer)
    assert "By department: Cardiology −2, Emergency room −1. [1]" in said.text.splitlines()
    assert "Dialysis" not in said.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reply_is_short_and_each_line_of_it_has_its_source(ask: Ask, question: str) -> None:
    said = ask(question)

    assert said is not None
    assert len(said.text) <= LONGEST
    if isinstance(said, Answer):
        lines = [line for line in said.text.splitlines() if not line.startswith("•")]
        assert all(line.endswith(("[1]", ":")) for line in lines)
        assert said.text.endswith("[1]")


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_offered_next_can_be_answered(
    numbers: Numbers, employee: Reader, question: str
) -> None:
    said = numbers.reply(question, employee)

    assert said is not None
    offers = said.choices if isinstance(said, Clarification) else said.follow_ups  # type: ignore[union-attr]
    for offer in offers:
        assert isinstance(numbers.reply(offer, employee), Answer), offer


@pytest.mark.parametrize(
    "question",
    [
        "tickets in Oregon",
        "P1 tickets in Texas",
        "tickets not in Texas",
        "tickets in texas by product",
        "share of tickets from Indiana",
        "which product has the most tickets in Oregon?",
        "bookings and no-shows in April",
        "bookings vs no-shows",
    ],
)
def test_a_choice_has_exactly_one_reading(
    numbers: Numbers, words: Words, employee: Reader, question: str
) -> None:
    said = numbers.reply(question, employee)

    assert isinstance(said, Clarification)
    assert len(set(said.choices)) >= 2
    for choice in said.choices:
        found = read(
            choice,
            numbers.readable(employee),
            lambda name: words.calendar(name, numbers.today()),
        )
        assert isinstance(found, Asked), choice


def test_readings_that_come_to_the_same_are_answered(ask: Ask) -> None:
    said = ask("tickets from Maine last week")

    assert isinstance(said, Answer)
    assert said.figures[0].value == 6


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "bookings by doctor",
            (
                "I cannot compute that: no definition of bookings knows “doctor”. It can be split by "
                "booking channel, department and insured."
            ),
        ),
        (
            "who has the most bookings?",
            "I cannot tell “most” of bookings by itself: say of which groups or times.",
        ),
        (
            "which channel grew most in bookings in April?",
            "I cannot rank by “grew”: ask how bookings changed for one group, or rank its values.",
        ),
        (
            "bookings in 2019",
            "There are no rows for bookings in 2019: they reach from 2 Jan 2023 to 12 May 2024.",
        ),
    ],
)
def test_what_cannot_be_computed_is_said_with_what_is_near(
    ask: Ask, question: str, text: str
) -> None:
    said = ask(question)

    assert isinstance(said, NotFound)
    assert said.text == text
    assert said.nearest[0].title == "Bookings"
    assert said.ask == "U0FRONT"


@pytest.mark.parametrize(
    "question",
    [
        "what is the average salary?",
        "average salary by team",
        "salary of nurses",
        "pay by team",
        "mean salary in April",
        "how many nurses do we have?",
        "who owns average salary?",
        *QUESTIONS,
    ],
)
def test_a_metric_of_a_closed_table_is_nowhere_in_a_reply(ask: Ask, question: str) -> None:
    said = repr(ask(question)).replace(question, "").lower()

    assert not {"salary", "salaries", "nurse", "surgeon", "u0hr"} & set(
        "".join(sign if sign.isalnum() else " " for sign in said).split()
    )


def test_a_reader_of_the_closed_table_is_answered(numbers: Numbers) -> None:
    said = numbers.reply("average salary by team", Reader(frozenset({EVERYONE, "hr"})))

    assert isinstance(said, Answer)
    assert said.text.startswith("Average salary by team as of 30 Apr 2024:")


def test_a_reader_of_nothing_is_told_nothing(numbers: Numbers) -> None:
    assert numbers.reply("bookings last month", Reader(frozenset())) is None


def test_before_anything_is_loaded_a_question_without_a_word_of_the_definitions_is_left(
    metrics: Metrics, folder: Path
) -> None:
    fresh = Numbers(metrics, Words(metrics, []), folder, lambda: None)  # type: ignore[arg-type, return-value]

    assert fresh.may_ask("how many bookings?")
    assert not fresh.may_ask("what is for lunch?")
