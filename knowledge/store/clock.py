"""The time that all processes on one store go by, whatever their own clocks say."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from knowledge.errors import StoreError
from knowledge.store.database import Database

_ASKED_AGAIN = 60.0  # seconds

log = logging.getLogger(__name__)


class StoreClock:
    """The server's clock, where there is one, else the one that is given.

    A process whose own clock is wrong would take others' work for left behind. The server is asked
    once a minute; in between, a clock counts on that never jumps. Safe between threads.
    """

    def __init__(
        self,
        database: Database,
        otherwise: Callable[[], datetime],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._otherwise, self._seconds = database, otherwise, seconds
        self._known: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        """The time now, in UTC.

        Raises:
            StoreError: the server has never been reached yet.
        """
        if not self._database.shared:
            return self._otherwise()
        known = self._known
        if known is None or self._seconds() - known[1] > _ASKED_AGAIN:
            known = self._asked(known)
        return known[0] + timedelta(seconds=self._seconds() - known[1])

    def _asked(self, known: tuple[datetime, float] | None) -> tuple[datetime, float]:
        try:
            with self._database.read() as connection:
                told = connection.execute(select(func.clock_timestamp())).scalar_one()
        except StoreError as error:
            if known is None:
                raise
            log.info("the server's time is not known anew: %s", error)
            return known
        self._known = told.astimezone(UTC), self._seconds()
        return self._known
