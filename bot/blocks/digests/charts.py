"""Which metrics of a digest are drawn, and their charts: the way so far and the way promised. Pure.

Slack draws two charts in a message, each without gaps; what only a picture can show beyond that
(the promised days to come, what is unusual) travels with the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from bot.blocks.digests.lines import is_empty
from bot.blocks.parts.message import Block
from bot.blocks.parts.plots import DRAWN, PICTURED, chart_block
from knowledge.metrics.lines import Line
from knowledge.metrics.series.promised import asked_by
from knowledge.metrics.standing import Verdict
from knowledge.metrics.wording import day_words, period_name, value_words
from knowledge.models import Figure, Plot, Point

MOST = 2
"""Charts that Slack draws in one message."""

_ACTUAL, _PATH = "Actual", "Promised path"
_TITLE = 50


def drawn_lines(lines: Sequence[Line], as_of: date) -> list[Line]:
    """The metrics whose chart is shown: first those that somebody has to look at.

    A single value has none, nor has one that never changed, or a period without rows.
    """
    told = [line for line in lines if not is_empty(line)]
    known = [line for line in told if len(set(_known(line, as_of))) > 1]
    urgent = sorted(range(len(known)), key=lambda at: _urgency(known[at]))[:MOST]
    return [known[at] for at in sorted(urgent)]


def chart_of(line: Line, as_of: date) -> Block:
    """The chart of a metric that has a way to draw."""
    figure = line.figure
    assert figure is not None, "only lines with a figure are drawn"
    series = tuple(Point(period_name(one.period), one.value) for one in line.series)
    told = {PICTURED: _pictured(line, figure, as_of)}
    if not series:
        return {"type": DRAWN, "title": figure.label[:_TITLE], **told}
    path = _path(line)
    drawn = [(_ACTUAL, series), *([(_PATH, path)] if path else [])]
    return chart_block(Plot(figure.label, "line", figure.unit, tuple(drawn))) | told


def chart_words(line: Line, as_of: date) -> str:
    """The numbers of the chart, for who does not see it."""
    figure = line.figure
    assert figure is not None, "only lines with a figure are drawn"
    points = _points(line, as_of)
    first, last = (day_words(date.fromisoformat(points[at][0])) for at in (0, -1))
    values = ", ".join("unknown" if value is None else _value(value, figure) for _, value in points)
    return f"Chart of {figure.label}, {first} to {last}: {values}."


def _urgency(line: Line) -> int:
    worse = line.change is not None and line.change.verdict is Verdict.WORSE
    astray = line.path is not None and line.path.ahead is False
    return -(8 * bool(line.crossed) + 4 * (line.outlier is not None) + 2 * worse + astray)


def _path(line: Line) -> tuple[Point, ...]:
    """What was promised for each period; nothing where that is not known of all of them."""
    marks = line.path.marks if line.path else ()
    asked = [asked_by(marks, one.period.end) for one in line.series]
    if not asked or None in asked:
        return ()
    return tuple(
        Point(period_name(one.period), value) for one, value in zip(line.series, asked, strict=True)
    )


def _points(line: Line, as_of: date) -> list[tuple[str, float | None]]:
    """The series, or the way from a dated baseline to now where there is none."""
    if line.series:
        return [(one.period.end.isoformat(), one.value) for one in line.series]
    marks, figure = (line.path.marks if line.path else ()), line.figure
    yesterday = as_of - timedelta(days=1)
    began = [*takewhile(lambda mark: mark[0] < yesterday, marks)][:1]
    if figure is None or figure.baseline is None or not began or began[0][1] != figure.baseline:
        return []
    return [(began[0][0].isoformat(), began[0][1]), (yesterday.isoformat(), figure.value)]


def _known(line: Line, as_of: date) -> list[float]:
    return [value for _, value in _points(line, as_of) if value is not None]


def _pictured(line: Line, figure: Figure, as_of: date) -> dict[str, Any]:
    """What a picture shows, as JSON; the last point is the one that the digest is about."""
    marks = line.path.marks if line.path else ()
    projected = line.path.projected if line.path else None
    return {
        "title": figure.label,
        "unit": figure.unit,
        "points": _points(line, as_of),
        "promised": [(day.isoformat(), value) for day, value in marks],
        "due": line.path.target.day.isoformat() if line.path else None,
        "start": figure.baseline,
        "projected": projected,
        "unusual": line.outlier is not None,
    }


def _value(value: float, figure: Figure) -> str:
    return value_words(value, figure.unit if figure.unit == "percent" else "")
