"""A digest as one compact message, to be read in ten seconds. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.blocks.digests.actions import menu, why_this
from bot.blocks.digests.lines import line_words, spoken_words
from bot.blocks.digests.naming import Names, unknown
from bot.blocks.message import Block, context, section
from bot.blocks.mrkdwn import escaped, shortened
from knowledge.digests.definition import PERIODS
from knowledge.digests.digest import Digest
from knowledge.metrics.lines import Line
from knowledge.metrics.wording import day_words, period_name
from knowledge.models import Period

MOST = 20
"""Metrics in one message."""

_TITLE, _SPOKEN = 150, 3000
_ROOM = 7_000  # characters for all metrics: Slack refuses messages from about 11,000 on
_LONGEST = 1_200  # of one metric


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
    told = [line for line in digest.lines if line.figure]
    lines = told[:MOST]
    title = digest.definition.title
    head = f"{title}: {period_words(digest.period, digest.as_of)}"
    notes = list(_notes(digest, len(told) - len(lines)))
    above = [f"Late: it was due {late}."] if late else []
    above += [digest.warning] if digest.warning else []
    blocks: list[Block] = [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": shortened(title, _TITLE), "emoji": False},
        },
        context(escaped(period_words(digest.period, digest.as_of))),
        *([section(f"⚠️ {escaped(' '.join(above))}")] if above else []),
        *(_section(line, digest, delivery, names, len(lines)) for line in lines),
        *([context(escaped(" ".join(notes)))] if notes else []),
        *why_this(delivery),
    ]
    grain = PERIODS[digest.definition.period]
    spoken = [head, *above, *(spoken_words(line, grain, names) for line in lines), *notes]
    return DigestMessage(shortened(escaped("\n".join(spoken)), _SPOKEN), tuple(blocks))


def period_words(period: Period | None, as_of: date) -> str:
    """The days that a digest is about."""
    if period is None:
        return f"as of {day_words(as_of)}"
    if period.start == period.end:
        return f"{period.start:%A}, {day_words(period.start)}"
    return period_name(period)


def _section(line: Line, digest: Digest, delivery: int | None, names: Names, many: int) -> Block:
    grain = PERIODS[digest.definition.period]
    room = min(_LONGEST, _ROOM // max(many, 1))
    made = section(shortened(line_words(line, grain, names), room))
    owned = bool(line.figure and line.figure.owner)
    beside = menu(delivery, line.name, owned=owned)
    return made | {"accessory": beside} if beside else made


def _notes(digest: Digest, more: int) -> Iterator[str]:
    """What the metrics cannot say of themselves: which are missing, and how new the data is."""
    if more > 0:
        yield f"{more} more metrics are not shown."
    yield from digest.left_out
    newest = [f"{source} {day_words(day)}" for source, day in digest.newest]
    if newest:
        yield f"Newest data: {', '.join(newest)}."
