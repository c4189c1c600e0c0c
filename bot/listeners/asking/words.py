"""Words of the company in an answer: those that its reader has not met yet are explained once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.listeners.services import Services
from knowledge.lingo.glossary import key
from knowledge.models import Answer, Mode, Reader, Reply, Sense
from knowledge.store.turns import Place

_EXPLAINED = 2
_MARKED = 12


@dataclass(frozen=True, slots=True)
class Read:
    """Who reads a message, and where.

    Attributes:
        message: the key of the message.
    """

    message: str
    reader: Reader
    place: Place

    @property
    def whos(self) -> list[str]:
        """The person; and the thread, where everybody in it reads along."""
        shared = not self.reader.private and self.place.channel
        thread = f"{self.place.channel}:{self.place.thread or self.message}" if shared else ""
        return [one for one in (self.reader.user, thread) if one]


def with_words(services: Services, reply: Reply, read: Read) -> tuple[Reply, list[str]]:
    """The reply with the words that it explains, and all known words as they stand in it.

    At most two are explained: none that was explained to the reader or in the thread before, and
    none whose meaning was asked for. Each is met by it, and so is what was asked for.

    Raises:
        StoreError: nobody knows what was explained before.
    """
    if not isinstance(reply, Answer):
        return reply, []
    told = reply.mode is Mode.GLOSSARY
    asked = {key(one.label) for one in reply.terms} if told else set[str]()
    said = services.glossary.mentioned(reply.text, read.reader)
    senses = _once([*([] if told else reply.terms), *(one.senses[0] for one in said)])
    new = [one for one in senses if key(one.label) not in asked | _met(services, senses, read)]
    shown = [one for one in new if one.definition[:60] not in reply.text][:_EXPLAINED]
    met = [*asked, *(key(one.label) for one in shown)]
    services.met.meet(read.place.team, read.whos, met, read.message, services.clock())
    marked = [one.words for one in said if key(one.senses[0].label) not in asked]
    return replace(reply, terms=tuple(shown)), marked[:_MARKED]


def _once(senses: Sequence[Sense]) -> list[Sense]:
    found: dict[str, Sense] = {}
    for one in senses:
        found.setdefault(key(one.label), one)
    return list(found.values())


def _met(services: Services, senses: Sequence[Sense], read: Read) -> set[str]:
    labels = [key(one.label) for one in senses]
    return services.met.met(read.place.team, read.whos, labels, read.message)
