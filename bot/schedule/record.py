"""What became of the digests, as the store has it."""

from __future__ import annotations

from bot.schedule.book import DigestBook
from bot.schedule.sending.keys import key_of
from bot.schedule.why import Why, why
from knowledge.store.digests.calendar import Calendar, Delivery
from knowledge.store.messages.departures import Outgoing

MOST = 10
"""Slots that are told of one digest."""


class Record:
    """Looks slots up, with what is known of them.

    Raises:
        StoreError: from every method, where the store cannot be read.
    """

    def __init__(self, book: DigestBook, calendar: Calendar, outgoing: Outgoing) -> None:
        self._book, self._calendar, self._outgoing = book, calendar, outgoing

    def told(self, delivery: Delivery) -> Why:
        """What became of one slot."""
        planned = self._book.planned().get(delivery.digest)
        posted = self._outgoing.state(key_of(delivery))
        return why(delivery, planned, posted, self._book.changes(delivery.digest))

    def last(self, name: str, most: int = MOST) -> list[Why]:
        """What became of a digest's last slots, newest first."""
        return [self.told(one) for one in self._calendar.of_digest(name, most)]
