"""The clock: APScheduler calls back every 15 seconds. What is due is in SQL, not here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.jobstores.memory import MemoryJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from knowledge.errors import ThroughlineError

SECONDS = 15

log = logging.getLogger(__name__)


class Ticker:
    """Calls `tick` with the time, one call after another, from `start` to `stop`."""

    def __init__(
        self,
        tick: Callable[[datetime], None],
        clock: Callable[[], datetime],
        seconds: float = SECONDS,
    ) -> None:
        """An exception of `tick` is logged; the next call comes all the same."""
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(1)},
            timezone="UTC",
        )
        self._scheduler.add_job(
            partial(_told, tick, clock),
            IntervalTrigger(seconds=seconds, timezone="UTC"),
            id="tick",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Returns at once; the first call comes after one interval."""
        self._scheduler.start()

    def stop(self) -> None:
        """Waits for a call that is under way."""
        self._scheduler.shutdown(wait=True)


def _told(tick: Callable[[datetime], None], clock: Callable[[], datetime]) -> None:
    """What is known of, such as a store that cannot be reached, is one line in the log."""
    try:
        tick(clock())
    except ThroughlineError as error:
        log.warning("the clock's work is put off: %s", error)
