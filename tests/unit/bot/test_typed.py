"""Conditions, days and periods as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from bot.commands.typed import conditions, grain_of, period_of
from knowledge.errors import InputError
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period

SPAN = Period(date(2025, 3, 4), date(2026, 9, 30))
TODAY = date(2026, 11, 23)


class FakeValues:
    def values(self, metric: str, dimension: str) -> tuple[str, ...]:
        return ("Month-to-month", "One year", "a|b", "yes", "Yes")


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("contract=One year", Where("contract", ("One year",))),
        ("contract = one YEAR", Where("contract", ("One year",))),
        ("contract!=One year", Where("contract", ("One year",), negated=True)),
        ("contract=One year|Month-to-month", Where("contract", ("One year", "Month-to-month"))),
        ("contract=a\\|b", Where("contract", ("a|b",))),
        ("contract=", Where("contract", ("",))),
        ("contract=YES", Where("contract", ("YES",))),
        ("customer__contract=yes", Where("customer__contract", ("yes",))),
    ],
)
def test_a_condition_is_read(typed: str, where: Where) -> None:
    found, _ = conditions(FakeValues(), "churn", [typed])

    assert found == [where]


def test_a_value_that_no_row_has_is_told_with_the_nearest() -> None:
    _, notes = conditions(FakeValues(), "churn", ["contract=Month to month", "contract=Yes"])

    assert notes == [
        "No row of 'churn' has contract 'Month to month'. Did you mean 'Month-to-month'?"
    ]


@pytest.mark.parametrize("typed", ["contract", "=x", "", "contract>3"])
def test_what_is_no_condition_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="is no condition; write one such as"):
        conditions(FakeValues(), "churn", [typed])


@pytest.mark.parametrize(
    ("since", "until", "period"),
    [
        ("2026-08-03", "2026-08-09", (date(2026, 8, 3), date(2026, 8, 9))),
        ("2026-08", "2026-08", (date(2026, 8, 1), date(2026, 8, 31))),
        ("2024-02", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-12", "2026-12", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2025", "2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("2026-08", "", (date(2026, 8, 1), TODAY)),
        ("", "2026-08", (SPAN.start, date(2026, 8, 31))),
        ("", "2020", (date(2020, 12, 31), date(2020, 12, 31))),
    ],
)
def test_days_are_whole_months_and_years_where_no_more_is_given(
    since: str, until: str, period: tuple[date, date]
) -> None:
    assert period_of(since, until, SPAN, TODAY) == Period(*period)


def test_rows_that_are_dated_ahead_count_where_no_end_is_given() -> None:
    span = Period(date(2026, 1, 1), date(2027, 1, 31))

    period = period_of("2026-08", "", span, TODAY)

    assert period == Period(date(2026, 8, 1), date(2027, 1, 31))


def test_without_days_all_time_counts() -> None:
    assert period_of("", "", SPAN, TODAY) is None


@pytest.mark.parametrize("typed", ["2026-13", "2026-02-30", "yesterday", "26-08-01", "2026-8"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="is no day; write 2026-08-01, 2026-08 or 2026"):
        period_of(typed, "", SPAN, TODAY)


def test_a_first_day_after_the_last_is_refused() -> None:
    with pytest.raises(InputError, match="Nothing lies between 2026-09-01 and 2026-08-31"):
        period_of("2026-09", "2026-08", SPAN, TODAY)


def test_a_grain_is_read_or_refused_with_the_nearest() -> None:
    assert grain_of("week") is Grain.WEEK
    assert grain_of("") is None
    with pytest.raises(InputError, match=r"no grain 'weekly'\. Did you mean 'week'"):
        grain_of("weekly")
