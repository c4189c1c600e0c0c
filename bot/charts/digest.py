"""The chart of one metric of a digest as a picture: its way so far, and the way promised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from bot.charts.canvas import GRID, INK, SOFT, Look, Picture, drawn, dress, halo, safe
from knowledge.metrics.series.promised import asked_by
from knowledge.metrics.wording import day_words, value_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HIGH = 3.0  # inches
_ALT = 1900
_AHEAD = 1.0  # how far behind the last point is drawn, in lengths of the series
_NEAR = 0.18  # nearer days, in lengths of the whole, are not both written
_ROOM = 0.2  # behind all that, for words
_ACTUAL, _PROMISED = Look("#0072B2", size=15, weight="bold"), Look("#C04A00", "--", size=12.5)
_SLOPE = Look(SOFT, ":", size=12.5)
_TITLE, _DAYS = 15.5, 12  # points: a phone shows a picture at half its size

Way = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class _Panel:
    """One metric; gaps in its points are NaN.

    Attributes:
        promised: baseline and targets by day; none where nothing dated was promised.
        due: the day of the target that counts.
        start: the baseline, also where it has no day.
    """

    title: str
    unit: str
    points: Way
    promised: Way
    due: date | None
    start: float | None
    projected: float | None
    unusual: bool

    @property
    def last(self) -> date:
        """The last day that is drawn: that of the target, where it is not far away."""
        began, ended = self.points[0][0], self.points[-1][0]
        furthest = ended + (ended - began) * _AHEAD
        return self.due if self.due and ended < self.due <= furthest else ended

    def words(self, value: float) -> str:
        return value_words(value, self.unit if self.unit == "percent" else "")


def panel_picture(told: Mapping[str, Any]) -> Picture:
    """A picture of what `bot.blocks.digests.charts` tells of a metric; its words say all of it."""
    panel = _read(told)
    name = re.sub(r"[^a-z0-9]+", "-", panel.title.lower()).strip("-") or "chart"
    return Picture(f"{name}.png", drawn([partial(_draw, panel)], _HIGH), _said(panel)[:_ALT])


def _read(told: Mapping[str, Any]) -> _Panel:
    return _Panel(
        title=str(told["title"]),
        unit=str(told["unit"]),
        points=_way(told["points"]),
        promised=_way(told["promised"]),
        due=date.fromisoformat(told["due"]) if told["due"] else None,
        start=told["start"],
        projected=told["projected"],
        unusual=bool(told["unusual"]),
    )


def _way(told: Sequence[Sequence[Any]]) -> Way:
    return tuple((date.fromisoformat(day), nan if one is None else one) for day, one in told)


def _draw(panel: _Panel, axes: Axes) -> None:
    _dress(panel, axes)
    _promise(panel, axes)
    days, values = _numbers([day for day, _ in panel.points]), [value for _, value in panel.points]
    axes.plot(
        days,
        values,
        color=_ACTUAL.color,
        linewidth=2.6,
        marker="o",
        markersize=5,
        zorder=3,
        clip_on=False,
    )
    if isnan(values[-1]):
        return
    last = axes.plot(
        days[-1:], values[-1:], color=_ACTUAL.color, marker="o", markersize=9, zorder=4
    )
    last[0].set_clip_on(False)
    words = panel.words(values[-1])
    if panel.unusual:
        words += ", unusual"
        axes.plot(days[-1:], values[-1:], color=INK, marker="o", markersize=17, fillstyle="none")
    _name(axes, panel.points[-1], words, _ACTUAL, above=_is_above(panel, values[-1]))


def _promise(panel: _Panel, axes: Axes) -> None:
    """The promised way, as far as it is in the picture, and where the slope leads."""
    way = _shown(panel)
    axes.plot(
        _numbers([day for day, _ in way]),
        [value for _, value in way],
        color=_PROMISED.color,
        linestyle=_PROMISED.stroke,
        linewidth=2,
        zorder=2,
    )
    ends = panel.points[-1]
    leads = panel.projected if panel.due == panel.last else None
    for at, (day, value) in enumerate(one for one in panel.promised if one in way):
        axes.plot(_numbers([day]), [value], color=_PROMISED.color, marker="D", markersize=7)
        began = at == 0 and value == panel.start
        said = "at the start" if began else f"due {day:%b %Y}"
        falls = value > way[-1][1]
        above = falls if began else leads is None or leads < value
        _name(axes, (day, value), f"{panel.words(value)} {said}", _PROMISED, above=above)
    if leads is not None:
        axes.plot(
            _numbers([ends[0], panel.last]),
            [ends[1], leads],
            color=_SLOPE.color,
            linestyle=_SLOPE.stroke,
            linewidth=2.4,
            zorder=2,
        )
        above = leads >= (_asked(panel) or leads)
        words = f"{panel.words(leads)} at this slope"
        _name(axes, (panel.last, leads), words, _SLOPE, above=above)
    if way and not any(one in way for one in panel.promised):
        _name(axes, way[-1], "promised", _PROMISED, above=not _is_above(panel, ends[1]))


def _shown(panel: _Panel) -> Way:
    """The promised way between the first and the last day that are drawn."""
    first, last = panel.points[0][0], panel.last
    inner = [one for one in panel.promised if first <= one[0] <= last]
    edges = [
        (day, asked)
        for day in (first, last)
        if panel.promised and (asked := asked_by(panel.promised, day)) is not None
    ]
    return tuple(sorted({*inner, *edges}))


def _asked(panel: _Panel) -> float | None:
    """What the promised way asks for on the last day that is drawn."""
    return asked_by(panel.promised, panel.last)


def _is_above(panel: _Panel, value: float) -> bool:
    """Whether the words of the last value stand above it: away from the promised way."""
    asked = _asked(panel)
    return asked is None or value >= asked


def _name(axes: Axes, point: tuple[date, float], words: str, look: Look, *, above: bool) -> None:
    axes.annotate(
        safe(words),
        (float(_numbers([point[0]])[0]), point[1]),
        xytext=(8, 5 if above else -5),
        textcoords="offset points",
        va="bottom" if above else "top",
        color=look.color,
        fontsize=look.size,
        fontweight=look.weight,
        path_effects=halo(),
        zorder=5,
        annotation_clip=False,
    )


def _dress(panel: _Panel, axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    dress(axes, panel.title)
    axes.title.set_fontsize(_TITLE)
    axes.tick_params(labelsize=_DAYS)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: safe(panel.words(value))))
    first, last = _numbers([panel.points[0][0], panel.last])
    room = (last - first) or 1.0
    axes.set_xlim(first - 0.03 * room, last + _ROOM * room)
    days = _ticks(panel)
    axes.set_xticks(_numbers(days), [f"{day.day} {day:%b}\n{day:%Y}" for day in days])
    axes.set_ylim(*_levels(panel))


def _levels(panel: _Panel) -> tuple[float, float]:
    """The lowest and the highest value that is shown, with room for words."""
    levels = [value for _, value in (*panel.points, *_shown(panel)) if not isnan(value)]
    levels += [panel.projected] if panel.projected is not None and panel.due == panel.last else []
    low, high = min(levels), max(levels)
    spread = (high - low) or abs(high) or 1.0
    floor = low - 0.25 * spread
    return (0.0 if low >= 0 > floor else floor), high + 0.25 * spread


def _ticks(panel: _Panel) -> list[date]:
    """The days written below: the first, the last that is known, and the target's if apart."""
    began, ended = panel.points[0][0], panel.points[-1][0]
    apart = panel.last - ended > (panel.last - began) * _NEAR
    return [began, ended, *([panel.last] if apart else [])]


def _said(panel: _Panel) -> str:
    """The panel in words, with all its numbers."""
    days = f"{day_words(panel.points[0][0])} to {day_words(panel.points[-1][0])}"
    values = ", ".join("unknown" if isnan(one) else panel.words(one) for _, one in panel.points)
    said = f"Line chart of {panel.title}, {days}: {values}."
    if panel.unusual:
        said += " The last value is unusual."
    if panel.start is not None:
        said += f" At the start {panel.words(panel.start)}."
    for day, value in panel.promised:
        if value != panel.start:
            said += f" Target {panel.words(value)} by {day_words(day)}."
    if panel.projected is not None and panel.due:
        said += f" At this slope {panel.words(panel.projected)} by {day_words(panel.due)}."
    return said


def _numbers(days: Sequence[date]) -> list[float]:
    """Days as numbers for an axis."""
    return [float(day.toordinal()) for day in days]
