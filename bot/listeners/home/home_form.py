"""Asking from the app's home: a form with one field; the answer comes to the direct messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks.home.home import ASK, FIELD, QUESTION, question_form, taken, you_asked
from bot.blocks.parts.message import section
from bot.delivery.outbox.outbox import Outbox
from bot.listeners import views
from bot.listeners.desk import Desk
from bot.listeners.incoming import Said
from knowledge.store.messages.deliveries import Arrival

KIND = "home question"


@dataclass(frozen=True)
class HomeForm:
    """Opens the form, keeps what is asked with it, and has it answered."""

    desk: Desk
    outbox: Outbox
    client: WebClient

    def register(self, app: App) -> None:
        """Listens for the button of the home and for the form."""
        app.action(ASK)(self.open)
        app.view(QUESTION)(self.keep)
        self.desk.on(KIND, self.put)

    def open(self, body: dict[str, Any], ack: Ack) -> None:
        """Opens the form."""
        ack()
        form = question_form(str(body["view"].get("private_metadata") or ""))
        views.show(self.client.views_open, trigger_id=body["trigger_id"], view=form)

    def keep(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps a question, then says so.

        Raises:
            StoreError: it could not be kept; the form stays open and Slack says that it failed.
        """
        view = body["view"]
        text = str(view["state"]["values"][FIELD][FIELD].get("value") or "").strip()
        if not text:
            ack(response_action="errors", errors={FIELD: "Write a question first."})
            return
        team, user = views.who(body)
        place = str(view.get("private_metadata") or "") or user
        self.desk.leave(KIND, str(view["id"]), user, team, channel=place, text=text)
        ack(response_action="update", view=taken())

    def put(self, arrival: Arrival) -> None:
        """Writes the question into their direct messages, and has it answered below."""
        body, key = arrival.body, f"home:{arrival.team}:{arrival.message}"
        place, text = str(body["channel"]), str(body["text"])
        told = you_asked(text)
        ts = self.outbox.post_once(key, place, "", told, [section(told)])
        said = Said(
            team=arrival.team,
            user=str(body["user"]),
            channel=place,
            text=text,
            ts=ts or arrival.message,
            thread=ts,
            direct=True,
            clicked=not ts,  # where Slack did not take it, the answer says what was asked
        )
        self.desk.keep(said.arrival(key))
