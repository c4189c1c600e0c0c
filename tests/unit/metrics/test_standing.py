from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.metrics.definitions import MetricDefinition, Threshold
from knowledge.metrics.standing import Verdict, change, crossed, progress, reached
from knowledge.models import Target

TARGET = Target(date(2026, 12, 31), 0.7)


@pytest.mark.parametrize(
    ("value", "since", "direction", "verdict"),
    [
        (2, 1, "up_is_good", Verdict.BETTER),
        (2, 1, "down_is_good", Verdict.WORSE),
        (1, 2, "down_is_good", Verdict.BETTER),
        (1, 2, "up_is_good", Verdict.WORSE),
        (1, 2, "neutral", Verdict.NEUTRAL),
        (1, 1, "up_is_good", Verdict.SAME),
    ],
)
def test_whether_a_change_is_good_depends_on_the_direction(
    value: float, since: float, direction: str, verdict: Verdict
) -> None:
    moved = change(value, since, direction)

    assert moved is not None
    assert moved.verdict is verdict


def test_a_change_says_by_how_much_and_what_share() -> None:
    moved = change(3, 4, "neutral")

    assert moved is not None
    assert (moved.since, moved.by, moved.share) == (4, -1, -0.25)


def test_a_change_from_nothing_has_no_share() -> None:
    moved = change(3, 0, "neutral")

    assert moved is not None
    assert moved.share is None


@pytest.mark.parametrize(("value", "since"), [(None, 1), (1, None), (None, None)])
def test_an_unknown_value_has_no_change(value: float | None, since: float | None) -> None:
    assert change(value, since, "up_is_good") is None


@pytest.mark.parametrize(
    ("value", "baseline", "target", "share"),
    [
        (0.66, 0.62, 0.70, 0.5),
        (0.265, 0.28, 0.24, 0.375),
        (0.60, 0.62, 0.70, -0.25),
        (0.70, 0.62, 0.70, 1.0),
        (0.7, 0.7, 0.7, None),
        (None, 0.62, 0.70, None),
        (0.66, None, 0.70, None),
    ],
)
def test_progress_is_the_share_of_the_way(
    value: float | None, baseline: float | None, target: float | None, share: float | None
) -> None:
    assert progress(value, baseline, target) == (share if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("value", "direction", "kept"),
    [
        (0.7, "up_is_good", True),
        (0.69, "up_is_good", False),
        (0.69, "down_is_good", True),
        (0.7, "neutral", False),
        (None, "up_is_good", False),
    ],
)
def test_a_target_is_kept_on_its_good_side(value: float | None, direction: str, kept: bool) -> None:
    assert reached(value, TARGET, direction) is kept


@pytest.mark.parametrize(
    ("comparison", "limit", "value", "color"),
    [
        ("above", 0.25, 0.26, "red"),
        ("above", 0.25, 0.25, ""),
        ("below", 10, 9, "red"),
        ("below_target", 0.9, 0.62, "red"),
        ("below_target", 0.9, 0.64, ""),
        ("above_target", 1.1, 0.8, "red"),
        ("above", 0.25, None, ""),
    ],
)
def test_a_threshold_is_crossed_beyond_its_limit(
    comparison: str, limit: float, value: float | None, color: str
) -> None:
    metric = MetricDefinition(
        "m", "M", Path("m.yaml"), 1, thresholds=(Threshold(comparison, limit),)
    )

    assert crossed(value, metric, TARGET) == color


def test_the_gravest_threshold_counts() -> None:
    thresholds = (Threshold("above", 1, "yellow"), Threshold("above", 2, "red"))
    metric = MetricDefinition("m", "M", Path("m.yaml"), 1, thresholds=thresholds)

    colors = [crossed(value, metric, None) for value in (1, 2, 3)]

    assert colors == ["", "yellow", "red"]
