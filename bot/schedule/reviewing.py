"""When terms are looked through anew: beside everything else, once for any number of bots."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread
from typing import Protocol

from knowledge.errors import ThroughlineError

LEASE = timedelta(minutes=30)

_WORK, _DAY = "lingo review", "lingo reviewed on"

log = logging.getLogger(__name__)


class Reviews(Protocol):
    """The review of all documents."""

    def due(self) -> bool:
        """Whether something has changed since the last one."""
        ...

    def run(self, now: datetime) -> object:
        """Some seconds, or minutes."""
        ...


class KeepsFacts(Protocol):
    """What the store knows of itself."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...
    def lease(self, name: str, now: datetime, until: datetime) -> bool: ...
    def give_back(self, name: str) -> None: ...


class Reviewing:
    """Begins a review once documents have changed and rest again, and once a day."""

    def __init__(
        self,
        review: Callable[[], Reviews],
        facts: KeepsFacts,
        sequence: Callable[[], int],
        clock: Callable[[], datetime],
    ) -> None:
        """`sequence` is the newest change of the store; `review` is made when it is first due."""
        self._review, self._facts = review, facts
        self._sequence, self._clock = sequence, clock
        self._seen = -1
        self._thread: Thread | None = None

    def tick(self, now: datetime) -> None:
        """Begins a review in the background where one is due; documents on their way are awaited.

        Raises:
            StoreError: the database cannot be reached.
        """
        newest = self._sequence()
        rests, self._seen = newest == self._seen, newest
        if rests:
            self._begin(now, self._is_due)

    def begin(self, now: datetime) -> None:
        """Begins one where documents have changed and nobody is at it.

        Raises:
            StoreError: the database cannot be reached.
        """
        self._begin(now, self._has_changed)

    def stop(self) -> None:
        """Waits for one that is under way."""
        if self._thread is not None:
            self._thread.join()

    def _begin(self, now: datetime, is_due: Callable[[datetime], bool]) -> None:
        at_work = self._thread is not None and self._thread.is_alive()
        if at_work or not is_due(now):
            return
        if self._facts.lease(_WORK, now, now + LEASE):
            self._thread = Thread(target=self._run, args=(is_due,), name="review", daemon=True)
            self._thread.start()

    def _has_changed(self, now: datetime) -> bool:
        del now
        return self._review().due()

    def _is_due(self, now: datetime) -> bool:
        return self._facts.get(_DAY) != now.date().isoformat() or self._has_changed(now)

    def _run(self, is_due: Callable[[datetime], bool]) -> None:
        try:
            now = self._clock()
            if is_due(now):  # another bot may have done it meanwhile
                self._review().run(now)
                self._facts.set(_DAY, now.date().isoformat())
            self._facts.give_back(_WORK)
        except ThroughlineError as error:  # the lease ends by itself
            log.warning("terms are looked through later: %s", type(error).__name__)
