"""More questions than can be begun with: who has to wait is told so."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from bot.delivery.inbox.workers import Workers
from bot.delivery.signs.presence import Place, Presence
from knowledge.errors import StoreError
from knowledge.store.messages.deliveries import Arrival, Inbox

SOON = 3.0
"""Seconds that nobody needs to be told of."""

_AGAIN = 30.0  # seconds until somebody who waits still is told anew how many are before them
_TICK = 1.0

log = logging.getLogger(__name__)


class Crowd:
    """Looks once a second, from `start` to `stop`, and tells each person once in a while.

    Attributes:
        told: how many times somebody was told.
    """

    def __init__(self, inbox: Inbox, workers: Workers, presence: Presence) -> None:
        self._inbox, self._workers, self._presence = inbox, workers, presence
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._ticks = 0.0
        self._last: dict[str, tuple[int, float]] = {}
        self.told = 0

    def start(self) -> None:
        """Begins to look."""
        self._thread = threading.Thread(target=self._run, name="crowd", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends at once; twice is once."""
        self._stopped.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(10)

    def look(self) -> None:
        """Tells those who have to wait, each for the newest question of theirs.

        Raises:
            StoreError: the inbox cannot be read.
        """
        newest: dict[str, tuple[int, Arrival]] = {}
        shown = self._presence.unbegun()
        busy = self._workers.wait_for(0) > 0
        line = self._inbox.line() if busy or shown else []
        self._let_go(shown, line)
        for ahead, one in enumerate(line if busy else ()):
            if _is_question(one):
                newest[str(one.body["user"])] = (ahead, one)
        self._last = {user: last for user, last in self._last.items() if user in newest}
        for user, (ahead, one) in newest.items():
            number, at = self._last.get(user, (0, -_AGAIN))
            fresh = number == one.id and self._ticks - at < _AGAIN
            if fresh or self._workers.wait_for(ahead) < SOON:
                continue
            self._last[user] = (one.id, self._ticks)
            self.told += 1
            self._presence.waiting(one.channel, str(one.body["thread"]), user, ahead)

    def _let_go(self, shown: Sequence[Place], line: Sequence[Arrival]) -> None:
        """What another process took from the line is answered there, and its sign ends there."""
        here = {place_of(one) for one in (*line, *self._workers.at_hand())}
        for place in shown:
            if place not in here:
                self._presence.elsewhere(place)

    def _run(self) -> None:
        while not self._stopped.wait(_TICK):
            self._ticks += _TICK
            try:
                self.look()
            except StoreError as error:
                log.warning("the inbox cannot be read: %s", error)
            self._presence.tend()


def place_of(arrival: Arrival) -> Place:
    """The (channel, thread) that an arrival is in."""
    return arrival.channel, str(arrival.body.get("thread", ""))


def _is_question(arrival: Arrival) -> bool:
    body = arrival.body
    return bool(body.get("thread") and body.get("user")) and bool(body.get("named", False))
