"""What is said in the place of a digest: held, given up, not posted. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.blocks.parts.message import Message, message, section
from bot.blocks.parts.mrkdwn import escaped
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest
from knowledge.metrics.wording import lower_first

Notice = Message


def held_message(digest: Digest, until: datetime | None = None) -> Notice:
    """Says that a digest is held, and why: silence would look like a fault.

    `until` is the wall time, where the digest's readers are, after which it is given up.
    """
    title = digest.definition.title
    head = f"{title} is held: {_ended(lower_first(digest.reason))}" if digest.reason else ""
    wait = "It is posted once that is put right"
    if until is not None:
        day = "" if until.date() == digest.as_of else f"{until:%A} {until.day} {until:%b}, "
        wait += f", by {day}{until:%H:%M} at the latest"
    return _notice("⏸️", f"{head or f'{title} is held.'} {wait}.")


def came_message(definition: DigestDefinition, at: datetime) -> Notice:
    """Takes the place of the notice that a digest is held, once the digest stands below it."""
    return _notice("▶️", f"{definition.title} was held until {at:%H:%M} and stands below.")


def given_up_message(title: str, reason: str) -> Notice:
    """Says that a held digest is not coming any more, and why."""
    return _notice("⏹️", f"{title} is not posted this time: {_ended(lower_first(reason))}")


def not_sent_message(definition: DigestDefinition, reason: str) -> Notice:
    """Tells the owner of a digest that it was not posted, and why."""
    text = f"{definition.title} was not posted: {_ended(lower_first(reason))}"
    made = _notice("⏹️", text)
    where = f"⏹️ {escaped(text)}\nIt was meant for <#{definition.channel}>."
    return message(made.text, [section(where)])


def _notice(sign: str, text: str) -> Notice:
    return message(escaped(text), [section(f"{sign} {escaped(text)}")])


def _ended(sentence: str) -> str:
    told = sentence.strip()
    return told if told.endswith((".", "!", "?")) else f"{told}."
