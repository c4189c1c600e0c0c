"""One thing after another within a thread, whatever goes on elsewhere."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Order(Generic[Key]):
    """Locks by key, which are there only while somebody holds or wants them."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[Key, threading.Lock] = {}
        self._wanted: Counter[Key] = Counter()

    @contextmanager
    def one_at_a_time(self, key: Key) -> Iterator[None]:
        """Waits until nobody else is in here with the same key."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
            self._wanted[key] += 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                self._wanted[key] -= 1
                if not self._wanted[key]:
                    del self._wanted[key], self._locks[key]
