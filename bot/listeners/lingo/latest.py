"""Where the metric of a term stands: computed beside a look-up, and remembered for a while."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.listeners.needs.planner import Planner
from bot.listeners.needs.services import Services
from knowledge.errors import ThroughlineError
from knowledge.metrics.wording import figure_words
from knowledge.models import Reader

_KEPT = timedelta(minutes=15)
_MOST = 500


@dataclass(frozen=True, slots=True)
class _Value:
    at: datetime
    audiences: frozenset[str]
    words: str


@dataclass
class Latest:
    """The newest value of each metric, in words; nothing where who asks may not read it all."""

    services: Services
    _values: dict[str, _Value] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, metric: str, reader: Reader) -> str:
        """What is remembered, at once; "" where nothing is."""
        value = self._fresh(metric)
        return value.words if value and value.audiences <= reader.audiences else ""

    def found(self, metric: str, reader: Reader) -> str:
        """The same, computed where it is not remembered; the first one takes seconds."""
        if self.services.planner is not None and self._fresh(metric) is None:
            value = self._computed(metric, self.services.planner)
            with self._lock:
                if len(self._values) >= _MOST:
                    self._values.clear()
                self._values[metric] = value
        return self.known(metric, reader)

    def _fresh(self, metric: str) -> _Value | None:
        with self._lock:
            value = self._values.get(metric)
        return value if value and self.services.clock() - value.at <= _KEPT else None

    def _computed(self, metric: str, planner: Planner) -> _Value:
        now = self.services.clock()
        try:
            audiences = planner.audiences(metric)
            figure = planner.newest(metric, now.date())
        except ThroughlineError:  # `metric check` says what is wrong
            return _Value(now, frozenset(), "")
        return _Value(now, audiences, figure_words(figure))
