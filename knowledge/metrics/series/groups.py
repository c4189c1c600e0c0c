"""A metric split by a dimension, in a period and in the one before it."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.metrics.periods import before
from knowledge.metrics.series.ports import Asked, Figures, Window
from knowledge.models import Figure, Period

Groups = tuple[tuple[str, tuple[Figure, ...]], ...]
"""By dimension, the figures of its values, most rows first."""


def groups_of(asked: Asked, window: Window, figures: Figures) -> tuple[Groups, Groups]:
    """The groups of what is asked, now and before; none where it is not split.

    Args:
        asked: the metric, its segment and the dimension.
        window: its period.
        figures: where they come from.

    Raises:
        ThroughlineError: it cannot be split so.
    """
    if not asked.by:
        return (), ()
    name, by, where = asked.metric, (asked.by,), asked.where
    period, grain = window.period, window.grain
    then: list[Figure] = []
    if grain is None:
        now = figures.figure(name, period, by, where)
    else:
        both = Period(before(period, grain).start, period.end)
        found = figures.figure(name, both, by, where, grain)
        now = [one for one in found if one.period == period]
        then = [one for one in found if one.period != period]
    called = next(
        (next(iter(one.dimensions)) for one in (*now, *then)), asked.by.rsplit("__", 1)[-1]
    )
    return ((called, _sorted(now)),), ((called, _sorted(then)),) if then else ()


def value_of(figure: Figure) -> str:
    """The value of the dimension that a group is of; "" for rows without one."""
    return next(iter(figure.dimensions.values()), "")


def _sorted(found: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(found, key=lambda one: (-one.n, tuple(one.dimensions.values()))))
