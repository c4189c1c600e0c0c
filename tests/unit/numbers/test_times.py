"""Which days a time in a question means, and which words are none."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.metrics.periods import Grain
from knowledge.numbers.times.calendar import Calendar
from knowledge.numbers.times.spotted import Times
from knowledge.numbers.times.spotting import times

TODAY = Calendar(date(2024, 5, 15), newest=date(2024, 5, 12), oldest=date(2020, 1, 7))


def days(question: str, calendar: Calendar = TODAY) -> list[str]:
    """The periods of a question, each as start and end."""
    periods = [calendar.period(one.when) for one in times(question).spotted]
    return [f"{one.start} {one.end}" for one in periods]


def links(found: Times) -> list[str]:
    return [one.link for one in found.spotted]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("complaints in August", "2023-08-01 2023-08-31"),
        ("complaints in August 2022", "2022-08-01 2022-08-31"),
        ("complaints in Aug. 2022", "2022-08-01 2022-08-31"),
        ("complaints, Aug '22", "2022-08-01 2022-08-31"),
        ("complaints in 2022-08", "2022-08-01 2022-08-31"),
        ("complaints in 8/2022", "2022-08-01 2022-08-31"),
        ("complaints in mar-2023", "2023-03-01 2023-03-31"),
        ("complaints in february", "2024-02-01 2024-02-29"),
        ("complaints in may", "2024-05-01 2024-05-31"),
        ("complaints this May", "2024-05-01 2024-05-31"),
        ("complaints last May", "2023-05-01 2023-05-31"),
        ("complaints last August", "2023-08-01 2023-08-31"),
        ("complaints of July of 2023", "2023-07-01 2023-07-31"),
        ("how did march go", "2024-03-01 2024-03-31"),
        ("August last year", "2023-08-01 2023-08-31"),
        ("in January of this year", "2024-01-01 2024-01-31"),
        ("last year's august", "2023-08-01 2023-08-31"),
        ("orders in 1997", "1997-01-01 1997-12-31"),
        ("orders in '97", "1997-01-01 1997-12-31"),
        ("orders in 97", "1997-01-01 1997-12-31"),
        ("orders in 1997, by state", "1997-01-01 1997-12-31"),
        ("Q3 orders", "2023-07-01 2023-09-30"),
        ("Q3 2022", "2022-07-01 2022-09-30"),
        ("Q3'22", "2022-07-01 2022-09-30"),
        ("2022 Q3", "2022-07-01 2022-09-30"),
        ("in the fourth quarter", "2023-10-01 2023-12-31"),
        ("first quarter of last year", "2023-01-01 2023-03-31"),
        ("the last quarter of 2022", "2022-10-01 2022-12-31"),
        ("H1", "2024-01-01 2024-06-30"),
        ("the second half of last year", "2023-07-01 2023-12-31"),
        ("first half of 2023", "2023-01-01 2023-06-30"),
        ("the first 3 months of 2023", "2023-01-01 2023-03-31"),
        ("the last two quarters of 2023", "2023-07-01 2023-12-31"),
        ("week 12", "2024-03-18 2024-03-24"),
        ("calendar week 1 2021", "2021-01-04 2021-01-10"),
    ],
)
def test_a_part_of_a_year_is_the_newest_that_has_begun(question: str, period: str) -> None:
    assert days(question) == [period]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("on 2023-02-28", "2023-02-28"),
        ("on 28.02.2023", "2023-02-28"),
        ("on 29 February 2024", "2024-02-29"),
        ("on Feb 29", "2024-02-29"),
        ("on March 3rd", "2024-03-03"),
        ("the 3rd of march", "2024-03-03"),
        ("on March 31, 2023", "2023-03-31"),
        ("on 15/03/2023", "2023-03-15"),
        ("on 03/15/2023", "2023-03-15"),
        ("yesterday", "2024-05-14"),
        ("the day before yesterday", "2024-05-13"),
        ("today", "2024-05-15"),
        ("3 days ago", "2024-05-12"),
    ],
)
def test_a_day_is_a_period_of_its_own(question: str, day: str) -> None:
    assert days(question) == [f"{day} {day}"]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("last week", "2024-05-06 2024-05-12"),
        ("this week", "2024-05-13 2024-05-19"),
        ("the week before last", "2024-04-29 2024-05-05"),
        ("two weeks ago", "2024-04-29 2024-05-05"),
        ("last month", "2024-04-01 2024-04-30"),
        ("a month ago", "2024-04-01 2024-04-30"),
        ("3 months ago", "2024-02-01 2024-02-29"),
        ("this quarter", "2024-04-01 2024-06-30"),
        ("last quarter", "2024-01-01 2024-03-31"),
        ("last year", "2023-01-01 2023-12-31"),
        ("two years ago", "2022-01-01 2022-12-31"),
        ("last 3 months", "2024-02-01 2024-04-30"),
        ("the past two weeks", "2024-04-29 2024-05-12"),
        ("in the last 12 months", "2023-05-01 2024-04-30"),
        ("in the last 30 days", "2024-04-15 2024-05-14"),
        ("last seven days", "2024-05-08 2024-05-14"),
        ("previous 2 quarters", "2023-10-01 2024-03-31"),
        ("ytd", "2024-01-01 2024-05-14"),
        ("year to date", "2024-01-01 2024-05-14"),
        ("this year so far", "2024-01-01 2024-05-14"),
        ("so far this year", "2024-01-01 2024-05-14"),
        ("month-to-date", "2024-05-01 2024-05-14"),
        ("quarter to date", "2024-04-01 2024-05-14"),
        ("week to date", "2024-05-13 2024-05-14"),
    ],
)
def test_a_relative_time_is_told_from_today(question: str, period: str) -> None:
    assert days(question) == [period]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("since March", "2024-03-01 2024-05-14"),
        ("since 2022", "2022-01-01 2024-05-14"),
        ("since the beginning of 2023", "2023-01-01 2024-05-14"),
        ("since the start of the year", "2024-01-01 2024-05-14"),
        ("since yesterday", "2024-05-14 2024-05-14"),
        ("since 2023-03-15", "2023-03-15 2024-05-14"),
        ("starting in March", "2024-03-01 2024-05-14"),
        ("from August 2023 onwards", "2023-08-01 2024-05-14"),
        ("from August on", "2023-08-01 2024-05-14"),
        ("after March 2023", "2023-04-01 2024-05-14"),
        ("until June", "2020-01-07 2023-06-30"),
        ("through June 2023", "2020-01-07 2023-06-30"),
        ("by the end of June", "2020-01-07 2023-06-30"),
        ("before March 2023", "2020-01-07 2023-02-28"),
        ("before 2023", "2020-01-07 2022-12-31"),
        ("1 to 15 March 2023", "2023-03-01 2023-03-15"),
        ("March 1-15", "2024-03-01 2024-03-15"),
    ],
)
def test_an_open_time_reaches_to_the_first_or_the_newest_row(question: str, period: str) -> None:
    assert days(question) == [period]


@pytest.mark.parametrize(
    "question", ["complaints from August 2023", "complaints as of August 2023"]
)
def test_from_alone_opens_no_time(question: str) -> None:
    assert days(question) == ["2023-08-01 2023-08-31"]


@pytest.mark.parametrize(
    ("question", "periods", "link"),
    [
        ("from January to March 2023", ["2023-01-01 2023-01-31", "2023-03-01 2023-03-31"], "to"),
        ("between March and May", ["2024-03-01 2024-03-31", "2024-05-01 2024-05-31"], "to"),
        ("2021-2023", ["2021-01-01 2021-12-31", "2023-01-01 2023-12-31"], "to"),
        (
            "from November to February 2024",
            ["2023-11-01 2023-11-30", "2024-02-01 2024-02-29"],
            "to",
        ),
        ("in March and April", ["2024-03-01 2024-03-31", "2024-04-01 2024-04-30"], "and"),
        ("Q1 vs Q2 2023", ["2023-01-01 2023-03-31", "2023-04-01 2023-06-30"], "versus"),
        ("1997 over 1996", ["1997-01-01 1997-12-31", "1996-01-01 1996-12-31"], "versus"),
        ("was 2023 more than 2022?", ["2023-01-01 2023-12-31", "2022-01-01 2022-12-31"], "versus"),
    ],
)
def test_two_times_say_how_they_are_joined(question: str, periods: list[str], link: str) -> None:
    assert days(question) == periods
    assert links(times(question)) == ["", link]


def test_each_time_of_a_list_is_found() -> None:
    found = times("orders in 1996, 1997 and 1998")

    assert links(found) == ["", "and", "and"]


@pytest.mark.parametrize(
    "question",
    [
        "may I see the churn",
        "how many customers may churn",
        "march orders",
        "97 percent",
        "at least 2000 orders",
        "more than 2000 orders",
        "orders above 2000 dollars",
        "orders of $2000",
        "in 2000 rows",
        "on 2023-02-29",
        "on 31.02.2023",
        "on 03/04/2023",
        "the last week of March",
        "week 60",
        "on monday",
        "next month",
    ],
)
def test_what_is_no_time_for_sure_stays_in_the_text(question: str) -> None:
    found = times(question)

    assert found.spotted == ()
    assert found.rest == question


def test_a_time_is_taken_out_of_the_text_and_its_preposition_is_not() -> None:
    found = times("complaints in August 2023 by state")

    assert found.rest.split() == ["complaints", "in", "by", "state"]


@pytest.mark.parametrize(
    ("question", "against", "step"),
    [
        ("churn compared to a year ago", "year", None),
        ("churn in 2023 year over year", "year", Grain.YEAR),
        ("churn yoy", "year", Grain.YEAR),
        ("churn against the same month last year", "year", None),
        ("tickets week over week", "before", Grain.WEEK),
        ("tickets MoM", "before", Grain.MONTH),
        ("tickets this month against the month before", "before", Grain.MONTH),
        ("tickets this year so far against last", "before", None),
        ("tickets in August", "", None),
    ],
)
def test_a_comparison_with_an_unnamed_time_is_told(
    question: str, against: str, step: Grain | None
) -> None:
    found = times(question)

    assert (found.against, found.step) == (against, step)


@pytest.mark.parametrize("question", ["orders of all time", "orders ever", "orders to date"])
def test_all_time_is_told(question: str) -> None:
    found = times(question)

    assert found.ever
    assert found.spotted == ()
