"""What a digest says of one metric: value, change, promise, what stands out, owner. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks.digests.naming import Names, owner_words
from bot.blocks.mrkdwn import escaped
from knowledge.metrics.lines import Line
from knowledge.metrics.periods import Grain
from knowledge.metrics.standing import Verdict, reached
from knowledge.metrics.wording import (
    change_words,
    day_words,
    sparkline,
    value_words,
    way_words,
)
from knowledge.models import Figure

_BEFORE = {
    Grain.DAY: "the day before",
    Grain.WEEK: "the week before",
    Grain.MONTH: "the month before",
    Grain.QUARTER: "the quarter before",
    Grain.YEAR: "the year before",
}
_MOST_GROUPS = 3


def line_words(line: Line, grain: Grain | None, names: Names) -> str:
    """One metric as lines of mrkdwn; what matters most stands first."""
    figure = line.figure
    assert figure is not None, "only lines with a figure are told"
    value = value_words(figure.value, figure.unit, figure.label)
    bars = sparkline([point.value for point in line.series])
    head = f"{_sign(line)} *{escaped(figure.label)}: {escaped(value)}*"
    rows = [f"{head}  `{bars}`" if bars else head]
    rows += [escaped(one) for one in _said(line, figure, grain)]
    rows += [_groups(name, figures) for name, figures in line.groups if figures]
    owner = owner_words(line.metric, figure.owner, names)
    return "\n".join([*rows, *([f"Owner: {owner}"] if owner else [])])


def spoken_words(line: Line, grain: Grain | None, names: Names) -> str:
    """The same as one sentence that is read out: no signs, no bars."""
    figure = line.figure
    assert figure is not None, "only lines with a figure are told"
    value = value_words(figure.value, figure.unit, figure.label)
    said = [one.replace("▲", "up").replace("▼", "down") for one in _said(line, figure, grain)]
    owner = owner_words(line.metric, figure.owner, names)
    said += [f"owner {owner}"] if owner else []
    return f"{figure.label}: {'; '.join([value, *said])}."


def promise_words(line: Line) -> str:
    """What was promised: "62 % at the start, 66 % now, 70 % due 31 Dec 2026"."""
    figure, metric = line.figure, line.metric
    if figure is None or metric is None or (figure.baseline is None and figure.target is None):
        return ""
    parts = []
    if figure.baseline is not None:
        parts.append(f"{value_words(figure.baseline, figure.unit, figure.label)} at the start")
    parts.append(f"{value_words(figure.value, figure.unit, figure.label)} now")
    if figure.target:
        target = value_words(figure.target.value, figure.unit, figure.label)
        parts.append(f"{target} due {day_words(figure.target.day)}")
    if reached(figure.value, figure.target, metric.direction):
        parts.append("target reached")
    elif line.progress is not None:
        parts.append(way_words(line.progress))
    return ", ".join(parts)


def _said(line: Line, figure: Figure, grain: Grain | None) -> Iterator[str]:
    changes = [
        change_words(line.change, figure.unit, _BEFORE[grain] if grain else "before"),
        change_words(line.year, figure.unit, "a year before"),
    ]
    yield from (one for one in changes if one)
    yield from (one for one in (promise_words(line), line.note) if one)
    if line.crossed:
        yield "A threshold is crossed."


def _sign(line: Line) -> str:
    """How it moved for whoever promised it, told apart by shape as well as by colour."""
    verdict = line.change.verdict if line.change else Verdict.NEUTRAL
    if verdict is Verdict.BETTER:
        return "🟢"
    if verdict is Verdict.WORSE and line.change:
        return "🔺" if line.change.by > 0 else "🔻"
    return "▫️"


def _groups(name: str, figures: Sequence[Figure]) -> str:
    """The groups with the most rows behind them."""
    shown = [
        f"{next(iter(one.dimensions.values())) or 'none'}"
        f" {value_words(one.value, one.unit, one.label)}"
        for one in figures[:_MOST_GROUPS]
    ]
    more = len(figures) - len(shown)
    rest = f", and {more} more" if more else ""
    return escaped(f"By {name.replace('_', ' ')}: {', '.join(shown)}{rest}")
