"""The database server's time: bots whose machines disagree about it agree on leases and slots."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from knowledge.errors import StoreError
from knowledge.store.database.database import Database

_AGAIN = 60.0  # seconds between two looks at it; machines do not drift that fast


class ServerClock:
    """Gives the time in UTC, counted on between two looks whatever this machine's clock does."""

    def __init__(self, database: Database, seconds: Callable[[], float] = time.monotonic) -> None:
        """Args:
            database: on a server.
            seconds: a clock that never runs backwards.

        Raises:
            StoreError: the server cannot be asked.
        """
        self._database, self._seconds = database, seconds
        self._then, self._at = self._look()
        self._next = self._at + _AGAIN

    def __call__(self) -> datetime:
        """The time now. Where the server cannot be asked, it is counted on from the last look."""
        if self._seconds() >= self._next:
            self._next = self._seconds() + _AGAIN
            with suppress(StoreError):  # whoever needs the server finds out
                self._then, self._at = self._look()
        return self._then + timedelta(seconds=self._seconds() - self._at)

    def _look(self) -> tuple[datetime, float]:
        with self._database.read() as connection:
            told: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return told.astimezone(UTC), self._seconds()
