"""The chart of a digest: one panel a metric, its way so far, its start and what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import isnan, nan
from typing import TYPE_CHECKING

from bot.charts.canvas import GRID, SOFT, Look, Picture, drawn, dress, halo, safe
from knowledge.digests.digest import Digest
from knowledge.metrics.lines import Line
from knowledge.metrics.wording import day_words, value_words
from knowledge.models import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_PANELS = 4
_HIGH = 2.7


@dataclass(frozen=True, slots=True)
class _Panel:
    """One metric: its points (gaps are NaN), and the promised path where they are no series."""

    figure: Figure
    points: tuple[tuple[date, float], ...]
    promised: tuple[tuple[date, float], ...] = ()

    def words(self, value: float) -> str:
        return value_words(value, self.figure.unit if self.figure.unit == "percent" else "")


_ACTUAL = Look("#0072B2", size=13, weight="bold")
_TARGET, _START = Look("#C04A00", "--"), Look(SOFT, ":")


def chart(digest: Digest) -> Picture | None:
    """The chart of a digest; None where no metric has a way to draw."""
    panels = [panel for line in digest.lines if (panel := _panel(line, digest.as_of))]
    panels = panels[:_MOST_PANELS]
    if not panels:
        return None
    alt = " ".join(_said(panel) for panel in panels)[:1900]
    return Picture(
        f"{digest.definition.name}-{digest.as_of}.png",
        drawn([partial(_draw, one) for one in panels], _HIGH),
        alt,
    )


def _panel(line: Line, as_of: date) -> _Panel | None:
    """What to draw: the series, or the way from a dated baseline to now where there is none."""
    figure, metric = line.figure, line.metric
    if figure is None or metric is None or figure.value is None:
        return None
    if line.series:
        points = tuple(
            (one.period.end, nan if one.value is None else one.value) for one in line.series
        )
        known = [value for _day, value in points if not isnan(value)]
        return _Panel(figure, points) if len(known) > 1 else None
    began = _day(metric.baseline.when) if metric.baseline else None
    if began is None or metric.baseline is None:
        return None
    way = ((began, metric.baseline.value), (as_of - timedelta(days=1), figure.value))
    return _Panel(figure, way, tuple((one.day, one.value) for one in metric.targets))


def _draw(panel: _Panel, axes: Axes) -> None:
    _dress(axes, panel)
    days, values = _numbers([day for day, _ in panel.points]), [value for _, value in panel.points]
    axes.plot(
        days,
        values,
        color=_ACTUAL.color,
        linewidth=2.4,
        marker="o",
        markersize=4.5,
        zorder=3,
        clip_on=False,
    )
    axes.plot(
        days[-1:],
        values[-1:],
        color=_ACTUAL.color,
        marker="o",
        markersize=9,
        zorder=4,
        clip_on=False,
    )
    _name(axes, panel.points[-1], panel.words(values[-1]), _ACTUAL)
    if panel.promised:
        _path(panel, axes)
        return
    figure = panel.figure
    if figure.baseline is not None:
        _level(axes, figure.baseline, f"{panel.words(figure.baseline)} at the start", _START)
    if figure.target:
        words = f"{panel.words(figure.target.value)} due {day_words(figure.target.day)}"
        _level(axes, figure.target.value, words, _TARGET)


def _path(panel: _Panel, axes: Axes) -> None:
    """From the baseline to each target in turn."""
    path = [panel.points[0], *panel.promised]
    axes.plot(
        _numbers([day for day, _ in path]),
        [value for _, value in path],
        color=_TARGET.color,
        linestyle=_TARGET.stroke,
        linewidth=1.8,
        marker="D",
        markersize=5,
        zorder=2,
    )
    _name(axes, panel.points[0], f"{panel.words(panel.points[0][1])} at the start", _START)
    for point in panel.promised:
        _name(axes, point, f"{panel.words(point[1])} promised", _TARGET)


def _level(axes: Axes, value: float, words: str, look: Look) -> None:
    axes.axhline(value, color=look.color, linewidth=1.8, linestyle=look.stroke, zorder=1)
    axes.annotate(
        safe(words),
        (0.01, value),
        xycoords=("axes fraction", "data"),
        xytext=(0, 4),
        textcoords="offset points",
        color=look.color,
        fontsize=look.size,
        path_effects=halo(),
        zorder=5,
    )


def _name(axes: Axes, point: tuple[date, float], words: str, look: Look) -> None:
    axes.annotate(
        safe(words),
        (float(_numbers([point[0]])[0]), point[1]),
        xytext=(8, 5),
        textcoords="offset points",
        color=look.color,
        fontsize=look.size,
        fontweight=look.weight,
        path_effects=halo(),
        zorder=5,
        annotation_clip=False,
    )


def _dress(axes: Axes, panel: _Panel) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    dress(axes, panel.figure.label)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: safe(panel.words(value))))
    days = _ticks(panel)
    axes.set_xticks(_numbers(days), [f"{day.day} {day:%b %Y}" for day in days])
    shown = _numbers([day for day, _ in (*panel.points, *panel.promised)])
    room = max(shown) - min(shown)
    axes.set_xlim(min(shown) - 0.03 * room, max(shown) + 0.16 * room)
    levels = [value for _, value in (*panel.points, *panel.promised) if not isnan(value)]
    levels += [panel.figure.baseline] if panel.figure.baseline is not None else []
    levels += [panel.figure.target.value] if panel.figure.target else []
    low, high = min(levels), max(levels)
    spread = (high - low) or abs(high) or 1.0
    floor = low - 0.15 * spread
    axes.set_ylim(0.0 if low >= 0 > floor else floor, high + 0.18 * spread)


def _ticks(panel: _Panel) -> list[date]:
    """The days written below: the first, one in the middle and the last, or the promised."""
    if panel.promised:
        return [panel.points[0][0], *(day for day, _ in panel.promised)]
    days = [day for day, _ in panel.points]
    return [days[0], days[len(days) // 2], days[-1]] if len(days) > 4 else days


def _said(panel: _Panel) -> str:
    """The panel in words, with all its numbers."""
    figure = panel.figure
    days = f"{day_words(panel.points[0][0])} to {day_words(panel.points[-1][0])}"
    values = ", ".join("unknown" if isnan(one) else panel.words(one) for _, one in panel.points)
    said = f"Line chart of {figure.label}, {days}: {values}."
    if figure.baseline is not None:
        said += f" At the start {panel.words(figure.baseline)}."
    due = ((figure.target.day, figure.target.value),) if figure.target else ()
    for day, value in panel.promised or due:
        said += f" Target {panel.words(value)} by {day_words(day)}."
    return said


def _day(when: str) -> date | None:
    try:
        return date.fromisoformat(when)
    except ValueError:
        return None


def _numbers(days: Sequence[date]) -> list[float]:
    """Days as numbers for an axis."""
    return [float(day.toordinal()) for day in days]
