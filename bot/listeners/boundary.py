"""The one place where a failure becomes a sentence for a person and a note for the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from bot.blocks.answers.cards import apology
from bot.blocks.parts.message import Message, message, section
from bot.blocks.parts.mrkdwn import escaped
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.desk import QUESTION, Desk
from knowledge.errors import InputError
from knowledge.store.messages.deliveries import Arrival

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Boundary:
    """Deals with arrivals, and apologises where that fails."""

    desk: Desk
    outbox: Outbox
    reference: Callable[[], str] = lambda: secrets.token_hex(3).upper()

    def work(self, arrival: Arrival) -> None:
        """Deals with it; a failure is told to who did it, with a reference to find it in the log.

        Raises:
            StoreError: not even the apology could be kept; the event is tried again.
        """
        try:
            self.desk.handle(arrival)
        except InputError as error:
            self._tell(arrival, message(str(error), [section(escaped(str(error)))]))
        except Exception as error:  # noqa: BLE001 - whatever it is, who asked is told
            reference = self.reference()
            log.error(  # noqa: TRY400 - the error's own words may be the question's
                "event %s failed, reference %s: %s\n%s",
                arrival.event,
                reference,
                type(error).__name__,
                "".join(traceback.format_tb(error.__traceback__)),
            )
            self._tell(arrival, apology(reference))

    def _tell(self, arrival: Arrival, said: Message) -> None:
        """In the thread of a question, where it was asked; else in private."""
        body = arrival.body
        asked = body.get("kind", QUESTION) == QUESTION
        channel = str(body["channel"] if asked else body["user"])
        thread = str(body["thread"]) if asked else ""
        key = f"answer:{arrival.team}:{arrival.channel}:{arrival.message}"
        self.outbox.post_once(key, channel, thread, said.text, said.blocks)
