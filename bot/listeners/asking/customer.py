"""/customer NAME: one customer as every source shows it, seen by who asked only."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.cards import remark
from bot.blocks.customer import PICK, SAME, candidates_message, customer_message
from bot.blocks.message import Message
from bot.delivery.outbox import Outbox
from bot.listeners.asking.replying import Replying, post, post_aside
from bot.listeners.clicks import Click, clicked
from bot.listeners.desk import Desk
from knowledge.insights.picture import CustomerPicture
from knowledge.store.deliveries import Arrival
from knowledge.store.turns import Place

KIND, CONFIRMED = "customer", "customer_same"

_USAGE = "Which customer? Write the name behind the command, like this: /customer Acme"
_NONE = "I know of no customers: no source of what customers say is connected."
_LONGEST = 200


@dataclass(frozen=True)
class Customer:
    """Shows customers to people, within what each may read."""

    desk: Desk
    replying: Replying
    outbox: Outbox

    def register(self, app: App) -> None:
        """Listens for the command and its buttons, and takes what was left from the desk."""
        app.command("/customer")(self.ask)
        app.action(re.compile(rf"{PICK}:\d"))(self.pick)
        app.action(re.compile(rf"{SAME}:\d"))(self.same)
        self.desk.on(KIND, self.show)
        self.desk.on(CONFIRMED, self.confirm)

    def ask(self, command: dict[str, Any], ack: Ack) -> None:
        """Keeps who is asked for, then acknowledges."""
        name = str(command.get("text") or "").strip().strip("“”\"'")[:_LONGEST]
        if not name or self.desk.services.customers is None:
            ack(_NONE if name else _USAGE)
            return
        user, team = str(command["user_id"]), str(command["team_id"])
        channel = str(command["channel_id"])
        event = f"{channel}:{command['trigger_id']}"
        self.desk.leave(KIND, event, user, team, channel=channel, name=name)
        ack()

    def pick(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps which of several names is meant."""
        click = clicked(body)
        self._leave(KIND, click, name=click.value)
        ack()

    def same(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that somebody says that two names are one customer."""
        click = clicked(body)
        key, other, name = json.loads(click.value)
        self._leave(CONFIRMED, click, key=key, other=other, name=name)
        ack()

    def show(self, arrival: Arrival) -> None:
        """Shows the customer, or names to choose from.

        Raises:
            ThroughlineError: nothing was posted.
        """
        user, name = str(arrival.body["user"]), str(arrival.body["name"])
        self._post(arrival, self._message(user, name))

    def confirm(self, arrival: Arrival) -> None:
        """Remembers that two names are one customer, and shows it whole.

        Raises:
            ThroughlineError: it was not remembered, or nothing was posted.
        """
        body, customers = arrival.body, self.desk.services.customers
        user = str(body["user"])
        if customers is not None:
            customers.confirm(str(body["key"]), str(body["other"]), self.replying.alone(user))
        self._post(arrival, self._message(user, str(body["name"])))

    def _message(self, user: str, name: str) -> Message:
        customers = self.desk.services.customers
        if customers is None:
            return remark(_NONE)
        found = customers.picture(name, self.replying.alone(user))
        if isinstance(found, CustomerPicture):
            return customer_message(found, self.replying.setting())
        return candidates_message(found)

    def _leave(self, kind: str, click: Click, **told: str) -> None:
        self.desk.leave(
            kind, click.deed, click.user, click.team, channel=click.channel, thread="", **told
        )

    def _post(self, arrival: Arrival, said: Message) -> None:
        """Where they are, seen by them alone; all parts of it."""
        user, channel = str(arrival.body["user"]), str(arrival.body["channel"])
        key = f"customer:{arrival.message}"
        if channel.startswith(("C", "G")):
            post_aside(self.outbox, key, user, Place(arrival.team, channel, ""), said)
        else:
            post(self.outbox, key, (user, ""), said)
