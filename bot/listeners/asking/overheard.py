"""Whether something that was said in a thread, without a mention, is meant for the bot. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.listeners.smalltalk import Talk, goes_on, is_question, is_remark, talk

_TO_A_PERSON = re.compile(r"\b(?:you|your|yours|du|dir|dich|dein)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was said in a thread before.

    Attributes:
        ours: by this bot.
    """

    user: str
    text: str
    ts: str
    ours: bool = False


def since_ours(said: Sequence[Heard]) -> list[Heard]:
    """What people have said since the bot spoke last; everything where it did not."""
    last = max((place for place, one in enumerate(said) if one.ours), default=-1)
    return list(said[last + 1 :])


def is_meant(
    text: str, user: str, asker: str, since: Sequence[Heard] | None, names: Collection[str] = ()
) -> bool:
    """Whether an answer is expected. In doubt people are left to themselves.

    Args:
        text: what was said, without a mention of anybody.
        user: who said it.
        asker: who was answered last in the thread.
        since: what people have said after that; None where nobody knows.
        names: of the others in the thread: who is called by name is spoken to.
    """
    others = since is None or any(
        one.user != user and talk(one.text) is Talk.MATTER for one in since
    )
    kind = talk(text)
    if kind is not Talk.MATTER:
        return kind is Talk.THANKS and user == asker and not others
    if _calls(text, names):
        return False
    if others:
        return is_question(text) and not _TO_A_PERSON.search(text)
    if is_question(text) or goes_on(text):
        return True
    return user == asker and not is_remark(text)


def _calls(text: str, names: Collection[str]) -> bool:
    """Whether a text begins or ends with somebody's first name."""
    firsts = {re.escape(name.split()[0]) for name in names if name.strip()}
    if not firsts:
        return False
    one = f"(?:{'|'.join(sorted(firsts))})"
    begins = rf"^(?:(?:hey|hi|hello|thanks|thank you|ok|yes|no|and|but)[\s,]+)*{one}\b"
    return bool(re.search(rf"{begins}|[\s,]{one}[\s?!.]*$", text.strip(), re.IGNORECASE))
