"""Days of fiscal years, of earlier periods and of ranges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.metrics.periods import Grain
from knowledge.models import Period
from knowledge.numbers.times.calendar import Calendar, Named, Open, Relative, When, unit_of
from knowledge.numbers.times.earlier import period_before, plus_months, same_days, year_earlier

NEWEST, OLDEST = date(2024, 5, 12), date(2020, 1, 7)


def calendar(fiscal_start: int = 1, today: date = date(2024, 5, 15)) -> Calendar:
    return Calendar(today, NEWEST, OLDEST, fiscal_start)


def days(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("fiscal_start", "when", "start", "end"),
    [
        (4, Named("year", 0, 2024, fiscal=True), "2023-04-01", "2024-03-31"),
        (4, Named("year", 0, 2024), "2024-01-01", "2024-12-31"),
        (4, Named("quarter", 1, 2024, fiscal=True), "2023-04-01", "2023-06-30"),
        (4, Named("quarter", 4, fiscal=True), "2024-01-01", "2024-03-31"),
        (4, Named("half", 2, 2024, fiscal=True), "2023-10-01", "2024-03-31"),
        (2, Named("quarter", 1, fiscal=True), "2024-02-01", "2024-04-30"),
        (2, Named("quarter", 4, 2024, fiscal=True), "2023-11-01", "2024-01-31"),
        (7, Named("quarter", 3, fiscal=True), "2024-01-01", "2024-03-31"),
        (7, Named("year", 0, 2024, fiscal=True), "2023-07-01", "2024-06-30"),
        (7, Named("quarter", 1, fiscal=True, ago=1), "2022-07-01", "2022-09-30"),
        (1, Named("year", 0, 2024, fiscal=True), "2024-01-01", "2024-12-31"),
        (4, Relative(Grain.YEAR, fiscal=True), "2024-04-01", "2025-03-31"),
        (4, Relative(Grain.YEAR, 1, fiscal=True), "2023-04-01", "2024-03-31"),
        (4, Relative(Grain.YEAR, 1), "2023-01-01", "2023-12-31"),
        (2, Relative(Grain.QUARTER, fiscal=True), "2024-05-01", "2024-07-31"),
        (2, Relative(Grain.QUARTER, 1, fiscal=True), "2024-02-01", "2024-04-30"),
        (7, Relative(Grain.YEAR, fiscal=True, so_far=True), "2023-07-01", "2024-05-14"),
    ],
)
def test_a_fiscal_year_ends_in_the_year_that_it_is_called_by(
    fiscal_start: int, when: When, start: str, end: str
) -> None:
    assert calendar(fiscal_start).period(when) == days(start, end)


def test_a_last_month_of_a_name_is_one_that_is_over() -> None:
    may = Named("month", 5, back=1)

    assert calendar().period(may) == days("2023-05-01", "2023-05-31")
    assert calendar(today=date(2024, 6, 1)).period(may) == days("2024-05-01", "2024-05-31")


def test_a_name_without_a_year_is_looked_for_where_there_are_rows() -> None:
    old = Calendar(date(2026, 3, 1), date(1998, 5, 6), date(1996, 7, 4))

    assert old.period(Named("month", 8)) == days("1997-08-01", "1997-08-31")


def test_the_thirty_first_of_a_short_month_is_its_last_day() -> None:
    assert calendar().period(Named("day", 2, 2023, day=29)) == days("2023-02-28", "2023-02-28")


def test_the_last_week_of_a_short_year_is_taken_for_a_week_too_many() -> None:
    assert calendar().period(Named("week", 53, 2023)) == days("2023-12-25", "2023-12-31")


@pytest.mark.parametrize(
    ("first", "second", "start", "end"),
    [
        (Named("month", 11), Named("month", 2), "2023-11-01", "2024-02-29"),
        (Named("month", 1), Named("month", 3), "2024-01-01", "2024-03-31"),
        (Named("month", 3, 2023), Named("month", 1), "2023-03-01", "2024-01-31"),
        (Named("month", 3, 2023), Named("month", 1, 2023), "2023-01-01", "2023-03-31"),
    ],
)
def test_a_range_without_years_runs_forward(
    first: Named, second: Named, start: str, end: str
) -> None:
    assert calendar().period(Open(first, second)) == days(start, end)


def test_of_a_range_that_today_is_within_the_newest_that_is_over_is_meant() -> None:
    january = Calendar(date(2024, 2, 10), date(2024, 2, 9), OLDEST)

    found = january.period(Open(Named("month", 1), Named("month", 3)))

    assert found == days("2023-01-01", "2023-03-31")


@pytest.mark.parametrize(
    ("unit", "start", "end"),
    [
        (Grain.WEEK, "2024-05-06", "2024-05-12"),
        (Grain.MONTH, "2024-04-01", "2024-04-30"),
        (Grain.YEAR, "2023-01-01", "2023-12-31"),
    ],
)
def test_the_newest_whole_period_has_rows_to_its_end(unit: Grain, start: str, end: str) -> None:
    assert calendar().newest_whole(unit) == days(start, end)


@pytest.mark.parametrize(
    ("period", "unit", "before"),
    [
        (days("2024-03-01", "2024-03-31"), Grain.MONTH, days("2024-02-01", "2024-02-29")),
        (days("2024-03-01", "2024-03-15"), Grain.MONTH, days("2024-02-01", "2024-02-15")),
        (days("2024-03-01", "2024-03-30"), Grain.MONTH, days("2024-02-01", "2024-02-29")),
        (days("2024-04-01", "2024-06-30"), Grain.QUARTER, days("2024-01-01", "2024-03-31")),
        (days("2024-01-01", "2024-05-14"), Grain.YEAR, days("2023-01-01", "2023-05-14")),
        (days("2024-05-13", "2024-05-14"), Grain.WEEK, days("2024-05-06", "2024-05-07")),
        (days("2024-03-01", "2024-03-01"), Grain.DAY, days("2024-02-29", "2024-02-29")),
        (days("2023-07-01", "2023-12-31"), None, days("2023-01-01", "2023-06-30")),
        (days("2024-05-08", "2024-05-14"), None, days("2024-05-01", "2024-05-07")),
    ],
)
def test_the_period_before_is_as_long_and_as_far_gone(
    period: Period, unit: Grain | None, before: Period
) -> None:
    assert period_before(period, unit) == before


@pytest.mark.parametrize(
    ("period", "unit", "earlier"),
    [
        (days("2024-02-01", "2024-02-29"), Grain.MONTH, days("2023-02-01", "2023-02-28")),
        (days("2023-02-01", "2023-02-28"), Grain.MONTH, days("2022-02-01", "2022-02-28")),
        (days("2025-02-01", "2025-02-28"), Grain.MONTH, days("2024-02-01", "2024-02-29")),
        (days("2024-01-01", "2024-05-14"), Grain.YEAR, days("2023-01-01", "2023-05-14")),
        (days("2024-05-06", "2024-05-12"), Grain.WEEK, days("2023-05-08", "2023-05-14")),
        (days("2024-05-14", "2024-05-14"), Grain.DAY, days("2023-05-16", "2023-05-16")),
    ],
)
def test_a_year_earlier_keeps_month_ends_and_weekdays(
    period: Period, unit: Grain, earlier: Period
) -> None:
    assert year_earlier(period, unit) == earlier


@pytest.mark.parametrize(
    ("when", "unit"),
    [
        (Relative(Grain.WEEK, 1), Grain.WEEK),
        (Relative(Grain.WEEK, 1, 2), None),
        (Named("month", 8), Grain.MONTH),
        (Named("half", 1), None),
        (days("2024-05-01", "2024-05-01"), Grain.DAY),
        (days("2024-05-01", "2024-05-03"), None),
        (Open(start=Named("month", 8)), None),
    ],
)
def test_the_length_that_a_time_is_told_in(when: When, unit: Grain | None) -> None:
    assert unit_of(when) is unit


@given(
    start=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    length=st.integers(0, 400),
    months=st.integers(1, 24),
)
def test_days_some_months_earlier_start_that_many_months_earlier(
    start: date, length: int, months: int
) -> None:
    period = Period(start, date.fromordinal(start.toordinal() + length))

    earlier = same_days(period, months)

    assert plus_months(earlier.start.replace(day=1), months) == start.replace(day=1)


@given(
    today=st.dates(date(2010, 1, 1), date(2040, 12, 31)),
    unit=st.sampled_from([Grain.QUARTER, Grain.YEAR]),
    fiscal_start=st.integers(1, 12),
)
def test_today_is_always_in_the_period_around_it(
    today: date, unit: Grain, fiscal_start: int
) -> None:
    found = Calendar(today, today, today, fiscal_start).around(today, unit, fiscal=True)

    assert found.start <= today <= found.end
    assert (found.start.month - fiscal_start) % (3 if unit is Grain.QUARTER else 12) == 0
