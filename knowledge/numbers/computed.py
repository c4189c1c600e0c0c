"""What was computed for a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge.errors import InputError
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.standing import Change
from knowledge.models import Figure, Period
from knowledge.numbers.asked import Asked, Kind

FEWEST = 5
"""Groups of fewer rows are not told apart."""

Spans = Callable[[str], tuple[date, date] | None]
"""For a metric's name the first and the last day that it has rows of."""


class NoRows(InputError):
    """The table has no rows of the time that is asked for. The sentence says which it has."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for a question.

    Attributes:
        figure: the value that answers; of a ranking the first group.
        groups: figures of the groups in the order that they are told in.
        small: how many groups were too small to be told apart.
        series: figures by period, oldest first.
        change: from `since`, another period's value.
        whole: the value of all rows, where the newest period is told instead.
        until: the newest row's day, where the period is not whole.
        statements: the SQL, in the order of its running.
    """

    asked: Asked
    definition: MetricDefinition
    figure: Figure
    groups: tuple[Figure, ...] = ()
    small: int = 0
    series: tuple[Figure, ...] = ()
    change: Change | None = None
    since: Period | None = None
    whole: Figure | None = None
    until: date | None = None
    span: tuple[date, date] | None = None
    statements: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """The rows behind all that is told."""
        if self.asked.kind is Kind.GROUPS:
            return sum(one.n for one in self.groups)
        return self.figure.n
