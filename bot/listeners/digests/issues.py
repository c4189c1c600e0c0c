"""Which issue of a digest a thread is below, and what owners were asked there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.listeners.needs.services import Services
from bot.schedule.sending.keys import slot_of
from knowledge.digests.issue import Issue, Read, issue_of
from knowledge.models import Turn
from knowledge.store.digests.calendar import Delivery
from knowledge.store.digests.reasons import Reason
from knowledge.store.questions.turns import Latest, Place


@dataclass(frozen=True)
class Issues:
    """Finds what was posted by the message that a thread begins with.

    Raises:
        StoreError: from every method, where the database cannot be read.
    """

    services: Services

    def latest(self, place: Place) -> Latest | None:
        """An issue as the last thing that was said to nobody in its thread; None elsewhere."""
        delivery = self._delivery(self._key((place.channel,), place.thread))
        return Latest("", delivery.slot) if delivery else None

    def read(self, place: Place, question: str, earlier: Sequence[Turn]) -> Read:
        """A question with the time of the issue, and what it is to be read with.

        Elsewhere than below an issue, both as they are.
        """
        delivery = self._delivery(self._key((place.channel,), place.thread))
        issue = self.issue(delivery) if delivery else None
        if issue is None:
            return Read(question, earlier)
        return issue.read(question, [one for one in earlier if one.answer])

    def issue(self, delivery: Delivery) -> Issue | None:
        """What an issue says; None where nothing was kept."""
        known = self.services.metrics()

        def names(metric: str) -> Sequence[str]:
            return known[metric].names if metric in known else ()

        return issue_of(delivery, names)

    def asks(self, place: Place, user: str) -> list[Reason]:
        """What owners were asked below an issue, or one of them in their direct messages."""
        rows = self.services.owners_said.rows
        key = self._key((place.channel, user), place.thread)
        delivery = self._delivery(key)
        if delivery is not None:
            return rows.of_delivery(delivery.id)
        alone = rows.of_key(key.rpartition(":")[0]) if key else None
        return [alone] if alone else []

    def _key(self, channels: Sequence[str], thread: str) -> str:
        return self.services.outgoing.key_of(channels, thread)

    def _delivery(self, key: str) -> Delivery | None:
        found = slot_of(key)
        return self.services.calendar.at(*found) if found else None
