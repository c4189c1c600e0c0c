"""A digest that is not due, posted to one person as a test; the calendar knows nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bot.blocks.digests.message import digest_message
from bot.blocks.digests.naming import Names, unknown
from bot.blocks.digests.notices import held_message
from bot.blocks.digests.thread import thread_messages
from bot.blocks.parts.message import Block, context, section
from bot.blocks.parts.mrkdwn import escaped
from knowledge.digests.digest import Digest, Status

_TEST = "A test: nobody else sees it, and nothing is posted in the channel."


class Outbox(Protocol):
    """What posts a message once for its key, and others below it."""

    def post_once(
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[dict[str, Any]],
    ) -> object:
        """Keeps the message durably, and posts it."""
        ...

    def reply_once(
        self,
        parent: str,
        key: str,
        channel: str,
        text: str,
        blocks: Sequence[dict[str, Any]],
    ) -> object:
        """Keeps a message for the thread below the one with the key `parent`."""
        ...


def post_test(outbox: Outbox, digest: Digest, place: str, key: str, names: Names = unknown) -> None:
    """Posts a digest to a person's direct messages, or why there would be none.

    Args:
        outbox: where it is kept; twice with one key is once.
        digest: as of today.
        place: the id of the person, or of a channel.
        key: of the message; those of its thread begin with it.
        names: of owners.

    Raises:
        StoreError: it could not be kept.
    """
    title = digest.definition.title
    if digest.status is Status.SKIPPED:
        told = f"{title} would not be posted today. {digest.reason}".strip()
        outbox.post_once(key, place, "", escaped(told), [context(_TEST), section(escaped(told))])
        return
    if digest.status is Status.HELD:
        held = held_message(digest)
        outbox.post_once(key, place, "", f"Test: {held.text}", [context(_TEST), *held.blocks])
        return
    said = digest_message(digest, names=names)
    blocks: list[Block] = [context(_TEST), *said.blocks]
    outbox.post_once(key, place, "", f"Test: {said.text}", blocks)
    for one in thread_messages(digest, names=names):
        outbox.reply_once(key, f"{key}:{one.name}", place, one.text, one.blocks)
