"""The one place where a failure becomes a sentence for a person and a note for the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from bot.blocks.cards import apology
from bot.blocks.message import message, section
from bot.blocks.mrkdwn import escaped
from bot.listeners.asking import Asking
from bot.listeners.incoming import Said
from knowledge.errors import InputError
from knowledge.store.deliveries import Arrival

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Boundary:
    """Answers, and apologises where that fails."""

    asking: Asking
    reference: Callable[[], str] = lambda: secrets.token_hex(3).upper()

    def answer(self, arrival: Arrival) -> None:
        """Answers; a failure is told to who asked, with a reference to find it in the log by.

        Raises:
            StoreError: not even the apology could be kept; the event is tried again.
        """
        try:
            self.asking.answer(arrival)
        except InputError as error:
            said = Said(**arrival.body)
            self.asking.post(said, message(str(error), [section(escaped(str(error)))]))
        except Exception as error:  # noqa: BLE001 - whatever it is, who asked is told
            reference = self.reference()
            log.error(  # noqa: TRY400 - the error's own words may be the question's
                "event %s failed, reference %s: %s\n%s",
                arrival.event,
                reference,
                type(error).__name__,
                "".join(traceback.format_tb(error.__traceback__)),
            )
            self.asking.post(Said(**arrival.body), apology(reference))
