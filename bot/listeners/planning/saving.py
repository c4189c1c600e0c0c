"""What was planned is kept, and said once in the channel that gets it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.blocks.planning.listing import announced
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.desk import Desk
from bot.listeners.needs.planner import Planner
from bot.schedule.saying import when
from knowledge.errors import InputError
from knowledge.store.messages.deliveries import Arrival

SAVE = "digest planned"


@dataclass(frozen=True)
class Saving:
    """Deals with forms that were sent off; twice is once."""

    desk: Desk
    planner: Planner
    outbox: Outbox

    def register(self) -> None:
        """Takes what the form leaves."""
        self.desk.on(SAVE, self.save)

    def save(self, arrival: Arrival) -> None:
        """Keeps it; a channel that did not have it before is told.

        Raises:
            InputError: somebody else was faster; one sentence for who sent the form off.
        """
        told, user = arrival.body, str(arrival.body["user"])
        name, body = str(told["name"]), str(told["body"])
        plans, now = self.planner.plans, self.desk.services.clock()
        kept = {one.name: one for one in plans.all()}.get(name)
        if kept is None or kept.body != body:
            done = plans.edit if told["edited"] else plans.create
            if not done(name, body, user, now):
                raise InputError(_late(name, edited=bool(told["edited"])))
        before = json.loads(kept.body) if kept and kept.body else {}
        if before.get("channel") != json.loads(body)["channel"] or kept is None:
            self._announce(arrival, name)

    def _announce(self, arrival: Arrival, name: str) -> None:
        planned = self.planner.book.named(name)
        said = planned.definition
        words = announced(name, said.title, when(planned.schedule), planned.author, said.channel)
        key = f"digest-planned:{arrival.message}"
        self.outbox.post_once(key, said.channel, "", words.text, words.blocks)


def _late(name: str, *, edited: bool) -> str:
    if edited:
        return f"The digest {name} was deleted while you changed it. I did not keep your change."
    return f"Somebody planned a digest {name} at the same moment. Please save yours again."
