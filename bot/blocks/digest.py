"""A digest as one compact Slack message. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest
from knowledge.metrics.lines import Line
from knowledge.metrics.periods import Grain
from knowledge.metrics.standing import reached
from knowledge.metrics.wording import (
    change_words,
    day_words,
    sparkline,
    value_words,
    way_words,
)
from knowledge.models import Figure, Period

_BEFORE = {
    Grain.DAY: "the day before",
    Grain.WEEK: "the week before",
    Grain.MONTH: "the month before",
    Grain.QUARTER: "the quarter before",
    Grain.YEAR: "the year before",
}
_USER, _GROUP = re.compile(r"[UW][A-Z0-9]{2,}"), re.compile(r"S[A-Z0-9]{2,}")
_MOST_GROUPS = 3
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """Blocks, and the same as text for notifications and screen readers."""

    text: str
    blocks: tuple[dict[str, Any], ...]


def digest_message(digest: Digest, late: str = "") -> DigestMessage:
    """The message of a ready digest. `late` says when it was due, where that is long ago."""
    told = [line for line in digest.lines if line.figure][:_MOST_LINES]
    head = f"{digest.definition.title}: {period_words(digest.period, digest.as_of)}"
    notes = [*([f"Late: it was due {late}."] if late else []), digest.warning, *digest.left_out]
    grain = PERIODS[digest.definition.period]
    blocks = [
        _plain("header", digest.definition.title[:150]),
        _context(escaped(period_words(digest.period, digest.as_of))),
        *(_section(_line(line, grain)) for line in told),
    ]
    said = [note for note in notes if note]
    if said:
        blocks.append(_context(escaped(" ".join(said))))
    lines = [f"{line.name and _label(line)}: {_spoken(line, grain)}" for line in told]
    return DigestMessage("\n".join([head, *lines, *said])[:3000], tuple(blocks))


def held_message(digest: Digest) -> DigestMessage:
    """Says that a digest is held, and why: silence would look like a fault."""
    text = f"{digest.definition.title} is held for now. {digest.reason}"
    return DigestMessage(text, (_context(escaped(text)),))


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


def period_words(period: Period | None, as_of: date) -> str:
    """The days a digest is about."""
    if period is None:
        return f"as of {day_words(as_of)}"
    if period.start == period.end:
        return f"{period.start:%A}, {day_words(period.start)}"
    return f"{day_words(period.start)} to {day_words(period.end)}"


def escaped(text: str) -> str:
    """Text that Slack shows as it is: no mention, link or markup can come from it."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([*_~`])", "\u2060\\1", plain)


def owner_words(owner: str) -> str:
    """The owner's mention where it is a Slack id, else the name as it stands."""
    if _USER.fullmatch(owner):
        return f"<@{owner}>"
    return f"<!subteam^{owner}>" if _GROUP.fullmatch(owner) else escaped(owner)


def _line(line: Line, grain: Grain | None) -> str:
    figure = line.figure
    assert figure is not None, "only lines with a figure are told"
    value = value_words(figure.value, figure.unit, figure.label)
    moved = change_words(line.change, figure.unit, _BEFORE[grain] if grain else "before")
    bars = sparkline([point.value for point in line.series])
    rows = [
        f"*{escaped(figure.label)}*  *{escaped(value)}*" + (f"  {escaped(moved)}" if moved else "")
    ]
    year = change_words(line.year, figure.unit, "a year before")
    rows += [escaped(year)] if year else []
    rows += [f"`{bars}`"] if bars else []
    rows += [escaped(part) for part in (promise_words(line), line.note) if part]
    rows += [_groups(name, figures) for name, figures in line.groups if figures]
    owner = f"Owner: {owner_words(figure.owner)}" if figure.owner else ""
    if line.crossed:
        owner += (", " if owner else "") + "a threshold is crossed: what is the reason?"
    return "\n".join([*rows, *([owner] if owner else [])])[:3000]


def _spoken(line: Line, grain: Grain | None) -> str:
    figure = line.figure
    assert figure is not None, "only lines with a figure are told"
    moved = change_words(line.change, figure.unit, _BEFORE[grain] if grain else "before")
    moved = moved.replace("▲", "up").replace("▼", "down")
    parts = [value_words(figure.value, figure.unit, figure.label), moved, promise_words(line)]
    return "; ".join(part for part in [*parts, line.note] if part) + "."


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


def _label(line: Line) -> str:
    return line.figure.label if line.figure else line.name


def _plain(kind: str, text: str) -> dict[str, Any]:
    return {"type": kind, "text": {"type": "plain_text", "text": text, "emoji": False}}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text[:3000]}]}
