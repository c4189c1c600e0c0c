"""Metrics as the JSON objects of the command line: keys that others build on and nobody renames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.shapes import shapes
from bot.shapes.shapes import Shape
from knowledge.metrics.standing import crossed
from knowledge.models import Figure, Period

if TYPE_CHECKING:
    from knowledge.metrics.defining.metric import MetricDefinition
    from knowledge.metrics.defining.problems import Problem
    from knowledge.metrics.periods import Grain
    from knowledge.metrics.query import Dimension, Result


@dataclass(frozen=True, slots=True)
class Told:
    """What is said beside the figures of a metric.

    Attributes:
        asked: the days that count, None for all time.
        grain: of the periods, None where the figures are not split by time.
        filtered: whether conditions leave rows out.
        day: the target that is due next on it is the one that is told.
        today: a period that it is in is not over.
        watermark: the newest day of its rows, None where they have no day.
        notes: what a reader must know to read it right.
    """

    asked: Period | None
    grain: Grain | None
    filtered: bool
    day: date
    today: date
    watermark: date | None
    elapsed_ms: float
    notes: tuple[str, ...] = ()


def metric(definition: MetricDefinition, result: Result, told: Told) -> Shape:
    """The answer of `metric NAME`."""
    as_of = min((one.as_of for one in result.figures if one.as_of), default=None)
    return {
        "metric": definition.name,
        "label": definition.label,
        "unit": definition.unit,
        "rows": [_row(one, definition, told) for one in result.figures],
        "definition": definition.description,
        "owner": definition.owner,
        "owners": [{"slack": one.slack, "role": one.role} for one in definition.owners],
        "direction": definition.direction,
        **_promised(definition, told.day),
        "min_sample": definition.min_sample,
        "as_of": as_of.isoformat(timespec="seconds") if as_of else None,
        "watermark": shapes.day(told.watermark),
        "period": shapes.period(told.asked),
        "notes": list(told.notes),
        "query": result.sql,
        "elapsed_ms": round(told.elapsed_ms, 1),
    }


def listed(definition: MetricDefinition, dimensions: Sequence[Dimension], day: date) -> Shape:
    """One metric of `metric list`."""
    shorts = [one.short for one in dimensions]
    return {
        "metric": definition.name,
        "label": definition.label,
        "unit": definition.unit,
        "definition": definition.description,
        "owner": definition.owner,
        "domain": definition.domain,
        "status": definition.status,
        "direction": definition.direction,
        "synonyms": list(definition.synonyms),
        "dimensions": [
            one.short if shorts.count(one.short) == 1 else one.name for one in dimensions
        ],
        **_promised(definition, day),
    }


def problems(found: Iterable[Problem], metrics: int, root: Path) -> Shape:
    """The answer of `metric check`; files relative to the configuration where they are below it."""
    return {
        "metrics": metrics,
        "problems": [
            {
                "file": _relative(one.file, root),
                "line": one.line,
                "severity": str(one.severity),
                "message": one.message,
            }
            for one in found
        ],
    }


def _row(figure: Figure, definition: MetricDefinition, told: Told) -> Shape:
    return {
        "value": figure.value,
        "dimensions": dict(figure.dimensions),
        "period": shapes.period(_within(figure.period, told.asked)),
        "n": figure.n,
        "partial": _partial(figure.period, told),
        "crossed": _crossed(figure, definition, told) or None,
    }


def _crossed(figure: Figure, definition: MetricDefinition, told: Told) -> str:
    """The colour of the gravest threshold; those of a week are not for a year, or for a part."""
    whole = not (figure.dimensions or told.filtered or _partial(figure.period, told))
    alike = definition.granularity in {"", told.grain.value if told.grain else ""}
    if not (whole and alike):
        return ""
    return crossed(figure.value, definition, definition.target_for(told.day))


def _promised(definition: MetricDefinition, day: date) -> Shape:
    baseline, target = definition.baseline, definition.target_for(day)
    return {
        "granularity": definition.granularity or None,
        "baseline": baseline.value if baseline else None,
        "baseline_when": baseline.when if baseline else None,
        "target": target.value if target else None,
        "target_date": shapes.day(target.day) if target else None,
    }


def _within(period: Period | None, asked: Period | None) -> Period | None:
    """The days of a period that were asked for: a week that is cut off says so."""
    if period is None or asked is None:
        return period
    return Period(max(period.start, asked.start), min(period.end, asked.end))


def _partial(whole: Period | None, told: Told) -> bool:
    """Whether a period of a series is cut off, or not over: not to be compared with whole ones."""
    if whole is None or whole == told.asked:
        return False
    return whole != _within(whole, told.asked) or whole.end >= told.today


def _relative(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
