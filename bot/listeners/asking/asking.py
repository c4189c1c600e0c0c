"""A kept question to one posted answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.blocks.answers.answers import Around
from bot.blocks.answers.cards import about_this, asked_by, greeting, nobody_knows_who_reads, remark
from bot.blocks.parts.message import Block, Message, context
from bot.blocks.parts.setting import Setting
from bot.delivery.inbox.order import Order
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.streaming import Stream
from bot.delivery.signs.presence import Presence
from bot.listeners.asking.conversation import Conversation, Heeded
from bot.listeners.asking.halted import Halted
from bot.listeners.asking.private import Private
from bot.listeners.asking.quiet import confirmed
from bot.listeners.asking.replying import Asked, Replying, Told, post
from bot.listeners.asking.writing import Writing
from bot.listeners.directory import Directory
from bot.listeners.incoming import Said
from bot.listeners.needs.services import Services
from bot.listeners.smalltalk import Talk
from knowledge.models import Answer, NotFound, Reader, Turn
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

STOPPED = "Stopped."
_REMARKS = {
    Talk.THANKS: "You are welcome.",
    Talk.EMOJI: "Ask me whenever you like.",
    Talk.NOD: "Ask me whenever you like.",
}


@dataclass(frozen=True)
class Asking:
    """Answers what was said to the bot, in its thread."""

    replying: Replying
    conversation: Conversation
    private: Private
    outbox: Outbox
    presence: Presence
    halted: Halted
    order: Order[Place] = field(default_factory=Order)
    at_hand: dict[Place, Writing] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        """What is behind the bot."""
        return self.replying.services

    @property
    def directory(self) -> Directory:
        """Who people are."""
        return self.replying.directory

    def answer(self, arrival: Arrival) -> None:
        """Posts one message for it, in its thread; the same again for it posts nothing more.

        Raises:
            ThroughlineError: nothing was posted.
        """
        said = Said(**arrival.body)
        with self.order.one_at_a_time(said.place):
            if self.halted.deleted(said.channel, said.ts):
                return
            if self.conversation.issues.take(said):
                self.presence.done(said.channel, said.thread)
                return
            heeded = self.conversation.heed(said)
            if heeded is None:
                return
            self.presence.busy(*said.sign)  # the question before it may have taken it away
            try:
                self._react(said, heeded)
            finally:
                self.presence.done(said.channel, said.thread)

    def stop(self, place: Place) -> None:
        """Says that it stopped, where nothing was said yet; else the answer ends by itself."""
        writing = self.at_hand.get(place)
        if writing is not None and not writing.said:
            self.post(writing.asked, remark(STOPPED))

    def reader(self, said: Said) -> Reader | None:
        """Who reads the reply; None where that cannot be told."""
        if said.direct:
            return self.replying.alone(said.user)
        return self.replying.in_channel(said.user, said.channel)

    def setting(self) -> Setting:
        """What messages are read with."""
        return self.replying.setting()

    def post(self, said: Said, message: Message, kind: str = "answer") -> str:
        """Posts to where something was said, once for each kind; gives Slack's id of it."""
        key = f"{kind}:{said.team}:{said.channel}:{said.ts}"
        return post(self.outbox, key, (said.channel, said.thread), message)

    def _react(self, said: Said, heeded: Heeded) -> None:
        if heeded.kind in (Talk.QUIET, Talk.BACK):
            self._hush(said, heeded)
        elif heeded.kind in (Talk.NOTHING, Talk.HELLO):
            welcome = self.private.welcome.greeting(said)
            self.post(said, welcome or greeting(self.services.name, self.services.examples))
        elif heeded.kind in _REMARKS and not self._is_term(said):
            self.post(said, remark(_REMARKS[heeded.kind]))
        else:
            self._ask(said, heeded)

    def _hush(self, said: Said, heeded: Heeded) -> None:
        sentence = confirmed(said, heeded.kind, quiet=heeded.quiet)
        if sentence:
            self.post(said, remark(sentence))
        if not said.direct and said.thread != said.ts:
            wants, now = heeded.kind is Talk.QUIET, self.services.clock()
            self.services.quiet.set(said.place, quiet=wants, now=now)

    def _is_term(self, said: Said) -> bool:
        """Whether somebody names a word of the company that looks like small talk."""
        reader = self.reader(said)
        return bool(reader and self.services.glossary.lookup(said.text, reader).senses)

    def _ask(self, said: Said, heeded: Heeded) -> None:
        read = self.conversation.alone(said, heeded)
        text, alone = heeded.question, read.question
        reader = self.reader(said)
        if reader is None:
            self.post(said, nobody_knows_who_reads())
            self.private.instead(said, alone)
            return
        key = f"answer:{said.team}:{said.channel}:{said.ts}"
        asked = Asked(key, alone, reader, said.place, read.choices)
        told = self._answered(said, heeded, asked)
        if told is None:
            return
        if not read.choices:  # a question back is nothing to go on from
            turn = Turn(text, alone, told.reply.text)
            self.services.turns.add(said.place, said.user, turn, self.services.clock())
        if self._may_know_more(said, reader, told):
            found = told.reply if isinstance(told.reply, Answer) else None
            self.private.beside(said, alone, reader, found)
        self.private.welcome.first(said)

    def _may_know_more(self, said: Said, reader: Reader, told: Told) -> bool:
        """Whether to look for what the asker alone may read: a model is not asked twice for it."""
        missing = isinstance(told.reply, NotFound)
        known = isinstance(told.reply, Answer) and not self.services.writes
        if said.direct or not (missing or known):
            return False
        return not self.replying.alone(said.user).audiences <= reader.audiences

    def _answered(self, said: Said, heeded: Heeded, asked: Asked) -> Told | None:
        """Asks and posts; None where nobody waits for an answer any more."""
        head = self._head(said, heeded)
        writing = Writing(self.halted, said, self._stream(said, asked.key))
        self.at_hand[said.place] = writing
        try:
            told = self.replying.reply(asked, writing.say)
        finally:
            del self.at_hand[said.place]
        if self.halted.deleted(said.channel, said.ts) and not writing.said:
            return None
        halted = self.halted.stopped(said.place, said.ts)
        if halted and not writing.said:
            writing.finish(self.outbox, asked, remark(STOPPED), 0)
            return None
        around = Around(head, (context(STOPPED),) if halted else ())
        message = self.replying.message(told, asked, around)
        writing.finish(self.outbox, asked, message, 0 if head else writing.shown(told))
        return told

    def _head(self, said: Said, heeded: Heeded) -> tuple[Block, ...]:
        if said.clicked:
            return (asked_by(said.text, self.directory.name(said.user)),)
        return () if said.text else (about_this(heeded.question),)

    def _stream(self, said: Said, key: str) -> Stream | None:
        if not self.services.writes:
            return None
        return self.outbox.stream(key, said.channel, said.thread, (said.team, said.user))
