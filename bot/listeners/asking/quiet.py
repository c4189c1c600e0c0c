"""Threads in which the bot is asked to say nothing, and asked back."""

from __future__ import annotations

from bot.listeners.incoming import Said
from bot.listeners.smalltalk import Talk

QUIET = "I will be quiet in this thread. Mention me if you need me, or write “come back”."
BACK = "I am back in this thread."
_ALONE = "It is just the two of us here: I only speak when you write to me."
_OPEN = (
    "In a channel I only speak when somebody mentions me. To keep me out of a thread, write "
    "“quiet” in it."
)
_HERE = "I am here. What would you like to know?"


def confirmed(said: Said, kind: Talk, *, quiet: bool) -> str:
    """What is said to "quiet" and "come back"; "" where it changes nothing and nobody is asked.

    Args:
        said: the words.
        kind: which of the two they are.
        quiet: whether the thread wants quiet already.
    """
    if said.direct:
        return _ALONE if kind is Talk.QUIET else _HERE
    if said.thread == said.ts:
        return _OPEN if kind is Talk.QUIET else _HERE
    wants = kind is Talk.QUIET
    if wants == quiet and not said.named:
        return ""
    return QUIET if wants else BACK
