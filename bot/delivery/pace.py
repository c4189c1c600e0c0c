"""How fast the bot speaks: a channel's turn, Slack's own waits, and streams within a minute."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

GAP = 1.0
"""Seconds between two messages into a channel, from the end of one call to the next."""

SETTLE = 5.0
"""Seconds until a message that Slack took is surely among those that it tells of."""

LEASE = timedelta(seconds=45)
"""What a process has at hand is nobody else's meanwhile. Who lives renews it; what a dead one had
is somebody else's after it. Much longer than a call to Slack."""

STARTS = 20
"""Streams that a workspace may start within a minute; there are as many stops."""

_MOST = 10_000  # channels whose turn is remembered


@dataclass
class Pace:
    """The clocks of the outbox, and what has to wait. Safe between threads.

    Attributes:
        clock: of the store's times.
        seconds: a clock that never runs backwards; every wait is counted by it.
    """

    clock: Callable[[], datetime]
    settle: float = SETTLE
    gap: float = GAP
    starts: int = STARTS
    seconds: Callable[[], float] = time.monotonic
    lease: timedelta = LEASE
    _free: dict[str, float] = field(default_factory=dict)
    _inside: set[str] = field(default_factory=set)
    _same: dict[str, str] = field(default_factory=dict)
    _until: dict[str, float] = field(default_factory=dict)
    _started: deque[float] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, channel: str) -> float:
        """Seconds until the channel's next turn, 0 where it is now."""
        with self._lock:
            return self._wait(self._same.get(channel, channel))

    def enter(self, channel: str) -> bool:
        """Takes the channel's turn, to be given back with `leave`; False where it is not now."""
        with self._lock:
            name = self._same.get(channel, channel)
            if self._wait(name) > 0:
                return False
            self._inside.add(name)
            return True

    def leave(self, channel: str, *, spoke: bool = True) -> None:
        """The call is over: where it may have said something, the next turn is one gap later."""
        with self._lock:
            name = self._same.get(channel, channel)
            self._inside.discard(name)
            if len(self._free) > _MOST:
                self._free = _later_than(self._free, self.seconds())
            if self.gap and spoke:
                self._free[name] = self.seconds() + self.gap

    def same(self, channel: str, real: str) -> float:
        """Posting to a person's id posts to this channel: they share their turns from now on.

        For who has the turn of the former. Returns 0 where it is the turn of the latter too; else
        after how many seconds to come again.
        """
        with self._lock:
            if channel == real or channel in self._same:
                return 0.0
            wait = self._wait(real)
            if wait <= 0:
                self._same[channel] = real
                self._inside = self._inside - {channel} | {real}
            return wait

    def block(self, method: str, seconds: float) -> None:
        """Slack asked to call a method no more for so long."""
        with self._lock:
            until = self.seconds() + seconds
            self._until[method] = max(until, self._until.get(method, until))

    def blocked(self, method: str) -> float:
        """Seconds until a method may be called, 0 where it may."""
        with self._lock:
            return max(0.0, self._until.get(method, 0.0) - self.seconds())

    def _wait(self, name: str) -> float:
        if name in self._inside:
            return max(self.gap, 0.02)
        return max(0.0, self._free.get(name, 0.0) - self.seconds())

    def may_start(self) -> bool:
        """Whether one more stream fits into this minute; it is counted where it does."""
        with self._lock:
            now = self.seconds()
            while self._started and self._started[0] <= now - 60:
                self._started.popleft()
            if len(self._started) >= self.starts:
                return False
            self._started.append(now)
            return True


class Later:
    """Keys that are not tried again before their time. Safe between threads."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._at: dict[str, float] = {}

    def put(self, key: str, seconds: float) -> None:
        """It is not to be tried for so long."""
        self._at[key] = self._seconds() + seconds

    def left(self, key: str) -> float:
        """Seconds until its time, 0 where it is now."""
        return max(0.0, self._at.get(key, 0.0) - self._seconds())

    def forget(self, key: str) -> None:
        """It is dealt with."""
        self._at.pop(key, None)


def _later_than(times: Mapping[str, float], now: float) -> dict[str, float]:
    return {name: at for name, at in times.items() if at > now}
