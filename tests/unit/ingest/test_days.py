from __future__ import annotations

from datetime import date

import pytest

from ingest.loaders.items.days import Days, days_of

DAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-06",
        "2026/5/6",
        "2026.05.06",
        "2026-05-06T23:59:59Z",
        "2026-05-06 23:59:59.123456+02:00",
        "20260506",
        "20260506T101500Z",
        "06/05/2026",
        "6.5.2026",
        "06-05-26",
        "6/5/2026 14:02",
        "6 May 2026",
        "6th May, 2026",
        "06-May-2026",
        "Wed, 06 May 2026 10:00:00 +0000",
        "May 6, 2026",
        "Wednesday, May 6th 2026",
        "6. Mai 2026",
        "1778061600",
        "1778061600000",
        " 2026-05-06 ",
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(written):
    expected = None if "Mai" in written else DAY

    assert Days().read(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2026-13-01",
        "2026-02-30",
        "31/31/2026",
        "2026",
        "5/6",
        "12345",
        "2026-05-067",
    ],
)
def test_what_is_no_day_is_none(written):
    assert Days().read(written) is None


def test_one_day_above_twelve_says_where_the_month_stands_in_the_whole_column():
    american = days_of(["05/06/2026", "12/31/2025", ""])

    assert american.read("05/06/2026") == date(2026, 5, 6)
    assert not american.unclear


def test_days_come_first_where_one_of_them_says_so():
    european = days_of(["05/06/2026", "31/12/2025"])

    assert european.read("05/06/2026") == date(2026, 6, 5)
    assert not european.unclear


def test_a_column_that_says_nothing_is_unclear():
    assert days_of(["05/06/2026", "01/02/2026"]) == Days(month_first=False, unclear=True)


def test_a_column_whose_days_and_months_are_equal_is_clear():
    assert not days_of(["05/05/2026", "2026-01-02"]).unclear


def test_the_most_decide_where_a_column_is_mixed():
    mixed = days_of(["12/31/2025", "12/30/2025", "31/12/2025"])

    assert mixed.month_first
    assert mixed.read("31/12/2025") is None


@pytest.mark.parametrize(("written", "year"), [("1/2/69", 2069), ("1/2/70", 1970)])
def test_two_digits_of_a_year_are_of_the_nearest_century(written, year):
    assert Days().read(written) == date(year, 2, 1)
