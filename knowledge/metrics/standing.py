"""Where a value stands: its change, whether that is good, how far it is to its target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.metrics.definitions import MetricDefinition, Threshold
from knowledge.models import Target


class Verdict(StrEnum):
    """What a change means to whoever promised the metric."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Change:
    """From an earlier value to this one.

    Attributes:
        since: the earlier value.
        by: this value minus the earlier one; percentage points where the unit is percent.
        share: `by` as a share of the earlier value, None where that was 0.
    """

    since: float
    by: float
    share: float | None
    verdict: Verdict


def change(value: float | None, since: float | None, direction: str) -> Change | None:
    """The change between two values; None where either is unknown."""
    if value is None or since is None:
        return None
    by = value - since
    share = by / abs(since) if since else None
    if by == 0:
        return Change(since, 0.0, share, Verdict.SAME)
    if direction not in {"up_is_good", "down_is_good"}:
        return Change(since, by, share, Verdict.NEUTRAL)
    better = (by > 0) == (direction == "up_is_good")
    return Change(since, by, share, Verdict.BETTER if better else Verdict.WORSE)


def progress(value: float | None, baseline: float | None, target: float | None) -> float | None:
    """The share of the way from baseline to target: 0 at the start, 1 there, below 0 astray."""
    if value is None or baseline is None or target is None or baseline == target:
        return None
    return (value - baseline) / (target - baseline)


def reached(value: float | None, target: Target | None, direction: str) -> bool:
    """Whether the target is kept; without a good direction no target is."""
    if value is None or target is None:
        return False
    if direction == "up_is_good":
        return value >= target.value
    return direction == "down_is_good" and value <= target.value


def crossed(value: float | None, metric: MetricDefinition, target: Target | None) -> str:
    """The colour of the gravest threshold that a value crosses, "" where it crosses none."""
    found = gravest(value, metric, target)
    return found[0].color if found else ""


def gravest(
    value: float | None, metric: MetricDefinition, target: Target | None
) -> tuple[Threshold, float] | None:
    """The gravest threshold that a value crosses, and where it lies; None where it crosses none."""
    if value is None:
        return None
    limits = [(one, _limit(one, target)) for one in metric.thresholds]
    beyond = [(one, at) for one, at in limits if at is not None and _is_beyond(value, one, at)]
    return next((pair for pair in beyond if pair[0].color == "red"), next(iter(beyond), None))


def _limit(threshold: Threshold, target: Target | None) -> float | None:
    if not threshold.comparison.endswith("_target"):
        return threshold.value
    return None if target is None else threshold.value * target.value


def _is_beyond(value: float, threshold: Threshold, limit: float) -> bool:
    return value > limit if threshold.comparison.startswith("above") else value < limit
