"""A question that stands alone, to its reply, its place in the journal and its message."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

from bot.blocks.answers.answers import Around, answer_blocks
from bot.blocks.answers.cards import hint
from bot.blocks.parts.message import Message
from bot.blocks.parts.setting import Setting
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.asking.words import Read, words_of
from bot.listeners.directory import Directory
from bot.listeners.needs.services import Services
from bot.listeners.readers import in_private
from bot.shapes.recording import entry, record
from knowledge.models import Answer, Citation, Clarification, Mode, NotFound, Reader, Reply
from knowledge.store.questions.people import HINTED
from knowledge.store.questions.turns import Place

_WHICH = "There are several numbers here. Which one do you mean?"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands alone.

    Attributes:
        key: of the message that answers it.
        place: where it was asked; the channel "" is nowhere.
        choices: what may be meant, each as a question; none where it is clear.
    """

    key: str
    text: str
    reader: Reader
    place: Place
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A reply and the id of its question in the journal, 0 where it could not be kept."""

    reply: Reply
    question_id: int


@dataclass(frozen=True)
class Replying:
    """Asks, records, and puts the reply in a message."""

    services: Services
    directory: Directory

    def reply(self, asked: Asked, on_text: Callable[[str], None] | None = None) -> Told:
        """The reply, recorded in the journal once for its key."""
        return self._recorded(asked, *self._timed(asked, on_text))

    def answered(self, asked: Asked, worth: Callable[[Answer], bool] | None = None) -> Told | None:
        """The same where it is an answer, and worth it; else it is not recorded, and None."""
        reply, took = self._timed(asked, None)
        if not isinstance(reply, Answer) or (worth and not worth(reply)):
            return None
        return self._recorded(asked, reply, took)

    def message(self, told: Told, asked: Asked, around: Around) -> Message:
        """The reply as it is posted; who reads their first one is told how to get more."""
        if _in_our_words(told.reply) and self._first(asked):
            around = replace(around, foot=(*around.foot, hint()))
        read = Read(asked.key, asked.reader, asked.place)
        words = words_of(self.services, told.reply, read)
        around = replace(around, marked=words.marked, explained=words.explained)
        return answer_blocks(told.reply, self.setting(), told.question_id, around)

    def alone(self, user: str) -> Reader:
        """What one person may read in private."""
        return in_private(self.services, self.directory, user)

    def in_channel(self, user: str, channel: str) -> Reader | None:
        """What may be told to somebody before everybody there; None where that is not known."""
        members = self.directory.members(channel)
        if members is None:
            return None
        rules = self.services.audiences
        return rules.in_channel(self.alone(user), rules.for_channel(channel, members))

    def setting(self) -> Setting:
        """What messages are read with."""
        return Setting(self.directory.name, self.services.clock().date())

    def _timed(self, asked: Asked, on_text: Callable[[str], None] | None) -> tuple[Reply, float]:
        if asked.choices:
            return Clarification(asked.text, _WHICH, tuple(asked.choices)), 0.0
        started = time.perf_counter()
        reply = self.services.answers.reply(asked.text, asked.reader, on_text=on_text)
        return reply, (time.perf_counter() - started) * 1000

    def _recorded(self, asked: Asked, reply: Reply, took: float) -> Told:
        kept = entry(reply, asked.reader, took, self.services.clock(), asked.place.channel)
        kept = replace(kept, key=asked.key, thread=asked.place.thread)
        return Told(reply, record(self.services.journal, kept))

    def _first(self, asked: Asked) -> bool:
        services = self.services
        return not services.writes and services.people.once(
            asked.place.team, asked.reader.user, HINTED, services.clock()
        )


def _in_our_words(reply: Reply) -> bool:
    """Whether a chat model would say it otherwise."""
    computed = isinstance(reply, Answer) and reply.mode is Mode.COMPUTED
    return isinstance(reply, Answer | NotFound) and not computed


def audience_of(answer: Answer, citation: Citation) -> str:
    """Who may read what a citation comes from; "" where that is not known."""
    known = {one.document.path: one.document.audience for one in answer.passages}
    known |= {one.document: one.audience for one in answer.terms}
    return citation.audience or known.get(citation.document, "")


def post(outbox: Outbox, key: str, place: tuple[str, str], told: Message) -> str:
    """Posts a message to a (channel, thread), once; what is too long for one follows it.

    Returns:
        Slack's id of the first part, "" while it is not posted.
    """
    first = outbox.post_once(key, *place, told.text, told.blocks)
    follow(outbox, key, (place[0], place[1] or first), told)
    return first


def post_aside(outbox: Outbox, key: str, user: str, place: Place, told: Message) -> str:
    """Shows a message to one person in a thread; in their direct messages where that cannot be.

    Returns:
        Slack's id of the first part, "" while it is not shown.
    """
    channel, thread = place.channel, place.thread
    ids = [
        outbox.post_privately(name, channel, user, thread, part.text, part.blocks)
        for name, part in zip(_keys(key), (told, *told.more), strict=False)
    ]
    return ids[0]


def follow(outbox: Outbox, key: str, place: tuple[str, str], told: Message) -> None:
    """Posts what follows the first part of a message."""
    for name, part in zip(islice(_keys(key), 1, None), told.more, strict=False):
        outbox.post_once(name, *place, part.text, part.blocks)


def _keys(key: str) -> Iterator[str]:
    """The keys of a message's parts, without end."""
    yield key
    for number in count(2):
        yield f"{key}#{number}"
