"""What the figures of a metric may be computed from, and who may see them. Pure.

An expression in a definition can name any table. So a statement is run where only those tables are
that everybody who may see the metric may see: no other table is there to be named.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge.errors import DocumentError
from knowledge.metrics.loading.kinds import Kind, kind_of, shown
from knowledge.models import EVERYONE, Source

HERE = ""
"""The place of the tables that are kept in the store's folder."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a metric is computed, from what, and for whom.

    Attributes:
        place: `HERE`, or the URL of a warehouse.
        tables: all that its statements may read.
        audiences: whoever may see the metric reads all of these.
    """

    place: str
    tables: frozenset[str]
    audiences: frozenset[str]


def reach(
    metric: str,
    read: Collection[str],
    joinable: Collection[str],
    sources: Mapping[str, Source],
    own: str = "",
) -> Reach:
    """The reach of a metric.

    It may be split by a joined table that its own readers see, or that is for everyone: it is then
    for everyone too, which leaves guests out.

    Args:
        metric: its name.
        read: the tables that it is computed from, with those that its filters join.
        joinable: the tables that it could be split by.
        sources: the declared tables by name.
        own: the audience that the metric itself declares, "" for none.

    Raises:
        DocumentError: its tables are in two places.
    """
    known = [sources[name] for name in sorted(read) if name in sources]
    places = {place_of(one): one.name for one in known}
    if len(places) > 1:
        raise DocumentError(_apart(metric, places))
    place = next(iter(places), HERE)
    audiences = {one.audience for one in known} | ({own} if own else set())
    beside = {
        name
        for name in joinable
        if name in sources
        and place_of(sources[name]) == place
        and sources[name].audience in audiences | {EVERYONE}
    }
    audiences |= {sources[name].audience for name in beside}
    there = {
        one.name for one in sources.values() if place_of(one) == place and one.audience in audiences
    }
    return Reach(place, frozenset(there | {one.name for one in known}), frozenset(audiences))


def place_of(source: Source) -> str:
    """Where a source's table is: `HERE`, or the URL of the warehouse that it lives in."""
    return source.path if kind_of(source) is Kind.WAREHOUSE else HERE


def _apart(metric: str, places: Mapping[str, str]) -> str:
    (first, one), (second, other) = sorted(places.items())[:2]
    where = " and ".join(
        f"'{name}' ({shown(place) if place else 'loaded here'})"
        for place, name in ((first, one), (second, other))
    )
    return (
        f"The metric '{metric}' reads tables in two places, {where}: give the source in the"
        " warehouse a query, and it is loaded here."
    )
