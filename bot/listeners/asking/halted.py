"""Questions that nobody waits for any more: stopped, or deleted before they were answered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

from knowledge.store.questions.turns import Place

Key = TypeVar("Key")

_MOST = 2_000


class Halted:
    """Remembers them while this process runs; who answers looks here before it posts."""

    def __init__(self) -> None:
        self._stopped: _Recent[Place] = _Recent()
        self._deleted: _Recent[tuple[str, str]] = _Recent()

    def stop(self, place: Place, at: str) -> None:
        """Somebody pressed stop in a thread, at Slack's time."""
        self._stopped.put(place, float(at))

    def stopped(self, place: Place, ts: str) -> bool:
        """Whether stop was pressed after a question was asked."""
        at = self._stopped.get(place)
        return at is not None and at >= float(ts.rpartition(":")[2])

    def delete(self, channel: str, ts: str) -> None:
        """A message was deleted."""
        self._deleted.put((channel, ts), 0.0)

    def deleted(self, channel: str, ts: str) -> bool:
        """Whether a message was deleted."""
        return self._deleted.get((channel, ts)) is not None


class _Recent(Generic[Key]):
    """The last so many keys with their times."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, float] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: Key, value: float) -> None:
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def get(self, key: Key) -> float | None:
        with self._lock:
            return self._kept.get(key)
