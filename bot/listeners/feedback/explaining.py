"""How a number was computed, shown to who sees the number and may still read what is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.numbers import WORKINGS
from bot.blocks.answers.workings import workings_view
from bot.listeners.asking.replying import Replying
from bot.listeners.clicks import clicked, number_in, seen
from bot.listeners.feedback import evidence
from bot.listeners.feedback.telling import Telling
from bot.shapes.workings import kept_in

_GONE = "I cannot find that answer any more. Ask your question again."
_CLOSED = "You may not read any more what this number was computed from."


@dataclass(frozen=True)
class Explaining:
    """Opens the workings of an answer, as the journal keeps them."""

    replying: Replying
    telling: Telling

    def register(self, app: App) -> None:
        """Listens for the button."""
        app.action(WORKINGS)(self.show)

    def show(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows what was kept when the answer was told, to one person."""
        click, services = clicked(body), self.replying.services
        entry = seen(services.journal, number_in(click.value), click.user, click.channel)
        kept = kept_in(entry.evidence) if entry else []
        if entry is None or not kept:
            self.telling.refuse(click.trigger, _GONE)
        elif not evidence.readable(entry, self.replying.alone(click.user)):
            self.telling.refuse(click.trigger, _CLOSED)
        else:
            view = workings_view(entry.text, kept, self.replying.setting())
            self.telling.open(click.trigger, view)
        ack()
