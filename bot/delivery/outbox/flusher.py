"""Posts what had to wait, as soon as it may."""

from __future__ import annotations

import logging
import threading

from bot.delivery.outbox.turns import Turns
from knowledge.errors import StoreError

_LOOK = 5.0  # seconds at most until the next look: other processes leave messages too

log = logging.getLogger(__name__)


class Flusher:
    """Threads that call `Turns.flush` when something is due, from `start` to `stop`."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, size: int = 2) -> None:
        """Two, so that one slow reply of Slack does not keep every channel waiting."""
        self._threads = [
            threading.Thread(target=self._run, name=f"outbox-{number}", daemon=True)
            for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Ends when the message at hand is dealt with; twice is once.

        A thread that Slack keeps waiting for longer is left: the next start looks for its message.
        """
        self._stopped.set()
        threads, self._threads = self._threads, []
        for thread in threads:
            self._turns.left.set()
            thread.join(timeout)

    def _run(self) -> None:
        while not self._stopped.is_set():
            wait = _LOOK
            try:
                wait = min(self._turns.flush(), _LOOK)
            except StoreError as error:
                log.warning("the outbox cannot be read: %s", error)
            except Exception as error:  # noqa: BLE001 - without this thread nothing is posted
                log.error("the outbox failed: %s", type(error).__name__)  # noqa: TRY400 - no trace
            self._turns.left.wait(wait)
            self._turns.left.clear()
