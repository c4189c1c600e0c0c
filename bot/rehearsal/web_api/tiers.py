"""How often Slack lets a method be called in a workspace."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.rehearsal.methods import METHODS
from bot.rehearsal.workspace.workspace import Json

CALLS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute of each tier; Slack promises these and may give more."""

MINUTE = 60.0
POSTS, BURST = 1.0, 5
"""Messages a second in a channel, and how many at once after a pause; the burst is a guess."""


class Tiers:
    """Counts calls. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._posts: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, args: Json) -> int:
        """Seconds until a call may be made again; 0 where it may be made now, and is counted."""
        if method == "chat.postMessage":
            return self._post(str(args.get("channel")))
        known = METHODS.get(method)
        if known is None or known.tier not in CALLS:
            return 0
        now, calls = self._clock(), self._calls[method]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= CALLS[known.tier]:
            return math.ceil(calls[0] + MINUTE - now)
        calls.append(now)
        return 0

    def _post(self, channel: str) -> int:
        now = self._clock()
        left, at = self._posts.get(channel, (float(BURST), now))
        left = min(float(BURST), left + (now - at) * POSTS)
        if left < 1:
            self._posts[channel] = (left, now)
            return math.ceil((1 - left) / POSTS)
        self._posts[channel] = (left - 1, now)
        return 0
