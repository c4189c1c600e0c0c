"""A bounded pool that works through the inbox; what does not fit waits in SQL."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from bot.delivery.pace import LEASE
from knowledge.errors import StoreError
from knowledge.store.messages.deliveries import Arrival, Inbox

LONGEST = 180.0
"""Seconds after which an answer is thought to hang, and its question is somebody else's."""

MUCH_LONGER = 3_600.0
"""The same for the kinds of work that take long."""

KEPT = timedelta(days=7)
"""Keys of finished events: Slack delivers again for minutes, not days."""

DRAIN = 25.0
"""Seconds that what is at hand may take when the bot ends."""

_TRIES = 3
_TIDY = 3_600.0  # seconds

log = logging.getLogger(__name__)


class Workers:
    """Works on kept events, a few at a time, from `start` to `stop`.

    Of one person's events at most half of the workers have one in work, so that somebody else's
    question always finds one.

    Attributes:
        size: how many there are.
        took: seconds that an event takes, the newest ones counting most; 0 before the first.
    """

    def __init__(
        self,
        inbox: Inbox,
        work: Callable[[Arrival], None],
        clock: Callable[[], datetime],
        long: Collection[str] = (),
        lease: timedelta = LEASE,
    ) -> None:
        """`long` are the kinds of arrivals that take more than a few seconds.

        What a dead process had at hand is somebody else's after a `lease`.
        """
        self._inbox, self._work, self._clock = inbox, work, clock
        self._long, self._lease = long, lease
        self._news = threading.Condition()
        self._count = 0
        self._stopped = False
        self._threads: list[threading.Thread] = []
        self._begun: dict[int, float] = {}
        self._at_hand: dict[int, Arrival] = {}
        self._tidied = time.monotonic() - _TIDY
        self.size = 0
        self.took = 0.0

    @property
    def at_work(self) -> bool:
        """Whether all of them are there."""
        threads = self._threads
        return not self._stopped and bool(threads) and all(one.is_alive() for one in threads)

    def start(self, size: int = 4, pause: float = 5.0) -> None:
        """Begins with what waits already; looks for lost work every `pause` seconds."""
        self.size = size
        # daemons: an answer that hangs does not keep the process from ending
        self._threads = [
            threading.Thread(target=self._run, args=(pause,), name=f"answers-{number}", daemon=True)
            for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was kept, or somebody is free for what had to wait."""
        with self._news:
            self._count += 1
            self._news.notify()  # one: each of them would ask the store

    def stop(self, timeout: float = DRAIN) -> bool:
        """Takes nothing more and waits so long for what is at hand; twice is once.

        What is not done by then, and what was not begun, is in the inbox for the next start.

        Returns:
            Whether all that was at hand is done.
        """
        with self._news:
            self._stopped = True
            self._news.notify_all()
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        if not any(thread.is_alive() for thread in self._threads):
            return True
        log.warning("some answers took too long: they wait in the inbox for the next start")
        return False

    def wait_for(self, ahead: int) -> float:
        """Seconds until a worker is free for an event with so many before it, by what they take.

        An event that takes longer than usual counts with the time that it has taken so far.
        """
        now = time.monotonic()
        begun = list(self._begun.values())
        if len(begun) < self.size:
            return 0.0
        each = max(self.took, sum(now - at for at in begun) / max(1, len(begun)))
        return each * (1 + ahead // max(1, self.size))

    def at_hand(self) -> list[Arrival]:
        """What they work on now."""
        return list(self._at_hand.values())

    def renew(self) -> None:
        """Keeps what is at hand from others, unless it hangs.

        Raises:
            StoreError: the inbox cannot be written.
        """
        now = time.monotonic()
        living = [
            one for one in self.at_hand() if now - self._begun.get(one.id, now) < self._longest(one)
        ]
        if living:
            self._inbox.renew(living, self._clock() + self._lease)

    def _longest(self, arrival: Arrival) -> float:
        return MUCH_LONGER if arrival.body.get("kind") in self._long else LONGEST

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
            self._tidy()
            arrival = self._inbox.claim(self._clock(), self._lease, max(1, self.size // 2))
            if arrival is not None and self._stopped:  # told so meanwhile
                self._inbox.give_back(arrival)
                return None
        except StoreError as error:
            log.warning("the inbox cannot be read: %s", error)
            return None
        return arrival

    def _take(self, arrival: Arrival) -> None:
        begun = self._begun[arrival.id] = time.monotonic()
        self._at_hand[arrival.id] = arrival
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
        finally:
            self._at_hand.pop(arrival.id, None)
            self._begun.pop(arrival.id, None)
            took = time.monotonic() - begun
            self.took = 0.7 * self.took + 0.3 * took if self.took else took
            self._freed()

    def _freed(self) -> None:
        """What waited for this person, or this thread, may be begun by another worker."""
        with self._news:
            self._count += 1
            self._news.notify()

    def _tidy(self) -> None:
        now = time.monotonic()
        with self._news:
            if now - self._tidied < _TIDY:
                return
            self._tidied = now
        self._inbox.forget(self._clock() - KEPT)
