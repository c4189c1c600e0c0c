"""A message as it is handed to the outbox, and the blocks that it is put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.mrkdwn import shortened

Block = dict[str, Any]

SECTION, CONTEXT, LABEL, VALUE, BUTTONS = 3000, 3000, 75, 2000, 4
BUDGET = 10_000
"""Characters in all blocks together; Slack refuses messages from about 11,000 on."""

_BLOCKS = 50


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` is read out and shown in notifications, the blocks are seen."""

    text: str
    blocks: tuple[Block, ...]


def message(text: str, blocks: Iterable[Block]) -> Message:
    """A message within Slack's limits; what is beyond them is left out from the end."""
    kept: list[Block] = []
    room = BUDGET
    for block in blocks:
        size = _size(block)
        if size > room or len(kept) == _BLOCKS:
            break
        kept.append(block)
        room -= size
    return Message(shortened(text, 300), tuple(kept))


def section(text: str) -> Block:
    """A paragraph of mrkdwn that is escaped already."""
    return {"type": "section", "text": _mrkdwn(text, SECTION)}


def context(text: str) -> Block:
    """Small print of mrkdwn that is escaped already."""
    return {"type": "context", "elements": [_mrkdwn(text, CONTEXT)]}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def questions(asked: Sequence[str], action: str) -> list[Block]:
    """Up to four questions as buttons; none where there are no questions."""
    buttons: list[Block] = [
        {
            "type": "button",
            "action_id": f"{action}:{number}",
            "text": {"type": "plain_text", "text": shortened(one, LABEL), "emoji": False},
            "value": one[:VALUE],
        }
        for number, one in enumerate(list(dict.fromkeys(asked))[:BUTTONS])
        if one.strip()
    ]
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _mrkdwn(text: str, longest: int) -> Block:
    # verbatim: an address or a name in a document never becomes a link or a mention
    return {"type": "mrkdwn", "text": shortened(text, longest), "verbatim": True}


def _size(block: Block) -> int:
    said = [block.get("text"), *block.get("elements", [])]
    return sum(
        len(one["text"] if isinstance(one["text"], str) else one["text"]["text"])
        for one in said
        if one
    )
