"""/ask QUESTION: answered to who asked only, with what they may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.listeners.asking.asides import commanded
from bot.listeners.asking.private import KIND
from bot.listeners.desk import Desk

_USAGE = (
    "What would you like to know? Write it behind the command, like this: /ask How many days of "
    "leave do I have?"
)
_WRITING = "I am looking it up. Only you will see the answer."


@dataclass(frozen=True)
class Command:
    """Keeps what is asked with /ask."""

    desk: Desk

    def register(self, app: App) -> None:
        app.command("/ask")(self.ask)

    def ask(self, command: dict[str, Any], ack: Ack) -> None:
        """Keeps the question, then acknowledges: with a word where the answer takes a while."""
        aside = commanded(command)
        if not aside.text:
            ack(_USAGE)
            return
        event = f"{aside.place.channel}:{command['trigger_id']}"
        self.desk.leave(KIND, event, aside.user, aside.place.team, **aside.kept)
        if self.desk.services.writes:
            ack(_WRITING)
        else:
            ack()
