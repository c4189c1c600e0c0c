"""/customer NAME: one customer as every source shows it, seen by who asked only."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.customer import OTHER, PICK, SAME, candidates_message, customer_message
from bot.blocks.parts.message import Message
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.asking.replying import Replying, post, post_aside
from bot.listeners.clicks import Click, clicked
from bot.listeners.desk import Desk
from knowledge.insights.customers.picture import Candidates, CustomerPicture
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

KIND, SAID = "customer", "customer_said"

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
        app.action(re.compile(rf"(?:{SAME}|{OTHER}):\d"))(self.said)
        self.desk.on(KIND, self.show)
        self.desk.on(SAID, self.confirm)

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

    def said(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that somebody says that two names are one customer, or two."""
        click = clicked(body)
        key, other, name = json.loads(click.value)
        same = "yes" if click.action.startswith(SAME) else ""
        self._leave(SAID, click, key=key, other=other, name=name, same=same)
        ack()

    def show(self, arrival: Arrival) -> None:
        """Shows the customer, or names to choose from.

        Raises:
            ThroughlineError: nothing was posted.
        """
        user, name = str(arrival.body["user"]), str(arrival.body["name"])
        self._post(arrival, self._message(user, name))

    def confirm(self, arrival: Arrival) -> None:
        """Remembers what somebody said of two names that they see beside each other.

        Raises:
            ThroughlineError: it was not remembered, or nothing was posted.
        """
        body, services = arrival.body, self.desk.services
        user, name, other = (str(body[part]) for part in ("user", "name", "other"))
        seen = self._found(user, name)
        offered = {one.key for one in seen.alike} if isinstance(seen, CustomerPicture) else set()
        if services.customers is not None and other in offered:
            same, now = bool(body["same"]), services.clock()
            services.customers.confirm(str(body["key"]), other, same=same, by=user, now=now)
        self._post(arrival, self._message(user, name))

    def _found(self, user: str, name: str) -> CustomerPicture | Candidates | None:
        customers = self.desk.services.customers
        return customers.picture(name, self.replying.alone(user)) if customers else None

    def _message(self, user: str, name: str) -> Message:
        found = self._found(user, name)
        if isinstance(found, CustomerPicture):
            return customer_message(found, self.replying.setting())
        return candidates_message(found or Candidates(name, exact=False, names=()))

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
