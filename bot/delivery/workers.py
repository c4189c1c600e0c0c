"""A bounded pool that works through the inbox; what does not fit waits in SQL."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
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
        self._threads: list[threading.Thread] = []

    @property
    def at_work(self) -> bool:
        """Whether all of them are there."""
        threads = self._threads
        return not self._stopped and bool(threads) and all(one.is_alive() for one in threads)

    def start(self, size: int = 4, pause: float = 5.0) -> None:
        """Begins with what waits already; looks for lost work every `pause` seconds."""
        # daemons: an answer that hangs does not keep the process from ending
        for number in range(size + 1):
            work = self._run if number else self._keep_tidy
            thread = threading.Thread(target=work, args=(pause,), name="answers", daemon=True)
            self._threads.append(thread)
            thread.start()

    def wake(self) -> None:
        """Something was kept."""
        with self._news:
            self._count += 1
            self._news.notify_all()

    def stop(self, patience: float = 20.0) -> None:
        """Takes nothing more, waits for what is at hand; twice is once.

        Args:
            patience: seconds; what is still at hand then is taken up by the next process.
        """
        with self._news:
            self._stopped = True
            self._news.notify_all()
        end = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        if any(thread.is_alive() for thread in self._threads):
            log.warning("some answers took too long: they wait in the inbox for the next start")

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
