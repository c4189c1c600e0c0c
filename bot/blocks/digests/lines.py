"""What a digest says of one metric: value, change, promise, what stands out, owner. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.blocks.digests.naming import Names, owner_words
from bot.blocks.parts.mrkdwn import escaped
from knowledge.digests.crossing import side_words
from knowledge.metrics.lines import Line
from knowledge.metrics.periods import Grain
from knowledge.metrics.series.saying import outlier_words, pace_words, slope_words
from knowledge.metrics.standing import Change, Verdict, reached
from knowledge.metrics.wording import change_words, day_words, sparkline, value_words, way_words
from knowledge.models import Figure

_BEFORE = {
    Grain.DAY: "the day before",
    Grain.WEEK: "the week before",
    Grain.MONTH: "the month before",
    Grain.QUARTER: "the quarter before",
    Grain.YEAR: "the year before",
}
_YEAR = "a year before"
_HOLDING = "\u00a0"  # keeps a value and its unit on one line


@dataclass(frozen=True, slots=True)
class Shown:
    """One metric in mrkdwn: `head` is read at a glance, `rest` by who wants to know more."""

    head: str
    rest: str


@dataclass(frozen=True, slots=True)
class Telling:
    """With what lines are told.

    Attributes:
        grain: of the digest's period, None for all rows there are.
        today: the day on which it is read: years are said of other years only.
    """

    grain: Grain | None
    today: date
    names: Names

    @property
    def before(self) -> str:
        """The period before, as it is called."""
        return _BEFORE[self.grain] if self.grain else "before"


def shown(line: Line, telling: Telling) -> Shown:
    """One metric, what matters most first."""
    figure = line.figure
    assert figure is not None, "only lines with a figure are told"
    value = value_words(figure.value, figure.unit, figure.label).replace(" ", _HOLDING)
    head = [f"{_sign(line, figure)} *{escaped(figure.label)}: {escaped(value)}*"]
    moved = [moved_words(one, figure.unit, since) for one, since in _changes(line, telling)]
    head += [", ".join(one for one in moved if one)] if any(moved) else []
    head += [escaped(f"{sign} {_sentence(words)}") for sign, words in _stands_out(line, figure)]
    rest = [escaped(promise_words(line, telling.today))]
    bars = "" if is_empty(line) else sparkline([point.value for point in line.series])
    owner = owner_words(figure.owner, telling.names)
    last = [f"`{bars}`" if bars else "", f"Owner: {owner}" if owner else ""]
    rest.append("  ".join(one for one in last if one))
    return Shown("\n".join(head), "\n".join(one for one in rest if one))


def spoken(line: Line, telling: Telling) -> str:
    """The same, and what it moved from, as one sentence that is read out: no signs, no bars."""
    figure = line.figure
    assert figure is not None, "only lines with a figure are told"
    changes = (change_words(one, figure.unit, since) for one, since in _changes(line, telling))
    owner = owner_words(figure.owner, telling.names)
    promise = promise_words(line, telling.today)
    pace = "" if is_empty(line) else pace_words(line.path, figure)
    said = [
        value_words(figure.value, figure.unit, figure.label),
        *(one.replace("▲", "up").replace("▼", "down") for one in changes),
        *(words for _, words in _stands_out(line, figure)),
        promise,
        "" if pace in promise else pace,
        f"owner {owner}" if owner else "",
    ]
    return f"{figure.label}: {'; '.join(one for one in said if one)}."


def is_empty(line: Line) -> bool:
    """Whether the period has no rows at all: a count of 0 is no success then, and no drop."""
    return line.figure is not None and line.figure.n == 0 and bool(line.note)


def promise_words(line: Line, today: date) -> str:
    """What was promised: "62 % at the start, 66 % now, 70 % due 31 Dec; at this slope 69 %"."""
    figure, metric = line.figure, line.metric
    if figure is None or metric is None or (figure.baseline is None and figure.target is None):
        return ""
    parts = []
    if figure.baseline is not None:
        parts.append(f"{value_words(figure.baseline, figure.unit, figure.label)} at the start")
    if not is_empty(line):
        parts.append(f"{value_words(figure.value, figure.unit, figure.label)} now")
    if figure.target:
        target = value_words(figure.target.value, figure.unit, figure.label)
        parts.append(f"{target} due {day_in(figure.target.day, today)}")
    where = _where(line, figure)
    return ", ".join(parts) + (f"; {where}" if where else "")


def moved_words(change: Change | None, unit: str, since: str = "") -> str:
    """How much it moved, without what it moved from: "▲ 2 points on the week before (better)"."""
    if change is None:
        return ""
    if change.verdict is Verdict.SAME:
        return f"the same as {since}" if since else "the same"
    amount = change_words(change, unit, since).split(" from ", 1)[0]
    verdict = {Verdict.BETTER: " (better)", Verdict.WORSE: " (worse)"}.get(change.verdict, "")
    return escaped(f"{amount}{f' on {since}' if since else ''}{verdict}")


def day_in(day: date, today: date) -> str:
    """A day without its year where that is today's."""
    return f"{day.day} {day:%b}" if day.year == today.year else day_words(day)


def _changes(line: Line, telling: Telling) -> list[tuple[Change | None, str]]:
    """What it is compared with, and what that is called; nothing where there is nothing yet."""
    if is_empty(line):
        return []
    return [(line.change, telling.before), (line.year, _YEAR)]


def _where(line: Line, figure: Figure) -> str:
    """How it stands to what was promised."""
    if is_empty(line):
        return ""
    direction = line.metric.direction if line.metric else ""
    if reached(figure.value, figure.target, direction):
        return "target reached"
    way = way_words(line.progress) if line.progress is not None else ""
    return slope_words(line.path, figure) or pace_words(line.path, figure) or way


def _stands_out(line: Line, figure: Figure) -> Iterator[tuple[str, str]]:
    """What a reader must know before anything is made of the value, each with its sign."""
    if line.crossed and not is_empty(line):
        yield "❗", side_words(line)
    if line.outlier and not is_empty(line):
        yield "❕", outlier_words(line.outlier, figure)
    if line.note:
        yield "ℹ️", line.note


def _sign(line: Line, figure: Figure) -> str:
    """How it moved for whoever promised it, told apart by shape as well as by colour."""
    few = line.metric is not None and figure.n < line.metric.min_sample
    unsure = few or is_empty(line)
    verdict = line.change.verdict if line.change and not unsure else Verdict.NEUTRAL
    if verdict is Verdict.BETTER:
        return "🟢"
    if verdict is Verdict.WORSE and line.change:
        return "🔺" if line.change.by > 0 else "🔻"
    return "▫️"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
