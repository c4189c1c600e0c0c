"""The entry "Ask about this" in the menu of a message: answered in the direct messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.asides import looking
from bot.delivery.signs.soon import Soon
from bot.delivery.signs.whisper import Whisper
from bot.listeners.asking.asides import pointed_at
from bot.listeners.asking.private import KIND
from bot.listeners.desk import Desk

ABOUT_THIS = "ask_about_this"


@dataclass(frozen=True)
class Shortcut:
    """Keeps which message somebody asks about."""

    desk: Desk
    whisper: Whisper
    soon: Soon

    def register(self, app: App) -> None:
        app.message_shortcut(ABOUT_THIS)(self.ask)

    def ask(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps the message as a question, then says where the answer will be."""
        aside = pointed_at(body)
        event = f"{aside.place.channel}:{body['message_ts']}:{body['action_ts']}"
        if self.desk.leave(KIND, event, aside.user, aside.place.team, **aside.kept):
            place = (aside.place.channel, "")
            self.soon.do(lambda: self.whisper.say(aside.user, place, looking(), ()))
        ack()
