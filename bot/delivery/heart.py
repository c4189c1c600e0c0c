"""Signs of life: what a living process has at hand stays its own, a dead one's is soon free."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from knowledge.errors import StoreError

_BEATS = 4.0
"""That a lease outlasts."""

log = logging.getLogger(__name__)


class Heart:
    """Has leases renewed, from `start` to `stop`."""

    def __init__(self, renewals: Sequence[Callable[[], None]], lease: timedelta) -> None:
        """`renewals` may raise StoreError: the next beat tries again."""
        self._renewals, self._beat = renewals, lease.total_seconds() / _BEATS
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def start(self) -> None:
        """Begins to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Ends at once; twice is once."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _run(self) -> None:
        while not self._stopped.wait(self._beat):
            for renew in self._renewals:
                try:
                    renew()
                except StoreError as error:
                    log.warning("leases cannot be renewed: %s", error)
