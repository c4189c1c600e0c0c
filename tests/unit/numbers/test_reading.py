"""Employees' words to queries: over a hospital's and a software company's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from knowledge.models import Reader
from knowledge.numbers.asked import Ambiguous, Asked, Kind, Read, Unfit
from knowledge.numbers.known import Words
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.reading.meaning import read
from knowledge.numbers.service import Numbers

TODAY = date(2024, 5, 15)

Reading = Callable[[str], Read | None]


@pytest.fixture(scope="module")
def reading(numbers: Numbers, words: Words, employee: Reader) -> Reading:
    vocabulary = numbers.readable(employee)
    return lambda question: read(question, vocabulary, lambda name: words.calendar(name, TODAY))


def told(asked: Read | None) -> str:
    """A query in one line: metric, kind, conditions, split, period."""
    assert isinstance(asked, Asked), asked
    parts = [asked.metric, asked.kind.value]
    for one in asked.where:
        sign = "!=" if one.negated else "="
        parts.append(f"{one.dimension.rsplit('__')[-1]}{sign}{'|'.join(one.values)}")
    for one in asked.part:
        parts.append(f"of them {one.dimension.rsplit('__')[-1]}={'|'.join(one.values)}")
    for one in asked.against:
        parts.append(f"{one.dimension.rsplit('__')[-1]}={'|'.join(one.values)} or not")
    parts += [f"without {asked.without}"] if asked.without else []
    parts += [f"by {asked.by.rsplit('__')[-1]}"] if asked.by else []
    parts += [f"each {asked.grain.value}"] if asked.grain else []
    parts += ["least"] if asked.least else []
    parts += [f"top {asked.top}"] if asked.top else []
    for period in (asked.period, asked.other):
        parts += [f"{period.start}..{period.end}"] if period else []
    return " ".join(parts)


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("how many bookings did we have last month?", "bookings value 2024-04-01..2024-04-30"),
        ("can you tell me how many visits we got in Q1?", "bookings value 2024-01-01..2024-03-31"),
        ("hi! number of bookings for April please, thx", "bookings value 2024-04-01..2024-04-30"),
        ("bokings in april", "bookings value 2024-04-01..2024-04-30"),
        ("what's our no-show rate?", "no_show_rate value"),
        ("how many no-shows in 2023?", "no_shows value 2023-01-01..2023-12-31"),
        ("total mrr", "mrr value"),
        ("net promoter score in germany", "nps value country=Germany"),
        ("mean response time on billing tickets", "response_time value product=Billing"),
        (
            "how long is the wait in the emergency room?",
            "waiting_time value department=Emergency room",
        ),
        ("emergency bookings", "bookings value department=Emergency room"),
        ("bookings on 2024-04-01", "bookings value 2024-04-01..2024-04-01"),
        ("bookings since March", "bookings value 2024-03-01..2024-05-14"),
        ("bookings in 2023 and 2024", "bookings value 2023-01-01..2024-12-31"),
    ],
)
def test_a_value_is_asked_for(reading: Reading, question: str, query: str) -> None:
    assert told(reading(question)) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("no-show rate in radiology", "no_show_rate value department=Radiology"),
        ("how many visits were referrals?", "bookings value channel=referral"),
        ("bookings through the web channel", "bookings value channel=web"),
        ("how many bookings were insured?", "bookings value insured=Yes"),
        ("bookings with insurance", "bookings value insured=Yes"),
        ("bookings without insurance", "bookings value insured!=Yes"),
        ("reopened tickets", "tickets value reopened=true"),
        ("how many tickets were not reopened?", "tickets value reopened!=true"),
        ("tickets other than P3", "tickets value priority!=P3"),
        ("no-show rate excluding cardiology", "no_show_rate value department!=Cardiology"),
        ("customers not in Germany", "customers value country!=Germany"),
        ("how many customers in the UK?", "customers value country=United Kingdom"),
        ("how much MRR comes from the US?", "mrr value country=United States"),
        ("mrr in the us", "mrr value country=United States"),
        ("customers on the team plan", "customers value plan=Team"),
        ("how many customers are on Team?", "customers value plan=Team"),
        ("how many team customers?", "customers value plan=Team"),
        (
            "mrr of enterprise customers in germany",
            "mrr value plan=Enterprise country=Germany",
        ),
    ],
)
def test_values_become_conditions(reading: Reading, question: str, query: str) -> None:
    assert told(reading(question)) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("waiting time by department", "waiting_time groups by department"),
        ("how many tickets does each product get?", "tickets groups by product"),
        ("which priority do tickets have?", "tickets groups by priority"),
        ("tickets per state of origin", "tickets groups by origin"),
        (
            "average wait in orthopaedics vs cardiology",
            "waiting_time groups department=Orthopaedics|Cardiology by department",
        ),
        ("more bookings from web or phone?", "bookings groups channel=web|phone by channel"),
        ("how does NPS differ between countries?", "nps groups by country"),
    ],
)
def test_groups_are_told_apart(reading: Reading, question: str, query: str) -> None:
    assert told(reading(question)) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("which product gets the most tickets?", "tickets ranking by product"),
        ("top 2 products by tickets", "tickets ranking by product top 2"),
        (
            "which department has the best no-show rate?",
            "no_show_rate ranking by department least",
        ),
        ("which department has the worst no-show rate?", "no_show_rate ranking by department"),
        ("which product has the slowest response time?", "response_time ranking by product"),
        ("which product has the fastest response time?", "response_time ranking by product least"),
        ("which country has the best NPS?", "nps ranking by country"),
        (
            "which month had the fewest bookings in 2023?",
            "bookings ranking each month least 2023-01-01..2023-12-31",
        ),
        ("when did we have the most bookings?", "bookings ranking each month"),
        ("which week had the most tickets?", "tickets ranking each week"),
    ],
)
def test_groups_and_times_are_ranked(reading: Reading, question: str, query: str) -> None:
    assert told(reading(question)) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("bookings per month in 2023", "bookings trend each month 2023-01-01..2023-12-31"),
        ("trend of no-show rate", "no_show_rate trend each month"),
        ("weekly tickets", "tickets trend each week"),
        ("bookings per day last week", "bookings trend each day 2024-05-06..2024-05-12"),
        (
            "bookings in February, March and April",
            "bookings trend each month 2024-02-01..2024-04-30",
        ),
        (
            "bookings this year vs last year",
            "bookings change 2024-01-01..2024-12-31 2023-01-01..2023-12-31",
        ),
        (
            "how did bookings change from March to April?",
            "bookings change 2024-04-01..2024-04-30 2024-03-01..2024-03-31",
        ),
        (
            "bookings in January and March 2024",
            "bookings change 2024-03-01..2024-03-31 2024-01-01..2024-01-31",
        ),
        (
            "no-show rate in april compared to a year ago",
            "no_show_rate change 2024-04-01..2024-04-30 2023-04-01..2023-04-30",
        ),
        (
            "bookings week over week",
            "bookings change 2024-05-06..2024-05-12 2024-04-29..2024-05-05",
        ),
        (
            "no-show rate against a year ago",
            "no_show_rate change 2024-04-01..2024-04-30 2023-04-01..2023-04-30",
        ),
        (
            "how many more bookings in April than in March?",
            "bookings change 2024-04-01..2024-04-30 2024-03-01..2024-03-31",
        ),
        ("mrr growth", "mrr change"),
    ],
)
def test_times_are_set_side_by_side(reading: Reading, question: str, query: str) -> None:
    assert told(reading(question)) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("share of bookings that come via web", "bookings share of them channel=web"),
        (
            "what share of P1 tickets is about billing?",
            "tickets share priority=P1 of them product=Billing",
        ),
        (
            "what share of billing tickets are P1?",
            "tickets share product=Billing of them priority=P1",
        ),
        ("what percent of customers are on the free plan?", "customers share of them plan=Free"),
        ("how many departments have bookings?", "bookings distinct by department"),
        ("who owns the no-show rate?", "no_show_rate owner"),
        ("what is the target for bookings?", "bookings target"),
        ("are bookings on plan?", "bookings target"),
        ("are we on track with the no-show rate?", "no_show_rate target"),
        ("did we miss the target for bookings?", "bookings target"),
        ("why did the no-show rate drop?", "no_show_rate why"),
        (
            "why is the no-show rate so high in cardiology?",
            "no_show_rate why department=Cardiology",
        ),
    ],
)
def test_other_things_are_asked_of_a_metric(reading: Reading, question: str, query: str) -> None:
    assert told(reading(question)) == query


@pytest.mark.parametrize(
    "question",
    [
        "Should we raise MRR?",
        "can we raise the NPS?",
        "what can we do to reduce no-shows?",
        "how to reduce waiting time",
        "how do I book an appointment?",
        "where can I see bookings?",
        "what does NPS mean?",
        "what is a booking?",
        "what counts as a no-show?",
        "how is the no-show rate calculated?",
        "policy for no-shows",
        "what do customers say about waiting time?",
        "forecast bookings for June",
        "which department improved the most?",
        "what is the average salary?",
        "pay by team",
        "",
        "?",
    ],
)
def test_what_asks_no_number_of_a_metric_that_may_be_seen_is_left_to_others(
    reading: Reading, question: str
) -> None:
    assert reading(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "how many appointments were missed in March 2024?",
        "how many tickets were dropped?",
        "how many tickets are open?",
        "what is the highest response time?",
        "max waiting time",
        "median waiting time",
        "who has the most bookings?",
        "which channel grew most in bookings in April?",
        "how many bookings per patient?",
        "how many bookings do we have per week on average?",
        "how many bookings next month?",
        "how many tickets took more than 3 hours?",
        "tickets older than a month",
        "bookings by doctor",
        "bookings for two patients",
        "bookings on the last monday",
        "bookings over 2000 USD",
        "tickets on 2024-02-30",
    ],
)
def test_a_condition_that_no_definition_has_is_never_dropped(
    reading: Reading, question: str
) -> None:
    assert not isinstance(reading(question), Asked | Ambiguous)


def test_words_that_no_definition_has_are_named(reading: Reading) -> None:
    found = reading("no-show rate by age in April")

    assert found == Unfit(
        ("no_show_rate", "no_shows"), ("age",), ("Booking channel", "department", "insured")
    )


@pytest.mark.parametrize("question", ["tickets in OR", "tickets in Oregon", "tickets from oregon"])
def test_a_value_of_two_dimensions_has_two_readings(reading: Reading, question: str) -> None:
    found = reading(question)

    assert isinstance(found, Ambiguous)
    assert [told(one) for one in found.readings] == [
        "tickets value origin=OR",
        "tickets value state=OR",
    ]


def test_a_value_of_two_dimensions_is_of_the_one_that_is_named(reading: Reading) -> None:
    assert told(reading("tickets with state of origin Maine")) == "tickets value origin=ME"


@pytest.mark.parametrize("question", ["bookings and no-shows in April", "bookings vs no-shows"])
def test_two_metrics_side_by_side_are_two_readings(reading: Reading, question: str) -> None:
    found = reading(question)

    assert isinstance(found, Ambiguous)
    assert {one.metric for one in found.readings} == {"bookings", "no_shows"}


def test_what_was_corrected_is_told_as_a_word(reading: Reading) -> None:
    found = reading("bookings in radiolgy")

    assert isinstance(found, Asked)
    assert found.corrected == (("radiolgy", "radiology"),)


def test_a_further_dimension_is_told_as_left_out(reading: Reading) -> None:
    found = reading("tickets by product and priority")

    assert isinstance(found, Asked)
    assert (found.kind, found.by, found.also) == (
        Kind.GROUPS,
        "ticket__product",
        ("ticket__priority",),
    )


def test_without_metrics_nothing_is_read(words: Words) -> None:
    found = read("bookings", Vocabulary(()), lambda name: words.calendar(name, TODAY))

    assert found is None


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("no-show rate of radiology versus everyone else", "department=Radiology or not"),
        ("no-show rate: radiology against all other departments", "department=Radiology or not"),
        ("web bookings against all other channels", "channel=web or not"),
        ("bookings: web versus not web", "channel=web or not"),
        ("no-show rate of cardiology or non-cardiology", "department=Cardiology or not"),
    ],
)
def test_one_group_is_set_against_all_other_rows(
    reading: Reading, question: str, query: str
) -> None:
    assert query in told(reading(question))


def test_of_what_is_named_first_a_share_is_taken(reading: Reading) -> None:
    question = "Of the no-shows, what percentage was booked on the web?"
    assert told(reading(question)) == "no_shows share of them channel=web"
    assert told(reading("Of web bookings, what share were no-shows?")).startswith("no_show_rate")


@pytest.mark.parametrize(
    "question",
    [
        "After radiology, which department has the most bookings?",
        "how do bookings in radiology compare with the industry?",
    ],
)
def test_a_comparison_of_which_one_side_is_not_known_is_no_value(
    reading: Reading, question: str
) -> None:
    assert not isinstance(reading(question), Asked)


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("bookings for any department other than radiology", "department!=Radiology"),
        (
            "bookings for anyone else than cardiology and radiology",
            "department!=Cardiology|Radiology",
        ),
        ("Good morning! Could you kindly tell me how many web bookings we got", "channel=web"),
        ("hi team, quick one: how many web bookings in april?", "channel=web"),
    ],
)
def test_else_than_denies_and_a_greeting_says_nothing(
    reading: Reading, question: str, query: str
) -> None:
    assert query in told(reading(question))


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("how many web bookings were not no-shows?", "bookings value channel=web without no_shows"),
        ("number of bookings that were never no-shows", "bookings value without no_shows"),
        ("how many no-shows were not in radiology?", "no_shows value department!=Radiology"),
    ],
)
def test_what_a_metric_does_not_count_is_the_whole_without_it(
    numbers: Numbers, words: Words, employee: Reader, question: str, query: str
) -> None:
    vocabulary = numbers.readable(employee)
    metrics = [
        replace(one, whole="bookings") if one.name == "no_shows" else one
        for one in vocabulary.metrics
    ]
    counted = replace(vocabulary, metrics=tuple(metrics))
    assert told(read(question, counted, lambda name: words.calendar(name, TODAY))) == query


@pytest.mark.parametrize(
    ("question", "query"),
    [
        (
            "bookings Jan-Feb 2024 compared to Mar-Apr 2023",
            "2024-01-01..2024-02-29 2023-03-01..2023-04-30",
        ),
        (
            "bookings so far this month compared to last month",
            "2024-05-01..2024-05-14 2024-04-01..2024-04-14",
        ),
        (
            "do we get more bookings than last month?",
            "2024-05-01..2024-05-31 2024-04-01..2024-04-30",
        ),
        ("bookings before the start of 2024", "2023-01-02..2023-12-31"),
        ("bookings YTD vs prior YTD", "2024-01-01..2024-05-14 2023-01-01..2023-05-14"),
        (
            "bookings so far this year vs same time last year",
            "2024-01-01..2024-05-14 2023-01-01..2023-05-14",
        ),
        ("bookings in the first half of March 2024", "2024-03-01..2024-03-15"),
        ("bookings in the second half of February 2024", "2024-02-16..2024-02-29"),
        (
            "bookings in Q1 2024 vs previous quarter",
            "2024-01-01..2024-03-31 2023-10-01..2023-12-31",
        ),
        ("bookings from 1 February until end of April", "2024-02-01..2024-04-30"),
        ("how many bookings had we by 19 July 2023?", "2023-01-02..2023-07-19"),
        ("bookings up to and including 15 July 2023", "2023-01-02..2023-07-15"),
        (
            "do we get more bookings in cardiology than in radiology, January to March?",
            "by department 2024-01-01..2024-03-31",
        ),
    ],
)
def test_ranges_are_compared_and_end_where_they_say(
    reading: Reading, question: str, query: str
) -> None:
    assert told(reading(question)).endswith(query)


@pytest.mark.parametrize(
    "question",
    [
        "bookings before 1 March vs after, this year",
        "what share of the bookings was made in March 2024?",
        "how many different patients had bookings?",
        "average bookings per month",
        "bookings compared to February 2024",
        "bookings from 10 March 2024",
        "bookings at the end of March 2024",
        "bookings in early March 2024",
        "bookings around 10 March 2024",
        "share of bookings by department",
        "how much business did we do in radiology in 2024?",
        "where do most of our bookings come from?",
        "bookings made in March 2024 and cancelled in April 2024",
        "bookings from the same channel",
        "who made bookings in radiology?",
        "since when do we have bookings?",
        "how many days are there in bookings?",
        "how big are the bookings?",
        "on average how many days is the no-show rate?",
    ],
)
def test_what_is_never_computed_is_no_other_number(reading: Reading, question: str) -> None:
    assert not isinstance(reading(question), Asked)


def test_one_value_above_another_is_told_beside_it(reading: Reading) -> None:
    asked = told(reading("is the no-show rate in cardiology above that of radiology?"))
    assert "groups department=Cardiology|Radiology by department" in asked


def test_values_that_are_set_against_each_other_are_told_side_by_side(reading: Reading) -> None:
    asked = told(reading("bookings in cardiology against radiology in April"))
    assert "groups department=Cardiology|Radiology by department" in asked
    assert "bookings value" in told(reading("bookings in cardiology or radiology in April"))


def test_of_all_behind_among_a_share_is_taken(reading: Reading) -> None:
    assert (
        told(reading("share of web bookings among all no-shows"))
        == "no_shows share of them channel=web"
    )
