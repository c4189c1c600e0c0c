"""A bounded pool that works through the inbox; what does not fit waits in SQL."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from knowledge.errors import StoreError
from knowledge.store.deliveries import Arrival, Inbox

LEASE = timedelta(minutes=3)
"""Longer than any answer takes."""

KEPT = timedelta(days=7)
"""Keys of finished events: Slack delivers again for minutes, not days."""

_TRIES = 3

log = logging.getLogger(__name__)


class Workers:
    """Works on kept events, a few at a time, from `start` to `stop`."""

    def __init__(
        self,
        inbox: Inbox,
        work: Callable[[Arrival], None],
        tend: Callable[[], None],
        clock: Callable[[], datetime],
    ) -> None:
        """`tend` is called every few seconds, for what was left for later."""
        self._inbox, self._work, self._tend, self._clock = inbox, work, tend, clock
        self._news = threading.Condition()
        self._count = 0
        self._stopped = False
        self._pool: ThreadPoolExecutor | None = None

    def start(self, size: int = 4, pause: float = 5.0) -> None:
        """Begins with what waits already; looks for lost work every `pause` seconds."""
        self._pool = ThreadPoolExecutor(size + 1, "answers")
        for _ in range(size):
            self._pool.submit(self._run, pause)
        self._pool.submit(self._keep_tidy, pause)

    def wake(self) -> None:
        """Something was kept."""
        with self._news:
            self._count += 1
            self._news.notify_all()

    def stop(self) -> None:
        """Takes nothing more, waits for what is at hand; twice is once."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _run(self, pause: float) -> None:
        while not self._stopped:
            seen = self._count
            arrival = self._next()
            if arrival is not None:
                self._take(arrival)
                continue
            with self._news:
                if self._count == seen and not self._stopped:
                    self._news.wait(pause)

    def _next(self) -> Arrival | None:
        try:
            return self._inbox.claim(self._clock(), LEASE)
        except StoreError as error:
            log.warning("the inbox cannot be read: %s", error)
            return None

    def _take(self, arrival: Arrival) -> None:
        try:
            try:
                self._work(arrival)
            except Exception as error:  # noqa: BLE001 - the last place; it decides on another try
                log.warning("event %s failed: %s", arrival.event, type(error).__name__)
                if arrival.attempts < _TRIES:
                    self._inbox.give_back(arrival)
                else:
                    self._inbox.finish(arrival, failed=True)
            else:
                self._inbox.finish(arrival)
        except StoreError as error:  # its lease ends, and somebody takes it again
            log.warning("event %s could not be settled: %s", arrival.event, error)

    def _keep_tidy(self, pause: float) -> None:
        while not self._stopped:
            try:
                self._tend()
                self._inbox.forget(self._clock() - KEPT)
            except StoreError as error:
                log.warning("the outbox cannot be tended: %s", error)
            with self._news:
                self._news.wait_for(lambda: self._stopped, pause)
