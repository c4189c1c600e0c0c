"""What can be asked of a digest by clicking, and how a click is read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.parts.forms import button, row
from bot.blocks.parts.message import Block

MENU = "digest_metric"
"""The action id of the menu beside a metric; `choice` reads the value of what was picked."""

WHY_THIS = "digest_why_this"
"""The action id of the button below a digest; its value is the delivery's number."""

WHY, MEANING, ASK = "why", "meaning", "ask"

_DEEDS = {WHY: "Why did it move?", MEANING: "What does it mean?", ASK: "Ask the owner"}
_VALUE = 150  # characters


@dataclass(frozen=True, slots=True)
class Choice:
    """What was picked from the menu beside a metric.

    Attributes:
        deed: `WHY`, `MEANING` or `ASK`.
        delivery: the number of the delivery in which the metric stands.
    """

    deed: str
    delivery: int
    metric: str


def menu(delivery: int | None, metric: str, *, owned: bool = True) -> Block | None:
    """What can be asked of one metric; None where there is no delivery to ask about."""
    if delivery is None or not metric:
        return None
    deeds = [deed for deed in _DEEDS if owned or deed != ASK]
    values = {f"{deed}:{delivery}:{metric}": _DEEDS[deed] for deed in deeds}
    options = [
        {"text": {"type": "plain_text", "text": text, "emoji": False}, "value": value}
        for value, text in values.items()
        if len(value) <= _VALUE
    ]
    return {"type": "overflow", "action_id": MENU, "options": options} if options else None


def choice(value: str) -> Choice | None:
    """What a value of the menu asks for; None where it is none of ours."""
    deed, _, rest = value.partition(":")
    delivery, _, metric = rest.partition(":")
    if deed not in _DEEDS or not delivery.isdecimal() or not metric:
        return None
    return Choice(deed, int(delivery), metric)


def why_this(delivery: int | None) -> list[Block]:
    """One button that tells what was posted when, and on which data."""
    return [row(button("Why this?", WHY_THIS, str(delivery)))] if delivery is not None else []
