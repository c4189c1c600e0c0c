"""Small things that are done at once or not at all: signs of life, home pages, prompts."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress

_MOST = 500

log = logging.getLogger(__name__)


class Soon:
    """A few threads with a bounded queue; what does not fit, or fails, is left out.

    For nothing that somebody would miss: that goes through the inbox and the outbox.
    """

    def __init__(self, size: int = 3) -> None:
        self._queue: queue.Queue[Callable[[], object] | None] = queue.Queue(_MOST)
        self._size = size
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._threads = [
            threading.Thread(target=self._run, name=f"soon-{number}", daemon=True)
            for number in range(self._size)
        ]
        for thread in self._threads:
            thread.start()

    def do(self, work: Callable[[], object]) -> bool:
        """Whether there was room for it."""
        try:
            self._queue.put_nowait(work)
        except queue.Full:
            return False
        return True

    def stop(self, timeout: float = 3.0) -> None:
        """Ends when what is there is done, or so many seconds later; twice is once."""
        threads, self._threads = self._threads, []
        end = time.monotonic() + timeout
        for _ in threads:
            with suppress(queue.Full):
                self._queue.put(None, timeout=max(0.0, end - time.monotonic()))
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - nothing here may end the thread
                log.info("something small was left out: %s", type(error).__name__)
