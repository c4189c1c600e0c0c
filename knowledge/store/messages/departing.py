"""A message on its way: what it is, and the states that it passes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

BEGUN, PENDING, SENDING, SENT = "begun", "pending", "sending", "sent"
HELD, DEAD = "held", "dead"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Departure:
    """A message on its way. `payload` is frozen when it is first put; a retry sends the same.

    Attributes:
        attempts: how often sending has begun, this time included.
        first_try: when it began for the first time.
        created_at: when it was first put.
        message: Slack's id of it where it is there already, and is not final.
        holder: names this claim of it.
    """

    id: int
    key: str
    channel: str
    thread: str
    payload: Json
    attempts: int
    first_try: datetime
    created_at: datetime
    message: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class DepartureState:
    """What became of a message: `message` is Slack's id of it, `reason` why it is held or dead.

    Attributes:
        channel: where it was to be posted: a person's id for their direct messages.
    """

    state: str
    message: str = ""
    reason: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A message that waits for a sender.

    Attributes:
        message: Slack's id of it where it is there already, and is not final.
    """

    key: str
    channel: str
    message: str
    attempts: int
