"""Tells whom it concerns that Slack did not take a digest, so that it is not missed in silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.schedule.book import DigestBook
from bot.schedule.sending.handing import Handing
from bot.schedule.sending.keys import key_of
from knowledge.digests.definition import DigestDefinition
from knowledge.store.digests.calendar import Calendar, State
from knowledge.store.messages.departures import DEAD, DepartureState

_PLAIN = {
    "is_archived": "Its channel is archived.",
    "channel_not_found": "Its channel is gone, or the bot is not in it.",
    "not_in_channel": "The bot is not in its channel.",
}
_LOOKED_AT = timedelta(days=2)
"""Longer than a message waits for Slack before it is given up."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """Looks after the newest message of each digest; each person is told once.

    Attributes:
        became: what became of a message, by its key; None where there is none.
        whom: who answers for a digest.
    """

    book: DigestBook
    calendar: Calendar
    handing: Handing
    became: Callable[[str], DepartureState | None]
    whom: Callable[[DigestDefinition], Sequence[str]]
    _over: set[int] = field(default_factory=set)

    def tick(self, now: datetime) -> None:
        """Tells of what was refused since the last call.

        Raises:
            StoreError: the store cannot be read or written; the next tick does the same again.
        """
        for name, planned in self.book.planned().items():
            for delivery in self.calendar.of_digest(name, 1):
                new = delivery.id not in self._over and now - delivery.slot < _LOOKED_AT
                if not new or delivery.state is not State.SENT:
                    continue
                became, definition = self.became(key_of(delivery)), planned.definition
                if became is not None and became.state == DEAD:
                    reason = next((said for code, said in _PLAIN.items() if code in became.reason),
                                  f"The answer was: {became.reason}")  # fmt: skip
                    people = self.whom(definition)
                    self.handing.tell(delivery, definition, reason, people, "refused")
                    self._over.add(delivery.id)
