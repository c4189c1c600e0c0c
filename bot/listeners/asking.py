"""A kept question to one posted answer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bot.blocks.answers import Setting, answer_blocks
from bot.blocks.cards import asked_by, greeting, nobody_knows_who_reads
from bot.blocks.message import Message
from bot.delivery.order import Order
from bot.delivery.outbox import Outbox
from bot.listeners.directory import Directory
from bot.listeners.incoming import Said
from bot.listeners.services import Services
from bot.recording import entry, record
from knowledge.models import Answer, NotFound, Reader, Reply, Turn
from knowledge.store.deliveries import Arrival
from knowledge.store.turns import Place

_GREETINGS = frozenset({"", "hi", "hello", "hey", "help", "?", "good morning", "hi there"})


@dataclass(frozen=True)
class Asking:
    """Answers what was said to the bot."""

    services: Services
    directory: Directory
    outbox: Outbox
    order: Order[Place] = field(default_factory=Order)

    def answer(self, arrival: Arrival) -> None:
        """Posts one message for it, in its thread; the same again for it posts nothing more.

        Raises:
            ThroughlineError: nothing was posted.
        """
        said = Said(**arrival.body)
        place = Place(said.team, said.channel, said.thread)
        with self.order.one_at_a_time(place):
            self._answer(said, place)

    def _answer(self, said: Said, place: Place) -> None:
        if not said.named and not self.services.turns.any(place):
            return  # people talk to each other in a thread that is none of ours
        if said.text.lower().rstrip("!. ") in _GREETINGS:
            self._post(said, greeting(self.services.name, self.services.examples))
            return
        reader = self.reader(said)
        if reader is None:
            self._post(said, nobody_knows_who_reads())
            return
        history = self.services.turns.of(place)
        alone = self.services.answers.standalone(said.text, history) if history else said.text
        started = time.perf_counter()
        reply = self.services.answers.reply(alone, reader)
        took = (time.perf_counter() - started) * 1000
        self._post(said, self._rendered(said, reply))
        self._remember(place, said, Turn(said.text, alone, reply.text))
        kept = entry(reply, reader, took, self.services.clock(), said.channel)
        if isinstance(reply, Answer | NotFound):
            record(self.services.journal, kept)

    def reader(self, said: Said) -> Reader | None:
        """Who reads the reply; None where that cannot be told."""
        rules = self.services.audiences
        person = self.directory.person(said.user)
        asker = rules.for_user(said.user, guest=person.guest, usergroups=person.usergroups)
        if said.direct:
            return asker
        members = self.directory.members(said.channel)
        if members is None:
            return None
        return rules.in_channel(asker, rules.for_channel(said.channel, members))

    def setting(self) -> Setting:
        """What messages are read with."""
        return Setting(self.directory.name, self.services.clock().date())

    def post(self, said: Said, message: Message, kind: str = "answer") -> None:
        """Posts to where something was said, once for each kind."""
        key = f"{kind}:{said.team}:{said.channel}:{said.ts}"
        self.outbox.post_once(key, said.channel, said.thread, message.text, message.blocks)

    def _post(self, said: Said, message: Message) -> None:
        self.post(said, message)

    def _rendered(self, said: Said, reply: Reply) -> Message:
        message = answer_blocks(reply, self.setting())
        if not said.clicked:
            return message
        head = asked_by(said.text, self.directory.name(said.user))
        return Message(message.text, (head, *message.blocks))

    def _remember(self, place: Place, said: Said, turn: Turn) -> None:
        self.services.turns.add(place, said.user, turn, self.services.clock())
