"""Trigger ids: each interaction lets the app open one view, for a few seconds."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass


class Unusable(Exception):
    """A trigger id opens nothing; the message is Slack's error code."""


@dataclass
class _Trigger:
    user: str
    made: float
    used: bool = False


class Triggers:
    """The trigger ids of a workspace. `clock` and `life` are in seconds."""

    def __init__(self, clock: Callable[[], float], life: float) -> None:
        self._clock, self._life = clock, life
        self._known: dict[str, _Trigger] = {}

    def make(self, user: str) -> str:
        """A trigger id of an interaction of this person."""
        name = f"{time.time_ns()}.{secrets.token_hex(4)}.{secrets.token_hex(8)}"
        self._known[name] = _Trigger(user, self._clock())
        return name

    def exchange(self, name: str) -> str:
        """Whose interaction it was; it can be asked once.

        Raises:
            Unusable: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._known.get(name)
        if trigger is None:
            raise Unusable("invalid_trigger_id")
        if trigger.used:
            raise Unusable("exchanged_trigger_id")
        if self._clock() - trigger.made > self._life:
            raise Unusable("expired_trigger_id")
        trigger.used = True
        return trigger.user
