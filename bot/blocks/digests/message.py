"""A digest as one compact message, to be read in ten seconds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks.digests.actions import menu, why_this
from bot.blocks.digests.charts import chart_of, chart_words, drawn_lines
from bot.blocks.digests.lines import Telling, day_in, shown, spoken
from bot.blocks.digests.naming import Names, unknown
from bot.blocks.parts.forms import listed
from bot.blocks.parts.message import Block, context, section
from bot.blocks.parts.mrkdwn import escaped, shortened
from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest
from knowledge.metrics.lines import Line
from knowledge.metrics.wording import day_words, period_name
from knowledge.models import Period

MOST = 20
"""Metrics in one message."""

_TITLE, _SPOKEN = 150, 3000
_ROOM, _LONGEST = 3_000, 500  # characters of all heads and of one; of what is below them the same
_NOTES = 1_200  # characters above the numbers, and as many below


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """Blocks, and the same as text for notifications and screen readers."""

    text: str
    blocks: tuple[Block, ...]


def digest_message(
    digest: Digest, late: str = "", delivery: int | None = None, names: Names = unknown
) -> DigestMessage:
    """The message of a ready digest.

    Args:
        digest: at most `MOST` of its metrics are told.
        late: when it was due, where that is long ago.
        delivery: its number, for what can be clicked; None for a preview.
        names: who owns what; nobody is mentioned, so that a digest notifies nobody.
    """
    lines = [line for line in digest.lines if line.figure][:MOST]
    telling = Telling(PERIODS[digest.definition.period], digest.as_of, names)
    drawn = drawn_lines(lines, digest.as_of)
    title, days = digest.definition.title, period_words(digest.period, digest.as_of)
    above = [*([f"Late: it was due {late}."] if late else []), digest.warning]
    warning = " ".join(one for one in above if one)
    notes = " ".join(_notes(digest))
    blocks: list[Block] = [
        _header(title),
        context(escaped(days)),
        *([section(f"⚠️ {shortened(escaped(warning), _NOTES)}")] if warning else []),
        *_metrics(lines, telling, delivery),
        *(chart_of(line, digest.as_of) for line in drawn),
        *([context(shortened(escaped(notes), _NOTES))] if notes else []),
        *why_this(delivery),
    ]
    told = [
        f"{title}: {days}",
        warning,
        *(spoken(line, telling) for line in lines),
        notes,
        *(chart_words(line, digest.as_of) for line in drawn),
    ]
    text = "\n".join(one for one in told if one)
    return DigestMessage(shortened(escaped(text), _SPOKEN), tuple(blocks))


def period_words(period: Period | None, as_of: date) -> str:
    """The days that a digest is about."""
    if period is None:
        return f"as of {day_words(as_of)}"
    if period.start == period.end:
        return f"{period.start:%A}, {day_words(period.start)}"
    return period_name(period)


def _header(title: str) -> Block:
    text = {"type": "plain_text", "text": shortened(title, _TITLE), "emoji": False}
    return {"type": "header", "text": text}


def _metrics(lines: Sequence[Line], telling: Telling, delivery: int | None) -> Iterator[Block]:
    room = min(_LONGEST, _ROOM // max(len(lines), 1))
    for line in lines:
        told = shown(line, telling)
        owned = line.figure is not None and bool(line.figure.owner)
        beside = menu(delivery, line.name, owned=owned)
        head = section(shortened(told.head, room))
        yield head | {"accessory": beside} if beside else head
        if told.rest:
            yield context(shortened(told.rest, room))


def _notes(digest: Digest) -> Iterator[str]:
    """What the metrics cannot say of themselves: which are missing, and how new the data is."""
    more = sum(line.figure is not None for line in digest.lines) - MOST
    if more > 0:
        yield f"{more} more {'metric is' if more == 1 else 'metrics are'} not shown."
    yield from digest.left_out
    newest = _newest(digest)
    if newest:
        yield f"Newest data: {newest}."


def _newest(digest: Digest) -> str:
    """Sources by the newest day of their rows: "deliveries and contacts 14 Nov, survey 15 Nov"."""
    sources: dict[date, list[str]] = {}
    for source, day in digest.newest:
        sources.setdefault(day, []).append(source.replace("_", " "))
    return ", ".join(
        f"{listed(names)} {day_in(day, digest.as_of)}" for day, names in sources.items()
    )
