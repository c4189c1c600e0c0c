"""Where metrics stand that no digest has told: computed beside the home, once a day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bot.shapes.shapes import figure
from knowledge.errors import ThroughlineError
from knowledge.models import Figure

Json = Mapping[str, Any]


class Standings:
    """Remembers what was computed; nobody who opens their home waits for it."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[date, Json | None]] = {}
        self._lock = threading.Lock()

    def known(self, metric: str) -> Json | None:
        """The newest figure that was computed, None where there is none."""
        with self._lock:
            return self._known.get(metric, (None, None))[1]

    def missing(self, metrics: Iterable[str], today: date) -> list[str]:
        """Those that were not computed today."""
        with self._lock:
            return [one for one in metrics if self._known.get(one, (None, None))[0] != today]

    def compute(
        self, metrics: Iterable[str], today: date, newest: Callable[[str, date], Figure | None]
    ) -> None:
        """Computes them; what cannot be is tried again tomorrow."""
        for metric in metrics:
            try:
                found = newest(metric, today)
            except ThroughlineError:
                found = None
            with self._lock:
                self._known[metric] = (today, figure(found) if found else None)
