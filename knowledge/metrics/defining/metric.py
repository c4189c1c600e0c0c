"""What each metric is called, who answers for it, where it began and what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from knowledge.models import Target

DIRECTIONS = ("up_is_good", "down_is_good", "neutral")
COMPARISONS = ("above", "below", "above_target", "below_target")
COMPARED_WITH = ("previous_period", "same_period_last_year")
STATUSES = ("Draft", "In Review", "Approved", "Deprecated", "Rejected")
ON_STALE = ("hold", "send_with_warning", "skip")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a metric began: its value, when that was (as written) and who says so."""

    value: float
    when: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a value needs a reason from its owner.

    Attributes:
        comparison: `above` or `below` the value, or `above_target` or `below_target` times it.
    """

    comparison: str
    value: float
    color: str = "red"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a metric: a person's or a user group's Slack id, and in which role."""

    slack: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Staleness:
    """How old a metric's rows may be.

    Attributes:
        source: the table that is looked at, "" for the metric's own.
        watermark: the column whose newest day counts, "" for the one that dates the metric.
        on_stale: what becomes of a message then: `hold`, `send_with_warning` or `skip`.
    """

    max_age: timedelta
    source: str = ""
    watermark: str = ""
    on_stale: str = "hold"


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """One metric in the words of its owner.

    Attributes:
        unit: `percent` for shares (values are fractions), else what is counted or the currency.
        direction: `up_is_good`, `down_is_good` or `neutral`.
        owner: the accountable one of the owners, a Slack id.
        targets: by day, earliest first.
        min_sample: fewer rows than this are too few to call.
        drivers: dimensions or other metrics that explain its changes.
        supports: names of promises, or documents with an anchor (`strategy/2026.md#promise-2`).
        audience: who may see it, beside being allowed to see its tables; "" adds nothing.
        status: Draft, In Review, Approved, Deprecated or Rejected; "" where nobody said.
        review_interval: how often its definition is to be looked at; None where nobody said.
        granularity: the length of period that it is usually looked at in, "" for any.
    """

    name: str
    label: str
    file: Path
    line: int
    description: str = ""
    unit: str = ""
    direction: str = "neutral"
    owner: str = ""
    domain: str = ""
    glossary_term: str = ""
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    synonyms: tuple[str, ...] = ()
    segment_by: tuple[str, ...] = ()
    min_sample: int = 0
    owners: tuple[Owner, ...] = ()
    drivers: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    audience: str = ""
    status: str = ""
    freshness: Staleness | None = None
    review_interval: timedelta | None = None
    granularity: str = ""
    comparisons: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it: its label, its name in words, its synonyms."""
        return tuple(dict.fromkeys((self.label, self.name.replace("_", " "), *self.synonyms)))

    def target_for(self, day: date) -> Target | None:
        """The target that is due next on this day, else the last one that was."""
        ahead = [target for target in self.targets if target.day >= day]
        return ahead[0] if ahead else (self.targets[-1] if self.targets else None)
