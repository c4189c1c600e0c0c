"""Values side by side: in words for everybody, and as Slack's own chart. Pure.

Slack draws at most 6 series of 20 points under names of 20 characters, and no gaps. What does not
fit is left out of the chart and the words say so; a plot with gaps is drawn as a picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.parts.message import Block, section
from bot.blocks.parts.mrkdwn import escaped
from knowledge.metrics.wording import sparkline, value_words
from knowledge.models import Plot, Point

NATIVE = "data_visualization"
"""The type of Slack's own chart."""

DRAWN = "drawn_chart"
"""The type of a chart of the same shape that Slack cannot draw: a value in it is null. It is never
sent as it is: the delivery puts a picture in its place.
"""

_SERIES, _POINTS, _NAME, _TITLE, _AXIS = 6, 20, 20, 50, 50
_LISTED = 8
_BAR = 8  # signs of the longest bar

_SPAN = re.compile(
    r"(?P<day>\d{1,2})(?: (?P<month>[A-Z]\w{2}))?(?: \d{4})? to \d{1,2} (?P<last>[A-Z]\w{2}) \d{4}"
)
"""Days as they are told: "9 to 15 Nov 2026", "28 Dec 2026 to 3 Jan 2027"."""

PICTURED = "pictured"
"""Under this name a chart may carry what a picture of it shows beyond it; `bare` takes it away."""

Series = tuple[str, tuple[Point, ...]]


def plot_blocks(plot: Plot, told: str = "") -> list[Block]:
    """The chart of a plot, and below it the same in words; nothing without a second value to see.

    Args:
        plot: what is shown.
        told: the text above; groups that it lists already are not listed again.
    """
    known = [one for _, points in plot.series for one in points if one.value is not None]
    if len(known) < 2:
        return []
    again = plot.kind != "line" and _lists(told, plot)
    words = _left_out(plot) if again else plot_words(plot)
    return [chart_block(plot), *([section("\n".join(words))] if words else [])]


def bare(blocks: Sequence[Mapping[str, Any]]) -> list[Block]:
    """Blocks as Slack takes them: without what is for pictures alone."""
    return [{name: one[name] for name in one if name != PICTURED} for one in blocks]


def plot_words(plot: Plot) -> list[str]:
    """A plot as lines of mrkdwn: what a screen reader reads, and what a notification can show."""
    series = [one for one in plot.series if any(point.value is not None for point in one[1])]
    several = len(series) > 1
    if plot.kind == "line":
        lines = [_way(name if several else "", points, plot.unit) for name, points in series]
    else:
        lines = _listed(series, plot.unit)
    return [*lines, *_left_out(plot)]


def chart_block(plot: Plot) -> Block:
    """The chart: `NATIVE` where Slack can draw it, `DRAWN` where values are missing in it."""
    series = _shown(plot)
    labels, x_label = _below([point.label for point in series[0][1]])
    names = _names([name for name, _ in series])
    gaps = any(point.value is None for _, points in series for point in points)
    unit = "%" if plot.unit == "percent" else plot.unit
    axis: Block = {"categories": labels}
    if x_label:
        axis["x_label"] = x_label
    if unit:
        axis["y_label"] = unit[:_AXIS]
    return {
        "type": DRAWN if gaps else NATIVE,
        "title": _title(plot.title, unit),
        "chart": {
            "type": "line" if plot.kind == "line" else "bar",
            "series": [
                {"name": name, "data": _data(labels, points, plot.unit)}
                for name, (_, points) in zip(names, series, strict=True)
            ],
            "axis_config": axis,
        },
    }


def _lists(told: str, plot: Plot) -> bool:
    """Whether a text has a line for each of the first groups."""
    lines = [line.lstrip("• ") for line in told.splitlines() if line.startswith("•")]
    first = [one.label for one in plot.series[0][1]][:_LISTED]
    return all(any(line.startswith(label) for line in lines) for label in first)


def _shown(plot: Plot) -> list[Series]:
    """What is in the chart: the newest points, or the first groups, without unknown groups."""
    series = list(plot.series[:_SERIES])
    if plot.kind == "line":
        return [(name, points[-_POINTS:]) for name, points in series]
    known = [
        at
        for at in range(len(series[0][1]))
        if any(points[at].value is not None for _, points in series)
    ][:_POINTS]
    return [(name, tuple(points[at] for at in known)) for name, points in series]


def _data(labels: Sequence[str], points: Sequence[Point], unit: str) -> list[Block]:
    return [
        {"label": label, "value": _readable(one.value, unit)}
        for label, one in zip(labels, points, strict=True)
    ]


def _readable(value: float | None, unit: str) -> float | None:
    """A value as it stands at an axis: a share as so many of a hundred."""
    if value is None:
        return None
    shown = value * 100 if unit == "percent" else value
    rounded = round(shown, 2 if abs(shown) >= 1 else 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _title(title: str, unit: str) -> str:
    """The title with the unit, where there is room and it does not say it already."""
    whole = f"{title} ({unit})" if unit and unit.lower() not in title.lower() else title
    return _cut(whole if len(whole) <= _TITLE else title, _TITLE) or "Chart"


def _below(labels: Sequence[str]) -> tuple[list[str], str]:
    """What stands below a chart: days from one to another by the first of them."""
    spans = [_SPAN.fullmatch(label) for label in labels]
    firsts = [f"{one['day']} {one['month'] or one['last']}" for one in spans if one]
    if len(firsts) == len(set(firsts)) == len(labels):
        return firsts, "From"
    return _names(labels), ""


def _names(told: Sequence[str]) -> list[str]:
    """Names within Slack's length, each of them once."""
    made: list[str] = []
    for name in told:
        short, number = _cut(name.strip() or "none", _NAME), 1
        while short in made:
            number += 1
            short = f"{_cut(name.strip() or 'none', _NAME - len(str(number)) - 1)} {number}"
        made.append(short)
    return made


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _way(name: str, points: Sequence[Point], unit: str) -> str:
    """A line over time: where it began and ended, its lowest and highest, and its shape."""
    known = [(one.label, one.value) for one in points if one.value is not None]
    values = [value for _, value in known]
    head = f"*{escaped(name)}:* " if name else ""
    if min(values) == max(values):
        return f"{head}{value_words(values[0], _unit(unit))} throughout"
    low, high = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
    said = f"{_at(known[0], unit)} → {_at(known[-1], unit)}"
    inner = [
        f"{word} {_at(one, unit)}"
        for word, one in (("lowest", low), ("highest", high))
        if one not in (known[0], known[-1])
    ]
    bars = sparkline([one.value for one in points])
    return f"{head}`{bars}`  {escaped('; '.join([said, *inner]))}"


def _at(point: tuple[str, float], unit: str) -> str:
    return f"{value_words(point[1], _unit(unit))} ({point[0]})"


def _listed(series: Sequence[Series], unit: str) -> list[str]:
    """Groups one below the other: with a bar where there is one series, with all values else."""
    if len(series) > 1:
        lines = [_row(series, at, unit) for at in range(len(series[0][1]))]
    else:
        points = series[0][1]
        most = max((one.value for one in points if one.value is not None), default=0.0)
        lines = [_bar(one, most, unit) for one in points]
    more = len(lines) - _LISTED
    return lines if more <= 1 else [*lines[:_LISTED], f"and {more} more"]


def _row(series: Sequence[Series], at: int, unit: str) -> str:
    told = ", ".join(
        f"{escaped(name)} *{value_words(points[at].value, _unit(unit))}*" for name, points in series
    )
    return f"{escaped(series[0][1][at].label or 'none')}: {told}"


def _bar(point: Point, most: float, unit: str) -> str:
    value = point.value
    long = round(value / most * _BAR) if value and value > 0 < most else 0
    bar = f"  {'▇' * long}" if long else ""
    return f"{escaped(point.label or 'none')}: *{value_words(value, _unit(unit))}*{bar}"


def _left_out(plot: Plot) -> list[str]:
    """What the chart does not show, in so many words."""
    points, said = len(plot.series[0][1]), []
    if points > _POINTS:
        which = "newest" if plot.kind == "line" else "first"
        said.append(f"the {which} {_POINTS} of {points}")
    if len(plot.series) > _SERIES:
        said.append(f"{_SERIES} of {len(plot.series)} series")
    return [f"The chart shows {' and '.join(said)}."] if said else []


def _unit(unit: str) -> str:
    """The unit behind a value: that of a count or an amount stands at the axis."""
    return unit if unit == "percent" else ""
