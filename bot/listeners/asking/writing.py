"""An answer on its way to its message: shown while it is written, and ended when it is stopped."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.answers.answers import spelled
from bot.blocks.parts.message import Message
from bot.blocks.parts.mrkdwn import markdown
from bot.delivery.outbox.outbox import Outbox
from bot.delivery.outbox.streaming import Stream
from bot.listeners.asking.halted import Halted
from bot.listeners.asking.replying import Asked, Told, follow, post
from bot.listeners.incoming import Said
from knowledge.errors import ChatError
from knowledge.models import Answer


@dataclass
class Writing:
    """An answer on its way: shown while it is written where a model writes, else at once."""

    halted: Halted
    asked: Said
    stream: Stream | None
    said: str = ""

    def say(self, piece: str) -> None:
        """Shows a sentence.

        Raises:
            ChatError: nobody waits for more; what was written so far is the answer.
        """
        asked = self.asked
        gone = self.halted.deleted(asked.channel, asked.ts)
        if gone or self.halted.stopped(asked.place, asked.ts):
            raise ChatError("Stopped.")
        if self.stream:
            self.said += piece
            self.stream.say(markdown(piece))

    def shown(self, told: Told) -> int:
        """How many blocks at the beginning of an answer say what was shown already."""
        reply = told.reply
        same = isinstance(reply, Answer) and reply.text.strip() == self.said.strip()
        return len(spelled(reply)) if isinstance(reply, Answer) and same else 0

    def finish(self, outbox: Outbox, asked: Asked, message: Message, shown: int) -> None:
        """Makes the message final; `shown` of its first blocks were seen before."""
        place = (asked.place.channel, asked.place.thread)
        if self.stream is None:
            post(outbox, asked.key, place, message)
            return
        self.stream.finish(message.text, message.blocks, shown)
        follow(outbox, asked.key, place, message)
