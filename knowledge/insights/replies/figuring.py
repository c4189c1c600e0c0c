"""Counts as figures, with how each was computed and what can be drawn of it."""

from __future__ import annotations

from knowledge.insights.counting import Count
from knowledge.insights.matching import Match
from knowledge.insights.questions.asking import Kind
from knowledge.insights.replies.wording import conditions
from knowledge.models import Figure, Period, Plot, Point, Working
from knowledge.store.counting.items import ItemSource
from knowledge.store.items.words import RULE

_MOST_MONTHS = 12
_MOST_GROUPS = 8


def figure(count: Count, source: ItemSource, about: str, kind: Kind) -> Figure:
    """The figure of a count: the share as a fraction for SHARE, else how many."""
    share = kind is Kind.SHARE
    fixed = {name: " or ".join(values) for name, values in count.whole.attributes}
    return Figure(
        metric=f"items:{count.source}",
        label=f"{source.name}: “{about}”" if about else source.name,
        value=count.share if share else float(count.n),
        unit="percent" if share else "items",
        n=count.of,
        dimensions=fixed,
        period=count.whole.period,
        owner=source.owner,
    )


def working(count: Count, match: Match | None, about: str) -> Working:
    """The rule in words, whole, and the statement."""
    held = f" that {match.rule}" if match else " that has any word"
    return Working(
        subject=f"“{about}” in {count.source}" if about else count.source,
        rule=f"Items of {count.source}{conditions(count)}, with a text{held}. Here {RULE}.",
        query=count.statement,
        source=count.source,
    )


def plot_of_months(months: tuple[tuple[Period, int], ...], title: str) -> Plot | None:
    """The last twelve months as a line; None of fewer than two."""
    shown = months[-_MOST_MONTHS:]
    if len(shown) < 2:
        return None
    points = tuple(Point(f"{period.start:%b %Y}", float(n)) for period, n in shown)
    return Plot(title, "line", "items", (("Items", points),))


def plot_of_groups(groups: tuple[tuple[str, int], ...], title: str) -> Plot | None:
    """The largest groups as bars, the most first; None of fewer than two."""
    if len(groups) < 2:
        return None
    points = tuple(Point(value, float(n)) for value, n in groups[:_MOST_GROUPS])
    return Plot(title, "bar", "items", (("Items", points),))
