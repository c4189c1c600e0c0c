"""Answers that one person reads: to a command, about a message, or beside a channel's answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.answers.answers import Around
from bot.blocks.answers.asides import about, asked_in, sent_aside, you_asked
from bot.blocks.answers.cards import greeting, remark
from bot.blocks.parts.message import Block, Message
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.whisper import Whisper
from bot.listeners.asking.asides import Aside, kept_in
from bot.listeners.asking.replying import Asked, Replying, Told, audience_of, post, post_aside
from bot.listeners.asking.sharing import Sharing
from bot.listeners.desk import Desk
from bot.listeners.incoming import Said
from bot.listeners.smalltalk import Talk, talk
from bot.listeners.welcome import Welcome
from knowledge.models import Answer, Reader, Turn
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

KIND = "aside"

_WORDLESS = "I found no words in that message that I could look up."


@dataclass(frozen=True)
class Private:
    """Answers with what the asker alone may read, where nobody else sees it."""

    replying: Replying
    sharing: Sharing
    outbox: Outbox
    whisper: Whisper
    welcome: Welcome

    def register(self, desk: Desk) -> None:
        """Takes what was left for it from the desk."""
        desk.on(KIND, self.answer)

    def answer(self, arrival: Arrival) -> None:
        """Answers what was asked aside: where it was asked, or in the direct messages.

        Raises:
            ThroughlineError: nothing was posted.
        """
        aside = kept_in(arrival)
        key = f"private:{arrival.team}:{arrival.message}"
        asked = Asked(key, aside.text, self.replying.alone(aside.user), aside.place)
        if talk(aside.text) in (Talk.NOTHING, Talk.EMOJI, Talk.HELLO):
            services = self.replying.services
            told = None
            said = remark(_WORDLESS) if aside.link else greeting(services.name, services.examples)
        else:
            told = self.replying.reply(asked)
            said = self._message(told, asked, self._head(aside))
        self._post(asked, said, told, where_asked=not aside.link)
        self.welcome.meet(arrival.team, aside.user)

    def instead(self, said: Said, text: str) -> None:
        """Answers in the direct messages where nobody knows who reads the channel.

        Args:
            said: the question in its channel.
            text: as it reads without its thread.
        """
        asked = self._asked(said, text)
        self._beside(said, asked, self.replying.reply(asked), unknown=True)

    def beside(self, said: Said, text: str, channel: Reader, found: Answer | None) -> None:
        """Answers in the direct messages what not everybody in the channel may read.

        Nothing is posted without an answer for the asker; where the channel had one (`found`), only
        one that comes first of all from a page that `channel`'s reader may not see, or a number
        where the channel had none.
        """
        asked = self._asked(said, text)

        def leads_elsewhere(answer: Answer) -> bool:
            if answer.figures:
                return found is not None and not found.figures
            first = answer.citations[:1]
            return any(audience_of(answer, one) not in channel.audiences for one in first)

        told = self.replying.answered(asked, leads_elsewhere if found else None)
        if told is not None:
            self._beside(said, asked, told, unknown=False)

    def _asked(self, said: Said, text: str) -> Asked:
        key = f"private:{said.team}:{said.channel}:{said.ts}"
        return Asked(key, text, self.replying.alone(said.user), said.place)

    def _beside(self, said: Said, asked: Asked, told: Told, *, unknown: bool) -> None:
        question = said.text or asked.text
        head = asked_in(question, said.channel, group=said.group, unknown=unknown)
        self._post(asked, self._message(told, asked, head), told)
        pointer = sent_aside()
        place = (said.channel, said.thread)
        self.whisper.say(said.user, place, pointer.text, pointer.blocks)

    def _head(self, aside: Aside) -> Block:
        if not aside.link:
            return you_asked(aside.text)
        return about(aside.text, self.replying.directory.name(aside.author), aside.link)

    def _message(self, told: Told, asked: Asked, head: Block) -> Message:
        return self.replying.message(
            told, asked, Around((head,), tuple(self.sharing.row(told, asked)))
        )

    def _post(
        self, asked: Asked, said: Message, told: Told | None, *, where_asked: bool = False
    ) -> None:
        """Where it was asked, seen by the asker only, or into the direct messages.

        There one may ask on below it.
        """
        user = asked.reader.user
        if where_asked and asked.place.channel.startswith(("C", "G")):
            ts = post_aside(self.outbox, asked.key, user, asked.place, said)
        else:
            ts = post(self.outbox, asked.key, (user, ""), said)
        if ts and told and isinstance(told.reply, Answer):
            services = self.replying.services
            turn = Turn(asked.text, asked.text, told.reply.text)
            services.turns.add(Place(asked.place.team, user, ts), user, turn, services.clock())
