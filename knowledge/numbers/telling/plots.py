"""What is worth seeing of computed figures."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.models import Figure, Plot, Point
from knowledge.numbers.asked import Kind
from knowledge.numbers.computing import FEWEST, Computed
from knowledge.numbers.explaining import Split
from knowledge.numbers.naming import called
from knowledge.numbers.telling.lines import Labels

_PLOTTED = 20


def bars_of(split: Split, made: Computed, labels: Labels) -> Plot:
    """The groups of one dimension beside each other."""
    title = f"{made.definition.label} by {labels.get(split.dimension, 'group').lower()}"
    shown = [one for one in split.groups if one.n >= FEWEST][:_PLOTTED]
    return _plot(title, "bar", made.definition, shown)


def plots(made: Computed, labels: Labels) -> tuple[Plot, ...]:
    """What is worth seeing: the groups as bars, the way over time as a line."""
    found = []
    if made.asked.kind in _GROUPED and len(made.groups) > 1:
        kind = "line" if made.asked.grain and not made.asked.by else "bar"
        shown = made.groups[:_PLOTTED]
        if kind == "line":
            shown = tuple(sorted(shown, key=_start))
        by = labels.get(made.asked.by, "")
        title = f"{made.definition.label} by {by.lower()}" if by else made.definition.label
        found.append(_plot(title, kind, made.definition, shown))
    if len(made.series) > 2:
        found.append(_plot(made.definition.label, "line", made.definition, made.series[-_PLOTTED:]))
    return tuple(found[:2])


_GROUPED = {Kind.RANKING, Kind.GROUPS, Kind.VALUE}


def _start(figure: Figure) -> str:
    return figure.period.start.isoformat() if figure.period else ""


def _plot(title: str, kind: str, definition: MetricDefinition, figures: Sequence[Figure]) -> Plot:
    points = tuple(Point(called(one), one.value) for one in figures)
    return Plot(title, kind, definition.unit, ((definition.label, points),))
