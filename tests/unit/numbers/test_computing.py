"""Queries to figures, over real tables and the real engine."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.computed import FEWEST, Computed, NoRows
from knowledge.numbers.computing import Computing
from knowledge.numbers.known import Words

TODAY = date(2024, 5, 15)
DEPARTMENT = "appointment__department"


@pytest.fixture
def computing(metrics: Metrics, words: Words) -> Computing:
    return Computing(metrics, words.span, TODAY)


def days(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


APRIL, MAY = days("2024-04-01", "2024-04-30"), days("2024-05-01", "2024-05-31")


def told(made: Computed) -> dict[str, float | None]:
    return {next(iter(one.dimensions.values())): one.value for one in made.groups}


def test_a_value_of_a_month_comes_with_that_of_the_month_before(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", period=APRIL, unit=Grain.MONTH))

    assert (made.figure.value, made.figure.previous) == (90.0, 93.0)
    assert made.since == days("2024-03-01", "2024-03-31")


def test_a_month_that_is_not_over_is_compared_with_as_many_days(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", period=MAY, unit=Grain.MONTH))

    assert made.asked.period == days("2024-05-01", "2024-05-12")
    assert made.since == days("2024-04-01", "2024-04-12")
    assert made.until == date(2024, 5, 12)


@pytest.mark.parametrize(
    ("period", "other", "compared"),
    [
        (MAY, APRIL, days("2024-04-01", "2024-04-12")),
        (MAY, days("2023-05-01", "2023-05-31"), days("2023-05-01", "2023-05-12")),
        (
            days("2024-01-01", "2024-12-31"),
            days("2023-01-01", "2023-12-31"),
            days("2023-01-01", "2023-05-12"),
        ),
        (MAY, days("2023-01-01", "2023-12-31"), days("2023-01-01", "2023-12-31")),
    ],
)
def test_what_is_not_over_is_never_compared_with_a_whole_one_of_its_length(
    computing: Computing, period: Period, other: Period, compared: Period
) -> None:
    made = computing.compute(Asked("bookings", Kind.CHANGE, period, other=other))

    assert made.since == compared


def test_a_change_without_a_time_is_that_of_the_newest_whole_month(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", Kind.CHANGE))

    assert (made.asked.period, made.since) == (APRIL, days("2024-03-01", "2024-03-31"))
    assert made.change is not None
    assert made.change.by == -3


def test_a_metric_with_a_target_stands_as_of_its_newest_whole_month(computing: Computing) -> None:
    made = computing.compute(Asked("no_show_rate"))

    assert made.asked.period == APRIL
    assert made.figure.value == pytest.approx(0.2)
    assert made.figure.baseline == 0.25
    assert made.figure.target is not None
    assert made.figure.target.value == 0.15


def test_of_all_time_a_metric_with_a_target_is_of_all_rows(computing: Computing) -> None:
    made = computing.compute(Asked("no_show_rate", all_time=True))

    assert made.asked.period is None
    assert made.figure.n == 1127


def test_a_part_of_the_rows_is_not_set_beside_the_target(computing: Computing) -> None:
    cardiology = (Where(DEPARTMENT, ("Cardiology",)),)

    made = computing.compute(
        Asked("no_show_rate", period=APRIL, unit=Grain.MONTH, where=cardiology)
    )

    assert made.figure.target is None


def test_a_count_is_set_beside_its_target_only_for_the_length_that_it_is_set_for(
    computing: Computing,
) -> None:
    month = computing.compute(Asked("bookings", period=APRIL, unit=Grain.MONTH))
    year = computing.compute(
        Asked("bookings", period=days("2023-01-01", "2023-12-31"), unit=Grain.YEAR)
    )

    assert month.figure.target is not None
    assert year.figure.target is None


def test_groups_of_fewer_rows_have_no_rate_or_mean_of_their_own(computing: Computing) -> None:
    made = computing.compute(Asked("no_show_rate", Kind.GROUPS, by=DEPARTMENT))

    assert "Dialysis" not in told(made)
    assert made.small == 1
    assert all(one.n >= FEWEST for one in made.groups)
    assert made.rows == 1126


def test_a_small_group_is_not_counted_by_itself(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", Kind.GROUPS, by=DEPARTMENT))

    assert "Dialysis" not in told(made)
    assert (made.small, made.rows) == (1, 1126)


def test_a_ranking_begins_with_the_most_or_the_least(computing: Computing) -> None:
    most = computing.compute(Asked("no_show_rate", Kind.RANKING, by=DEPARTMENT))
    least = computing.compute(
        Asked("response_time", Kind.RANKING, by="ticket__product", least=True)
    )

    assert next(iter(told(most))) == "Cardiology"
    assert list(told(least)) == ["Billing", "Reporting", "Mobile app"]


def test_a_month_that_is_not_over_is_not_ranked_among_whole_ones(computing: Computing) -> None:
    asked = Asked("bookings", Kind.RANKING, grain=Grain.MONTH, least=True)
    this_year = days("2024-01-01", "2024-12-31")

    ever = computing.compute(asked)
    year = computing.compute(
        Asked("bookings", Kind.RANKING, this_year, grain=Grain.MONTH, least=True)
    )

    assert ever.figure.period == days("2023-02-01", "2023-02-28")
    assert year.figure.period == days("2024-02-01", "2024-02-29")


def test_a_week_that_reaches_out_of_the_period_is_told_by_its_days_within(
    computing: Computing,
) -> None:
    march = days("2024-03-01", "2024-03-31")

    made = computing.compute(Asked("tickets", Kind.TREND, march, grain=Grain.WEEK))

    assert made.series[0].period == days("2024-03-01", "2024-03-03")
    assert made.series[0].value == 9
    assert sum(one.value or 0 for one in made.series) == 93


def test_a_trend_without_a_time_is_of_the_newest_whole_periods(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", Kind.TREND, grain=Grain.MONTH))

    assert len(made.series) == 13
    assert made.series[-1].period == APRIL


def test_periods_without_rows_are_none_of_a_count_and_unknown_of_a_mean(
    computing: Computing,
) -> None:
    dialysis = (Where(DEPARTMENT, ("Dialysis",)),)
    spring = days("2024-03-01", "2024-05-12")

    count = computing.compute(
        Asked("bookings", Kind.TREND, spring, where=dialysis, grain=Grain.MONTH)
    )
    mean = computing.compute(
        Asked("waiting_time", Kind.TREND, spring, where=dialysis, grain=Grain.MONTH)
    )

    assert [one.value for one in count.series] == [0.0, 0.0, 1.0]
    assert [one.value for one in mean.series] == [None, None, 3.0]


def test_a_share_is_the_part_of_the_whole_with_its_conditions(computing: Computing) -> None:
    p1, billing = Where("ticket__priority", ("P1",)), Where("ticket__product", ("Billing",))

    made = computing.compute(Asked("tickets", Kind.SHARE, where=(p1,), part=(billing,)))

    assert [one.value for one in made.groups] == [54, 134]
    assert made.figure.value == pytest.approx(54 / 134)
    assert (made.figure.unit, made.figure.n) == ("percent", 134)


def test_groups_that_have_rows_are_counted(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", Kind.DISTINCT, by=DEPARTMENT))

    assert made.figure.value == 5


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            Asked("bookings", period=days("2019-01-01", "2019-12-31"), unit=Grain.YEAR),
            "There are no rows for bookings in 2019: they reach from 2 Jan 2023 to 12 May 2024.",
        ),
        (
            Asked("no_show_rate", period=days("2019-01-01", "2019-03-31")),
            (
                "There are no rows for “No-show rate” from Jan to Mar 2019: they reach from 2 Jan 2023 "
                "to 12 May 2024."
            ),
        ),
        (
            Asked("mrr", period=days("2023-01-01", "2023-12-31"), unit=Grain.YEAR),
            "MRR is only known as of 30 Apr 2024: there is no figure in 2023.",
        ),
        (
            Asked("bookings", Kind.CHANGE, days("2023-01-01", "2023-12-31"), Grain.YEAR),
            "There are no rows for bookings in 2022: they reach from 2 Jan 2023 to 12 May 2024.",
        ),
    ],
)
def test_a_time_without_rows_is_said_with_the_time_that_has_some(
    computing: Computing, asked: Asked, sentence: str
) -> None:
    with pytest.raises(NoRows) as raised:
        computing.compute(asked)

    assert str(raised.value) == sentence


def test_a_day_without_rows_at_the_start_of_a_year_does_not_hide_the_year(
    computing: Computing,
) -> None:
    this_year = days("2024-01-01", "2024-12-31")

    made = computing.compute(Asked("bookings", period=this_year, unit=Grain.YEAR))

    assert made.since == days("2023-01-01", "2023-05-12")


def test_the_statements_are_those_that_were_run(computing: Computing) -> None:
    made = computing.compute(Asked("bookings", period=APRIL, unit=Grain.MONTH))

    assert len(made.statements) >= 2
    assert all("SELECT" in one.upper() for one in made.statements)
