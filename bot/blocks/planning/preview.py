"""A digest as it would be posted today, as a view. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blocks.digests.message import digest_message
from bot.blocks.digests.naming import Names, unknown
from bot.blocks.digests.thread import thread_messages
from bot.blocks.parts import forms
from bot.blocks.parts.message import Block, context, divider, section
from bot.blocks.parts.mrkdwn import escaped
from knowledge.digests.digest import Digest, Status

_SHOWN = frozenset({"section", "context", "header", "divider", "image", "rich_text"})
"""Blocks that a view takes as a message does."""

_STATES = {
    Status.READY: "This is what would be posted now.",
    Status.HELD: "It would be held now, and posted once newer data is there.",
    Status.SKIPPED: "Nothing would be posted now.",
}


def preview(digest: Digest, names: Names = unknown) -> Block:
    """The message, what stands in its thread, and why a part of it leaves."""
    blocks = [section(f"*{_STATES[digest.status]}*")]
    if digest.reason:
        blocks.append(section(escaped(digest.reason)))
    if any(line.figure for line in digest.lines):
        blocks += [divider(), *_shown(digest_message(digest, names=names).blocks)]
    thread = thread_messages(digest, names=names)
    if thread:
        blocks += [divider(), context("In the thread below it:")]
        blocks += [block for one in thread for block in _shown(one.blocks)]
    leaves = [f"{one.title}: {one.reason}" for one in digest.sections if one.reason]
    if leaves:
        blocks += [divider(), context(escaped("Left out. " + " ".join(leaves)))]
    return forms.view("Preview", *blocks)


def _shown(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without what a view does not take, and without names that others may have."""
    kept = [block for block in blocks if block["type"] in _SHOWN]
    return [{key: value for key, value in one.items() if key != "block_id"} for one in kept]
