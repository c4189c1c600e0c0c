"""What keeps the chat model within bounds: the circuit breaker and the day's budget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from knowledge.errors import ChatError, StoreError


class Breaker:
    """Stops calling a model that keeps failing, and tries it again after a while with one call.

    Args:
        failures: in a row, after which it opens.
        rest: seconds that it stays open.
        clock: seconds that never run backwards.
    """

    def __init__(
        self, failures: int = 5, rest: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._allowed = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened = 0.0
        self._trying = False

    def admit(self) -> None:
        """Lets a call through; every admitted call must end in `succeeded`, `failed` or `left`.

        Raises:
            ChatError: open, or somebody else is trying whether the model is back.
        """
        with self._lock:
            if self._failures < self._allowed:
                return
            waited = self._clock() - self._opened
            if waited < self._rest or self._trying:
                raise ChatError(
                    f"The chat model failed {self._failures} times in a row and is left alone;"
                    f" it is tried again in {max(1, round(self._rest - waited))} s."
                )
            self._trying = True

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._trying = 0, False

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._opened, self._trying = self._clock(), False

    def left(self) -> None:
        """The caller stopped listening, which says nothing about the model."""
        with self._lock:
            self._trying = False


class Room:
    """Callers of a model at a time: one that says nothing must not hold everybody who answers.

    Args:
        size: how many are in there at once; who comes beyond that waits a little.
        patience: seconds without a word after which two callers show that the model is stuck.
        wait: seconds for a place.
        clock: seconds that never run backwards.
    """

    def __init__(
        self,
        size: int = 6,
        patience: float = 8.0,
        wait: float = 4.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._size, self._patience, self._wait, self._clock = size, patience, wait, clock
        self._silent: dict[int, float] = {}
        self._inside: set[int] = set()
        self._next = 0
        self._left = threading.Condition()

    def enter(self) -> int:
        """Takes a place, to be given back with `leave`.

        Raises:
            ChatError: there is none, or those inside wait for a first word for too long.
        """
        end = self._clock() + self._wait
        with self._left:
            while self._stuck() or len(self._inside) >= self._size:
                if self._stuck() or self._clock() >= end:
                    raise ChatError("The chat model is busy: others wait for it already.")
                self._left.wait(min(0.25, max(0.0, end - self._clock())))
            self._next += 1
            self._inside.add(self._next)
            self._silent[self._next] = self._clock()
            return self._next

    def heard(self, place: int) -> None:
        """The model said a first word."""
        with self._left:
            self._silent.pop(place, None)

    def leave(self, place: int) -> None:
        """The call is over."""
        with self._left:
            self._silent.pop(place, None)
            self._inside.discard(place)
            self._left.notify()

    def _stuck(self) -> bool:
        now = self._clock()
        return sum(now - at >= self._patience for at in self._silent.values()) >= min(2, self._size)


@dataclass(frozen=True, slots=True)
class Use:
    """Tokens read and written by one call, on one day."""

    day: date
    read: int
    written: int


@dataclass(frozen=True, slots=True)
class Caps:
    """Limits of a day and the prices behind them; 0 is no limit.

    Attributes:
        cost: money, in whatever the prices are in.
        price_in: of a million tokens read.
        price_out: of a million tokens written.
    """

    tokens: int = 0
    cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0


class Purse(Protocol):
    """Keeps what was used on a day; the store's `Spending` is the durable one."""

    def add(self, day: date, tokens: int, cost: float) -> tuple[int, float]:
        """Adds (or, negative, gives back), durably; returns the day's tokens and cost after it."""
        ...


class Budget:
    """A day's cap on the chat model.

    What a call may use at most is set aside before it starts, so that calls side by side, also
    of several bots, stay under the cap together.
    """

    def __init__(
        self,
        purse: Purse,
        caps: Caps | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._purse = purse
        self._caps = caps or Caps()
        self._clock = clock

    def reserve(self, read: int, written: int) -> Use:
        """Sets tokens aside for a call.

        Raises:
            ChatError: the cap would be passed, or the use cannot be recorded.
        """
        use = Use(self._clock().date(), read, written)
        tokens, cost = self._add(use)
        if 0 < self._caps.tokens < tokens or 0 < self._caps.cost < cost:
            self._add(Use(use.day, -read, -written))
            raise ChatError("Today's budget for the chat model is used up; answers are quoted.")
        return use

    def settle(self, reserved: Use, read: int, written: int) -> None:
        """Replaces what was set aside by what was used; a store that fails now keeps the larger."""
        try:
            self._add(Use(reserved.day, read - reserved.read, written - reserved.written))
        except ChatError:
            return

    def _add(self, use: Use) -> tuple[int, float]:
        cost = (use.read * self._caps.price_in + use.written * self._caps.price_out) / 1e6
        try:
            return self._purse.add(use.day, use.read + use.written, cost)
        except StoreError as error:
            raise ChatError(
                "The chat model is not asked while its use cannot be recorded in the store."
            ) from error
