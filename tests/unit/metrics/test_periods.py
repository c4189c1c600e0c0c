from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from knowledge.metrics.periods import (
    Grain,
    back_from,
    before,
    containing,
    last_complete,
    year_before,
)
from knowledge.models import Period


@pytest.mark.parametrize(
    ("today", "grain", "start", "end"),
    [
        (date(2026, 3, 1), Grain.DAY, date(2026, 2, 28), date(2026, 2, 28)),
        (date(2026, 3, 2), Grain.WEEK, date(2026, 2, 23), date(2026, 3, 1)),
        (date(2026, 3, 8), Grain.WEEK, date(2026, 2, 23), date(2026, 3, 1)),
        (date(2026, 1, 31), Grain.MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (date(2024, 3, 1), Grain.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 5, 5), Grain.QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 1, 1), Grain.QUARTER, date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 6, 1), Grain.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_complete_period_is_over_before_today(
    today: date, grain: Grain, start: date, end: date
) -> None:
    assert last_complete(today, grain) == Period(start, end)


@pytest.mark.parametrize("grain", list(Grain))
def test_periods_follow_each_other_without_gap_or_overlap(grain: Grain) -> None:
    newest = containing(date(2024, 3, 31), grain)

    periods = list(back_from(newest, grain, 40))

    for later, earlier in pairwise(periods):
        assert before(later, grain) == earlier
        assert (later.start - earlier.end).days == 1


@pytest.mark.parametrize(
    ("period", "grain", "start"),
    [
        (Period(date(2026, 2, 23), date(2026, 3, 1)), Grain.WEEK, date(2025, 2, 24)),
        (Period(date(2024, 2, 29), date(2024, 2, 29)), Grain.DAY, date(2023, 2, 28)),
        (Period(date(2024, 2, 1), date(2024, 2, 29)), Grain.MONTH, date(2023, 2, 1)),
        (Period(date(2026, 1, 1), date(2026, 3, 31)), Grain.QUARTER, date(2025, 1, 1)),
    ],
)
def test_a_year_before_is_a_whole_period_again(period: Period, grain: Grain, start: date) -> None:
    earlier = year_before(period, grain)

    assert earlier == containing(start, grain)
