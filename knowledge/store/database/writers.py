"""Writers of one process take turns; what somebody waits for goes before what nobody does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class NoTurn(Exception):
    """Others wrote for as long as one was willing to wait."""


class Writers:
    """A lock with two queues.

    SQLite itself lets waiting writers poll, without an order: with many threads some of them
    never get their turn.
    """

    def __init__(self) -> None:
        changed = threading.Lock()
        self._urgent, self._patient = threading.Condition(changed), threading.Condition(changed)
        self._busy = False
        self._pressing = 0

    @contextmanager
    def turn(self, patience: float, *, urgent: bool = False) -> Iterator[None]:
        """Writes alone for as long as the block runs; not to be nested.

        Raises:
            NoTurn: the turn did not come within so many seconds.
        """
        queue = self._urgent if urgent else self._patient
        with queue:
            self._pressing += urgent
            try:
                if not queue.wait_for(lambda: self._is_next(urgent=urgent), patience):
                    raise NoTurn
                self._busy = True
            finally:
                self._pressing -= urgent
        try:
            yield
        finally:
            with queue:
                self._busy = False
                (self._urgent if self._pressing else self._patient).notify()

    def _is_next(self, *, urgent: bool) -> bool:
        return not self._busy and (urgent or not self._pressing)
