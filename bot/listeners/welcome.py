"""The first contact with a person: what the bot can do, what is promised, their words."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.blocks.answers.welcome import Introduction, welcome
from bot.blocks.parts.message import Message
from bot.blocks.parts.setting import Setting
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.incoming import Said
from bot.listeners.readers import in_private
from knowledge.errors import StoreError
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.people import WELCOMED

KIND = "welcome"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Welcome:
    """Welcomes each person of a workspace once, in their direct messages."""

    desk: Desk
    directory: Directory
    outbox: Outbox

    def register(self) -> None:
        """Takes what was left for it from the desk."""
        self.desk.on(KIND, self.post)

    def first(self, said: Said) -> None:
        """Call it after an answer: who was never welcomed is, soon, by a worker."""
        self.meet(said.team, said.user)

    def meet(self, team: str, user: str) -> None:
        """Leaves a welcome for somebody who was not welcomed yet; a failing store leaves it out."""
        try:
            if not self.desk.services.people.told(team, user, WELCOMED):
                self.desk.leave(KIND, f"{team}:{user}", user, team)
        except StoreError as error:
            log.warning("a welcome is put off: %s", error)  # the next contact is as good

    def greeting(self, said: Said) -> Message | None:
        """The welcome as the reply to a first hello in their direct messages; noted as told.

        None where they were welcomed before, or said it in a channel.
        """
        services = self.desk.services
        if not said.direct or services.people.told(said.team, said.user, WELCOMED):
            return None
        made = self._made(said.user)
        services.people.once(said.team, said.user, WELCOMED, services.clock())
        return made

    def post(self, arrival: Arrival) -> None:
        """Posts a welcome that was left; whoever was welcomed in the meantime is not again."""
        services, user = self.desk.services, str(arrival.body["user"])
        if services.people.told(arrival.team, user, WELCOMED):
            return
        made = self._made(user)
        key = f"{KIND}:{arrival.team}:{user}"
        self.outbox.post_once(key, user, "", made.text, made.blocks)
        services.people.once(arrival.team, user, WELCOMED, services.clock())

    def _made(self, user: str) -> Message:
        services = self.desk.services
        reader = in_private(services, self.directory, user)
        known = services.introducing
        shown = Introduction(
            name=services.name,
            promised=known.promised(reader),
            terms=known.terms(reader),
            department=reader.domain,
            questions=known.questions(reader, services.examples),
        )
        return welcome(shown, Setting(self.directory.name, services.clock().date()))
