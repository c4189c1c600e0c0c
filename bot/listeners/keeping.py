"""What Bolt hears: kept durably before it is acknowledged, then left to the workers."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.blocks.answers import ASK
from bot.listeners.desk import Desk
from bot.listeners.incoming import clicked_in, is_from_elsewhere, said_in

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keeping:
    """Keeps what is said to the bot."""

    desk: Desk

    def register(self, app: App) -> None:
        """Listens for mentions, messages and questions on buttons."""
        app.event("app_mention")(self.hear)
        app.event("message")(self.hear)
        app.action(re.compile(rf"{ASK}:\d"))(self.click)

    def hear(self, body: dict[str, Any], context: BoltContext) -> None:
        """Keeps an event that says something to the bot. Bolt acknowledges when this returns.

        Raises:
            StoreError: it could not be kept, so it is not acknowledged, and comes again.
        """
        said = said_in(body, context.bot_user_id or "")
        if said is None:
            return
        if is_from_elsewhere(body) and not self.desk.services.open_to_others:
            log.info("event %s comes from a shared channel: not answered", body["event_id"])
            return
        self.desk.keep(said.arrival(str(body["event_id"])))

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps the question on a button, then acknowledges the click."""
        said = clicked_in(body)
        if said is not None:
            self.desk.keep(said.arrival(f"click:{said.ts}"))
        ack()
