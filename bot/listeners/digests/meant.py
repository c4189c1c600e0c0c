"""What an owner writes below a question for a reason: the reason, or something else. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.listeners.smalltalk import Talk, talk
from knowledge.digests.issue import words_of
from knowledge.search.words.words import stems
from knowledge.store.digests.reasons import OPEN, Reason

_ASKS = re.compile(
    r"^(?:(?:and|but|so|or)\b[\s,]*)?(?:why|how come|how many|how much|who|which|when|where"
    r"|what about|how about|what if|same for|by|per)\b",
    re.IGNORECASE,
)
_SHORT = 8  # words of a question without its mark


def says_something(text: str) -> bool:
    """Whether a text states something: no question, no small talk."""
    if "?" in text or talk(text) is not Talk.MATTER:
        return False
    return not (_ASKS.match(text.strip()) and len(text.split()) <= _SHORT)


def chosen(asks: Sequence[Reason], text: str) -> Reason | None:
    """Which of several asks a reason is for.

    The one whose number it names, else the first that is open, else the one that was answered last.
    """
    said = set(stems(text))
    for one in asks:
        label = words_of(one.label)
        if len(asks) > 1 and label and label <= said:
            return one
    still = [one for one in asks if one.state == OPEN]
    if still:
        return still[0]
    return max(asks, key=lambda one: one.answered_at or one.asked_at, default=None)
