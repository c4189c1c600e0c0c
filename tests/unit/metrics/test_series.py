"""Where a metric is on its way to a target, and what is unusual about it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path as File

import pytest

from knowledge.metrics.definitions import Baseline, MetricDefinition
from knowledge.metrics.periods import last_day
from knowledge.metrics.series.outliers import outlier
from knowledge.metrics.series.points import Point
from knowledge.metrics.series.promised import path_of, projected
from knowledge.metrics.series.saying import outlier_words, pace_words, slope_words
from knowledge.models import Figure, Period, Target

SOLVED = MetricDefinition(
    "fcr",
    "Solved at first contact",
    File("care.yaml"),
    1,
    unit="percent",
    direction="up_is_good",
    baseline=Baseline(0.62, "2026-Q1"),
    targets=(Target(date(2026, 12, 31), 0.70), Target(date(2027, 6, 30), 0.75)),
)
SUNDAY = date(2026, 11, 29)


def weeks(*values: float | None) -> tuple[Point, ...]:
    first = SUNDAY - timedelta(weeks=len(values) - 1, days=6)
    starts = [first + timedelta(weeks=number) for number in range(len(values))]
    return tuple(
        Point(Period(start, start + timedelta(days=6)), value)
        for start, value in zip(starts, values, strict=True)
    )


def figure(value: float, unit: str = "percent") -> Figure:
    return Figure("fcr", "Solved", value, unit, 400)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-29", date(2026, 3, 29)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-02", date(2026, 2, 28)),
        ("2025", date(2025, 12, 31)),
        ("2026-W05", date(2026, 2, 1)),
        ("2025-10-01/2025-12-31", date(2025, 12, 31)),
        ("last spring", None),
        ("2026-13", None),
    ],
)
def test_a_baseline_has_the_last_day_of_the_time_as_written(written: str, day: date | None) -> None:
    assert last_day(written) == day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 30), None),
        (date(2026, 3, 31), 0.62),
        (date(2026, 8, 15), 0.6599),
        (date(2026, 12, 31), 0.70),
        (date(2027, 3, 31), 0.7249),
        (date(2028, 1, 1), 0.75),
    ],
)
def test_the_path_asks_for_what_lies_between_its_marks(day: date, expected: float | None) -> None:
    path = path_of(SOLVED, 0.66, day)

    assert path is not None
    assert path.expected == (None if expected is None else pytest.approx(expected, abs=1e-4))
    assert path.target.value == (0.70 if day.year == 2026 else 0.75)


def test_a_value_is_told_against_its_path_and_along_its_slope() -> None:
    path = path_of(SOLVED, 0.66, SUNDAY, weeks(0.62, 0.63, 0.2, 0.64, 0.65, 0.655, 0.66))

    assert path is not None
    assert path.ahead is False
    assert pace_words(path, figure(0.66)) == "behind the path, which asks for 69.1 % by now"
    assert slope_words(path, figure(0.66)) == "at this slope 69 %"


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ((1.0, 2.0, 3.0, 4.0, 5.0, None), date(2026, 12, 31)),
        ((1.0, 2.0, 3.0, 4.0, 5.0, 6.0), SUNDAY),
        ((1.0, 2.0, 3.0, 4.0, 5.0, 6.0), date(2027, 12, 31)),
        ((41.0, 45.0, 38.0, 44.0, 37.0, 42.0, 39.0), date(2026, 12, 31)),
    ],
    ids=["too few are known", "it is over", "it is too far away", "there is no trend"],
)
def test_a_slope_leads_nowhere_where(values: tuple[float | None, ...], day: date) -> None:
    assert projected(weeks(*values), day) is None


def test_a_slope_does_not_lead_below_nothing_or_above_all() -> None:
    falling = MetricDefinition(
        "calls", "Calls", File("care.yaml"), 1, targets=(Target(date(2026, 12, 31), 5),)
    )

    lost = path_of(falling, 1, SUNDAY, weeks(31, 25, 19, 13, 7, 1))
    won = path_of(SOLVED, 0.99, SUNDAY, weeks(0.84, 0.87, 0.9, 0.93, 0.96, 0.99))

    assert [one and one.projected for one in (lost, won)] == [0, 1]


@pytest.mark.parametrize(
    ("value", "like", "said"),
    [
        (31, [12, 13, 14, 14, 15, 16, 17, 18], "high: 31 against a usual 12 to 18 (8 weeks)"),
        (0, [52, 53, 54, 54, 55, 56, 57, 58], "low: 0 against a usual 52 to 58 (8 weeks)"),
        (24, [12, 13, 14, 14, 15, 16, 17, 90], ""),
        (31, [12, 13, 14, 14, 15, 16, 17], ""),
        (31, [0] * 9, "high: 31 against a usual 0 (9 weeks)"),
        (2, [0] * 8 + [1], ""),
    ],
    ids=["high", "low", "within", "too few to know", "always nothing", "almost always nothing"],
)
def test_a_count_is_unusual_against_like_periods(value: int, like: list[int], said: str) -> None:
    found = outlier(value, like, "weeks", counted=True)

    assert outlier_words(found, figure(value, "cases")) == (said and f"unusually {said}")


def test_where_most_periods_are_equal_the_mean_deviation_tells_what_is_far() -> None:
    like = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4, 0.6]

    found = outlier(0.7, like, "Mondays")

    assert outlier(0.55, like, "Mondays") is None
    assert outlier_words(found, figure(0.7)) == (
        "unusually high: 70 % against a usual 40 to 60 % (8 Mondays)"
    )
    assert outlier(0.7, [0.5] * 8, "Mondays") is None
