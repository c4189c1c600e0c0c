"""Messages that this process is sending: kept from others, and not posted once they are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.delivery.pace import Pace
from knowledge.store.messages.departures import Departure, Outgoing

_SURE = 3.0  # after this part of a lease it is renewed rather than trusted


class Lost(Exception):
    """Somebody else tries the message by now: this process was halted, or cut off, for long."""


class Leases:
    """Those that are held, with when each was renewed. Safe between threads."""

    def __init__(self, rows: Outgoing, pace: Pace) -> None:
        self._rows, self._pace = rows, pace
        self._held: dict[int, tuple[Departure, float]] = {}

    @contextmanager
    def held(self, departure: Departure) -> Iterator[None]:
        """It was claimed just now, and is dealt with in the block."""
        self._held[departure.id] = departure, self._pace.seconds()
        try:
            yield
        finally:
            self._held.pop(departure.id, None)

    def sure(self, departure: Departure) -> None:
        """To be called right before it is posted.

        Raises:
            Lost: it must not be.
            StoreError: the outbox cannot be written.
        """
        _, since = self._held[departure.id]
        if self._pace.seconds() - since > self._pace.lease.total_seconds() / _SURE:
            self._renewed(departure)

    def renew(self) -> None:
        """A sign of life for all of them.

        Raises:
            StoreError: the outbox cannot be written.
        """
        for departure, _ in list(self._held.values()):
            try:
                self._renewed(departure)
            except Lost:
                continue  # found out again before it is posted

    def _renewed(self, departure: Departure) -> None:
        since = self._pace.seconds()
        if not self._rows.renew(departure, self._pace.clock() + self._pace.lease):
            raise Lost
        if departure.id in self._held:
            self._held[departure.id] = departure, since
