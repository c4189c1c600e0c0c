"""A digest as plain values: what `digest preview --json` prints and a delivery keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.digest import Digest
from knowledge.metrics.lines import Line
from knowledge.models import Figure, Period


def record(digest: Digest) -> dict[str, Any]:
    """One object that JSON can hold; a metric's own figure comes before those of its groups.

    Percentages are fractions, dates are ISO 8601, unknown values are null.
    """
    return {
        "digest": digest.definition.name,
        "title": digest.definition.title,
        "as_of": digest.as_of.isoformat(),
        "status": digest.status.value,
        "reason": digest.reason or None,
        "period": _period(digest.period),
        "figures": [row for line in digest.lines for row in _figures(line)],
        "left_out": list(digest.left_out),
        "warning": digest.warning or None,
    }


def _figures(line: Line) -> Iterator[dict[str, Any]]:
    if line.figure is None:
        return
    first = _figure(line.figure)
    first["progress"] = line.progress
    first["verdict"] = line.change.verdict.value if line.change else None
    first["crossed"] = line.crossed or None
    first["note"] = line.note or None
    first["series"] = [
        {"period": _period(point.period), "value": point.value} for point in line.series
    ]
    yield first
    for _dimension, rows in line.groups:
        yield from map(_figure, rows)


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "metric": figure.metric,
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "previous": figure.previous,
        "last_year": figure.last_year,
        "baseline": figure.baseline,
        "target": figure.target.value if figure.target else None,
        "target_date": figure.target.day.isoformat() if figure.target else None,
        "owner": figure.owner or None,
        "dimensions": dict(figure.dimensions),
        "n": figure.n,
    }


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
