"""The chart of an answer as a picture, from the block that Slack's own chart is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from bot.charts.canvas import GRID, INK, WIDE, Picture, drawn, dress, halo, safe
from knowledge.metrics.wording import value_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Json = Mapping[str, Any]

_HIGH, _ROW = 3.0, 0.36  # inches of a chart of lines, and of one bar
_COLORS = ("#0072B2", "#C04A00", "#4B4FA8", "#5F6368", "#A23E48", "#3F7D4F")
_STROKES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))
_MARKS = "oDs^vP"
_ALT = 1900
_FEW, _ROOM = 10, 60  # labels, and signs of them, that stand beside each other below a line


@dataclass(frozen=True, slots=True)
class _Chart:
    """A block, taken apart; gaps are NaN."""

    title: str
    kind: str
    unit: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float]]]

    def words(self, value: float) -> str:
        if isnan(value):
            return "no figure"
        return value_words(value / 100, "percent") if self.unit == "%" else value_words(value, "")


def plot_picture(block: Json) -> Picture:
    """A picture of a chart block, whose values may be null; its words say all of them."""
    chart = _read(block)
    draw = _lines if chart.kind == "line" else _bars
    high = _HIGH if chart.kind == "line" else _bars_high(chart)
    name = re.sub(r"[^a-z0-9]+", "-", chart.title.lower()).strip("-") or "chart"
    return Picture(f"{name}.png", drawn([partial(draw, chart)], high), _said(chart)[:_ALT])


def _read(block: Json) -> _Chart:
    told: Json = block["chart"]
    axis: Json = told["axis_config"]
    return _Chart(
        title=str(block["title"]),
        kind=str(told["type"]),
        unit=str(axis.get("y_label") or ""),
        labels=[str(one) for one in axis["categories"]],
        series=[
            (str(one["name"]), [nan if p["value"] is None else p["value"] for p in one["data"]])
            for one in told["series"]
        ],
    )


def _lines(chart: _Chart, axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    dress(axes, chart.title)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    for at, (name, values) in enumerate(chart.series):
        color = _COLORS[at % len(_COLORS)]
        axes.plot(
            range(len(values)),
            values,
            color=color,
            linestyle=_STROKES[at % len(_STROKES)],
            linewidth=2.4,
            marker=_MARKS[at % len(_MARKS)],
            markersize=4.5,
            clip_on=False,
        )
        known = [(place, value) for place, value in enumerate(values) if not isnan(value)]
        words = chart.words(known[-1][1]) if known else ""
        _beside(axes, known[-1:], words if len(chart.series) == 1 else f"{name} {words}", color)
    _days(chart, axes)
    axes.margins(x=0.03, y=0.18)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: safe(chart.words(value))))


def _beside(
    axes: Axes, points: Sequence[tuple[float, float]], words: str, color: str, size: float = 11
) -> None:
    """Words to the right of points."""
    for point in points:
        axes.annotate(
            safe(words),
            point,
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=color,
            fontsize=size,
            path_effects=halo(),
            annotation_clip=False,
        )


def _days(chart: _Chart, axes: Axes) -> None:
    """The labels below, the last one always, as many as there is room for."""
    places = range(len(chart.labels))
    every = -(-len(places) // _FEW)
    shown = places[(len(places) - 1) % every :: every]
    axes.set_xticks(shown, [safe(chart.labels[place]) for place in shown])
    turned = sum(len(chart.labels[place]) for place in shown) > _ROOM
    axes.tick_params(axis="x", labelrotation=30 if turned else 0)


def _bars(chart: _Chart, axes: Axes) -> None:
    dress(axes, chart.title)
    axes.spines["bottom"].set_visible(False)
    many = len(chart.series)
    thick = 0.72 / many
    for at, (name, values) in enumerate(chart.series):
        places = [row + (at - (many - 1) / 2) * thick for row in range(len(values))]
        axes.barh(places, values, height=thick * 0.92, color=_COLORS[at % len(_COLORS)], label=name)
        for place, value in zip(places, values, strict=True):
            ends = 0.0 if isnan(value) else max(value, 0.0)
            _beside(axes, [(ends, place)], chart.words(value), INK, 10 if many == 1 else 8.5)
    axes.set_yticks(range(len(chart.labels)), [safe(one) for one in chart.labels])
    axes.tick_params(axis="y", colors=INK)
    axes.set_xticks([])
    axes.margins(x=0.14, y=0.02)
    axes.invert_yaxis()
    if many > 1:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=3, frameon=False)


def _bars_high(chart: _Chart) -> float:
    rows = len(chart.labels) * max(1.0, 0.6 * len(chart.series))
    return min(2 * WIDE, 0.9 + _ROW * rows + (0.3 if len(chart.series) > 1 else 0.0))


def _said(chart: _Chart) -> str:
    """The chart in words, with all its values."""
    kind = "Line chart" if chart.kind == "line" else "Bar chart"
    parts = []
    for name, values in chart.series:
        told = ", ".join(
            f"{label} {chart.words(value)}"
            for label, value in zip(chart.labels, values, strict=True)
        )
        parts.append(told if len(chart.series) == 1 else f"{name}: {told}")
    return f"{kind} of {chart.title}. {'. '.join(parts)}."
