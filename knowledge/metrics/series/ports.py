"""What is asked of the metrics for the lines of a digest, and through which port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from knowledge.metrics.definitions import Definitions, Threshold
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Figure, Period

PREVIOUS, LAST_YEAR = "previous_period", "same_period_last_year"


@dataclass(frozen=True, slots=True)
class Asked:
    """One metric of a digest.

    Attributes:
        compare: what it is compared with; the previous period where nothing is said.
        by: the dimension it is split by.
        where: the segment that it is about. What was promised for the whole is not asked of it.
        thresholds: when its owner is asked for a reason, besides those of the metric itself.
        instead: thresholds in place of the metric's own; None leaves them.
    """

    metric: str
    compare: tuple[str, ...] = ()
    by: str = ""
    where: tuple[Where, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    instead: tuple[Threshold, ...] | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """What a line is about.

    Attributes:
        period: the days that count.
        grain: None where the period is all rows there are.
        today: only rows dated before it count.
    """

    period: Period
    grain: Grain | None
    today: date


class Figures(Protocol):
    """What a digest needs of the metrics.

    Every method raises a ThroughlineError, whose sentence can be shown, where there is no figure.
    """

    definitions: Definitions

    def figure(
        self,
        metric: str,
        period: Period | None = None,
        by: Sequence[str] = (),
        where: Sequence[Where] = (),
        grain: Grain | None = None,
    ) -> list[Figure]:
        """One figure, or one for each group or period."""
        ...

    def span(self, metric: str, before: date) -> Period | None:
        """First and last day of the rows dated before a day."""
        ...

    def watermark(self, source: str, before: date, column: str = "") -> date | None:
        """The newest day of a source's rows before a day: in a column, else in what dates them."""
        ...

    def audiences(self, metric: str) -> frozenset[str]:
        """The audiences that a reader of the metric must all be in."""
        ...

    def additive(self, metric: str) -> bool:
        """Whether it counts: twice as long a period has about twice as much."""
        ...

    def tables(self, metric: str) -> tuple[str, ...]:
        """The tables that it is computed from, first the one that dates its rows."""
        ...
