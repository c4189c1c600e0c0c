"""What Bolt hears: kept durably before it is acknowledged, then left to the workers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.blocks.answers.answers import CHOICE
from bot.blocks.parts.message import ASK
from bot.delivery.signs.presence import Presence
from bot.delivery.signs.soon import Soon
from bot.listeners.asking.asides import clicked
from bot.listeners.asking.halted import Halted
from bot.listeners.asking.private import KIND
from bot.listeners.desk import Desk
from bot.listeners.incoming import (
    Said,
    clicked_in,
    deleted_in,
    is_from_elsewhere,
    said_in,
    stopped_in,
)
from knowledge.store.questions.turns import Place

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Keeping:
    """Keeps what is said to the bot.

    Attributes:
        stopped: ends the work in a thread.
    """

    desk: Desk
    presence: Presence
    halted: Halted
    soon: Soon
    stopped: Callable[[Place], None]

    def register(self, app: App) -> None:
        """Listens for mentions, messages, questions on buttons, and the button that stops."""
        app.event("app_mention")(self.hear)
        app.event("message")(self.hear)
        app.event("agent_session_stopped")(self.stop)
        app.action(re.compile(rf"(?:{ASK}|{CHOICE}):\d"))(self.click)

    def hear(self, body: dict[str, Any], context: BoltContext) -> None:
        """Keeps an event that says something to the bot. Bolt acknowledges when this returns.

        Raises:
            StoreError: it could not be kept, so it is not acknowledged, and comes again.
        """
        deleted = deleted_in(body)
        if deleted:
            self._withdraw(*deleted)
            return
        said = said_in(body, context.bot_user_id or "")
        if said is None:
            return
        if is_from_elsewhere(body) and not self.desk.services.open_to_others:
            log.info("event %s comes from a shared channel: not answered", body["event_id"])
            return
        self.keep(said, str(body["event_id"]))

    def click(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps the question on a button, then acknowledges the click."""
        aside = clicked(body)
        if aside is not None:
            container = body["container"]
            event = f"{container['message_ts']}:{body['actions'][0]['action_ts']}"
            self.desk.leave(KIND, event, aside.user, aside.place.team, **aside.kept)
        elif (said := clicked_in(body)) is not None:
            self.keep(said, f"click:{said.ts}")
        ack()

    def stop(self, body: dict[str, Any]) -> None:
        """Ends the work on what was asked in a thread so far."""
        place, at = stopped_in(body)
        self.halted.stop(place, at)
        self.presence.done(place.channel, place.thread)
        self.soon.do(lambda: self.stopped(place))

    def keep(self, said: Said, event: str) -> None:
        """Keeps it; who is answered for sure sees at once that they were heard."""
        if self.desk.keep(said.arrival(event)) and said.named:
            self.presence.heard(*said.sign)

    def _withdraw(self, team: str, channel: str, ts: str) -> None:
        self.halted.delete(channel, ts)
        self.desk.services.inbox.withdraw(team, channel, ts)
