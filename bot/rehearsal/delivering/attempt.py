"""One try to tell the app something, whichever way it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.rehearsal.workspace.workspace import Json


@dataclass
class Patience:
    """How long an app may take, in seconds; Slack's own are 3, and 0, 60 and 300.

    Attributes:
        ping: between two pings of a connection.
    """

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    ping: float = 10.0


@dataclass(frozen=True, slots=True)
class Again:
    """What a retry says of itself: its number from 1, and why it was necessary."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a try.

    Attributes:
        answer: what came with the acknowledgement; None where none came.
        reason: why none came, in Slack's words.
        final: the app does not want it again.
    """

    answer: Json | None
    reason: str = ""
    final: bool = False


class Way(Protocol):
    """A way to the app."""

    name: str

    async def send(self, kind: str, payload: Json, again: Again | None) -> Attempt:
        """Tries once, within the patience."""
        ...
