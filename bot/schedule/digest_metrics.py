"""The metrics of a digest as they are written: which, of which segment, against what."""

from __future__ import annotations

from dataclasses import replace

from knowledge.metrics.definitions import COMPARISONS, Threshold
from knowledge.metrics.located import Located
from knowledge.metrics.query import Where
from knowledge.metrics.series.ports import LAST_YEAR, PREVIOUS, Asked

_SETTINGS = frozenset("name compare by where ask_owner thresholds".split())


def asked(item: Located) -> Asked:
    """One metric of a digest, by its name or with settings.

    Raises:
        Misdefined: a setting is unknown or wrong, with its line.
    """
    if isinstance(item.value, str):
        return Asked(item.text())
    entries = replace(item, name="a metric of a digest").keys(_SETTINGS)
    if "name" not in entries:
        item.refuse("a metric of a digest needs its name.")
    compared = entries["compare"].items() if "compare" in entries else ()
    instead = entries["thresholds"].items() if "thresholds" in entries else None
    return Asked(
        metric=entries["name"].text(),
        compare=tuple(one.choice((PREVIOUS, LAST_YEAR)) for one in compared),
        by=entries["by"].text() if "by" in entries else "",
        where=tuple(map(_where, entries["where"].entries())) if "where" in entries else (),
        thresholds=_thresholds(entries["ask_owner"]) if "ask_owner" in entries else (),
        instead=None if instead is None else tuple(map(_threshold, instead)),
    )


def _where(entry: tuple[str, Located]) -> Where:
    """A dimension and the value that it must have, or several of them."""
    dimension, values = entry
    told = tuple(one.text() for one in values.items())
    if not told:
        values.refuse(f"{dimension} needs a value.")
    return Where(dimension, told)


def _thresholds(body: Located) -> tuple[Threshold, ...]:
    """When the owner is asked: `{below: 0.9}`, and so on for each comparison."""
    limits = body.keys(COMPARISONS)
    return tuple(Threshold(name, one.number()) for name, one in limits.items())


def _threshold(item: Located) -> Threshold:
    """One as a metric's definition writes it."""
    entries = replace(item, name="a threshold").keys({"comparison", "threshold", "color"})
    if "comparison" not in entries or "threshold" not in entries:
        item.refuse("a threshold needs a comparison and a threshold.")
    color = entries["color"].text() if "color" in entries else "red"
    comparison = entries["comparison"].choice(COMPARISONS)
    return Threshold(comparison, entries["threshold"].number(), color)
