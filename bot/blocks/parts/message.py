"""A message as it is handed to the outbox, and the blocks that it is put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.parts.mrkdwn import shortened
from bot.blocks.parts.paging import pages, pieces

Block = dict[str, Any]

SECTION, CONTEXT, LABEL, VALUE, BUTTONS = 3000, 3000, 75, 2000, 4
SPOKEN = 300
"""Characters of what is read out and shown in notifications."""

ASK = "ask_follow_up"
"""Begins the action id of each question that is offered as a button; its value is the question."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` is read out and shown in notifications, the blocks are seen.

    Attributes:
        more: what does not fit, as messages that follow in the same thread.
    """

    text: str
    blocks: tuple[Block, ...]
    more: tuple[Message, ...] = ()


def message(text: str, blocks: Iterable[Block]) -> Message:
    """A message within Slack's limits; what is beyond them follows in `more`."""
    first, *rest = pages(blocks)
    spoken = shortened(text, SPOKEN)
    many = len(rest) + 1
    more = (
        Message(shortened(f"({number} of {many}) {text}", SPOKEN), part)
        for number, part in enumerate(rest, 2)
    )
    return Message(spoken, first, tuple(more))


def section(text: str) -> Block:
    """A short paragraph of mrkdwn that is escaped already; a long one is `paragraphs`."""
    return {"type": "section", "text": _mrkdwn(text, SECTION)}


def context(text: str) -> Block:
    """Small print of mrkdwn that is escaped already; where it may be long, `small_print`."""
    return {"type": "context", "elements": [_mrkdwn(text, CONTEXT)]}


def paragraphs(text: str) -> list[Block]:
    """A text of any length, of mrkdwn that is escaped already."""
    return [section(part) for part in pieces(text, SECTION)]


def small_print(text: str) -> list[Block]:
    """Small print of any length, of mrkdwn that is escaped already."""
    return [context(part) for part in pieces(text, CONTEXT)]


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def questions(
    asked: Sequence[str], action: str, labels: Sequence[str] = (), most: int = BUTTONS
) -> list[Block]:
    """Up to `most` questions as buttons; none where there are no questions.

    `labels` stand on the buttons instead of the questions, where there are any.
    """
    told = dict.fromkeys(one for one in asked if one.strip())
    buttons: list[Block] = [
        {
            "type": "button",
            "action_id": f"{action}:{number}",
            "text": {"type": "plain_text", "text": shortened(label, LABEL), "emoji": False},
            "value": one[:VALUE],
        }
        for number, (one, label) in enumerate(zip(list(told)[:most], labels or told, strict=False))
    ]
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _mrkdwn(text: str, longest: int) -> Block:
    # verbatim: an address or a name in a document never becomes a link or a mention
    return {"type": "mrkdwn", "text": shortened(text, longest), "verbatim": True}
