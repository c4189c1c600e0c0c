from __future__ import annotations

from datetime import date, datetime

import pytest

NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "+2", "-3"], "BIGINT", [1, 2, -3]),
        (["1", "", "N/A", "-", "null", " 7 "], "BIGINT", [1, None, None, None, None, 7]),
        (["1.5", "2", ".5", "1e3"], "DOUBLE", [1.5, 2, 0.5, 1000]),
        (["1,234", "12", "1,234,567.5"], "DOUBLE", [1234, 12, 1234567.5]),
        (["$1,234.50", "$2", "-$3"], "DOUBLE", [1234.5, 2, -3]),
        (["12 EUR", "EUR 7"], "DOUBLE", [12, 7]),
        (["5%", "12.5 %", "n/a"], "DOUBLE", [0.05, 0.125, None]),
        (["\u22125", "6"], "DOUBLE", [-5, 6]),
        (["true", "FALSE", ""], "BOOLEAN", [True, False, None]),
    ],
)
def test_numbers_are_read_in_the_forms_that_people_write(column, cells, kind, values) -> None:
    assert column(*cells) == (kind, values)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234,5", "7", "0,5"], [1234.5, 7, 0.5]),
        (["1 234,5 €", "7 €"], [1234.5, 7]),
        (["1234.56", "7"], [1234.56, 7]),
        (["1,234.50", "1,500.00"], [1234.5, 1500]),
    ],
)
def test_a_comma_is_a_decimal_one_in_files_with_semicolons(column, cells, values) -> None:
    assert column(*cells, separator=";") == ("DOUBLE", values)


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["31/12/2026", "01/02/2026"], "DATE", [NEW_YEARS_EVE, date(2026, 2, 1)]),
        (["12/31/2026", "01/02/2026"], "DATE", [NEW_YEARS_EVE, date(2026, 1, 2)]),
        (["2026-12-31", "13/1/2026"], "DATE", [NEW_YEARS_EVE, date(2026, 1, 13)]),
        (["3.2.2026", "01.03.2026"], "DATE", [date(2026, 2, 3), date(2026, 3, 1)]),
        (["2026/12/31", "2026.1.2"], "DATE", [NEW_YEARS_EVE, date(2026, 1, 2)]),
        (["31 Dec 2026", "January 2, 2026"], "DATE", [NEW_YEARS_EVE, date(2026, 1, 2)]),
        (
            ["2026-12-31", "2026-12-31T10:00", "2026-12-31 10:00:01.5"],
            "TIMESTAMP",
            [
                datetime.fromisoformat("2026-12-31 00:00:00"),
                datetime.fromisoformat("2026-12-31 10:00:00"),
                datetime.fromisoformat("2026-12-31 10:00:01.500000"),
            ],
        ),
        (
            ["31/12/2026 14:05", "1/2/2026 2:05 pm"],
            "TIMESTAMP",
            [
                datetime.fromisoformat("2026-12-31 14:05:00"),
                datetime.fromisoformat("2026-02-01 14:05:00"),
            ],
        ),
    ],
)
def test_days_and_moments_are_read_in_the_order_that_some_cell_proves(
    column, cells, kind, values
) -> None:
    assert column(*cells) == (kind, values)


def test_moments_with_a_zone_are_kept_in_utc(column) -> None:
    kind, values = column("2026-01-01T01:00:00+02:00", "2026-01-02 10:00:00Z", "2026-01-02")

    assert kind == "TIMESTAMP"
    assert values == [
        datetime.fromisoformat("2025-12-31 23:00:00"),
        datetime.fromisoformat("2026-01-02 10:00:00"),
        datetime.fromisoformat("2026-01-02 00:00:00"),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["01234", "99999"],
        ["12345678901234567890", "1"],
        ["03/04/2026", "05/06/2026"],
        ["31/12/2026", "12/31/2026"],
        ["31/02/2026", "30/12/2026"],
        ["$1", "€2"],
        ["5%", "12"],
        ["Yes", "No"],
        ["1", "two"],
        ["", "N/A"],
    ],
)
def test_what_can_be_read_in_two_ways_or_none_stays_text(column, cells) -> None:
    kind, values = column(*cells)

    assert kind == "VARCHAR"
    assert values == [cell or None for cell in cells]


@pytest.mark.parametrize("cells", [["1.234", "999"], ["1.234", "5.678"]])
def test_a_point_before_three_digits_says_nothing_where_commas_are_decimal(column, cells) -> None:
    assert column(*cells, separator=";") == ("VARCHAR", cells)


def test_one_odd_cell_far_down_makes_a_column_one_of_text(column) -> None:
    kind, values = column(*["7"] * 6000, "seven")

    assert kind == "VARCHAR"
    assert values[-1] == "seven"
