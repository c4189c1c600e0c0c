"""/lingo TERM: the card of a term, seen by who asked only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.cards import term_card
from bot.listeners.asking.asking import Asking

_USAGE = "Which word shall I explain? Write it behind the command, like this: /lingo NPS"


@dataclass(frozen=True)
class Lingo:
    """Looks terms up."""

    asking: Asking

    def register(self, app: App) -> None:
        app.command("/lingo")(self.explain)

    def explain(self, command: dict[str, Any], ack: Ack) -> None:
        """Answers with the acknowledgement: a look-up takes a millisecond."""
        term = str(command.get("text") or "").strip().strip("“”\"'")[:200]
        if not term:
            ack(_USAGE)
            return
        person = self.asking.directory.person(str(command["user_id"]))
        reader = self.asking.services.audiences.for_user(
            person.user, guest=person.guest, usergroups=person.usergroups
        )
        found = self.asking.services.glossary.find(term, reader)
        card = term_card(found, self.asking.setting())
        ack(text=card.text, blocks=list(card.blocks), response_type="ephemeral")
