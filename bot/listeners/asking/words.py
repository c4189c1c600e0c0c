"""Words of the company in an answer: those that its reader has not met yet are explained once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.listeners.needs.services import Services
from knowledge.lingo.glossary import Mention, key
from knowledge.models import Answer, Mode, Reader, Reply, Sense
from knowledge.store.questions.turns import Place

_EXPLAINED = 2
_MARKED = 12
_SAME = 60  # characters by which a meaning that stands in the answer is known


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


@dataclass(frozen=True, slots=True)
class Words:
    """Known words of an answer.

    Attributes:
        marked: all of them, as they stand in it.
        explained: those that its reader meets in it for the first time, two at most.
    """

    marked: Sequence[str] = ()
    explained: Sequence[Mention] = ()


def words_of(services: Services, reply: Reply, read: Read) -> Words:
    """The words of an answer; none of another reply.

    Explained is none that was explained to the reader or in the thread before, and none whose
    meaning was asked for. Each is met from now on, and so is what was asked for.

    Raises:
        StoreError: nobody knows what was explained before.
    """
    if not isinstance(reply, Answer):
        return Words()
    told = reply.mode is Mode.GLOSSARY
    asked = {key(one.label) for one in reply.terms} if told else set[str]()
    said = services.glossary.mentioned(said_in(reply), read.reader)
    known = _by_label([] if told else reply.terms, said)
    whos, team = read.whos, read.place.team
    old = asked | services.met.met(team, whos, known, read.message)
    new = [
        one
        for label, one in known.items()
        if label not in old and one.senses[0].definition[:_SAME] not in reply.text
    ][:_EXPLAINED]
    met = [*asked, *(key(one.senses[0].label) for one in new)]
    services.met.meet(team, whos, met, read.message, services.clock())
    marked = [one.words for one in said if key(one.senses[0].label) not in asked]
    return Words(marked[:_MARKED], new)


def said_in(answer: Answer) -> str:
    """The text of an answer without the names of departments behind its sentences.

    "Early counts as missed. (customer service)" does not speak of a customer.
    """
    text = answer.text
    for domain in {one.domain for one in answer.citations if one.domain}:
        text = text.replace(f" ({domain})", "")
    return text


def _by_label(terms: Sequence[Sense], said: Sequence[Mention]) -> dict[str, Mention]:
    """The words of the question, then those of the answer, each once with all its meanings."""
    found: dict[str, Mention] = {}
    for one in terms:
        senses = found[key(one.label)].senses if key(one.label) in found else ()
        found[key(one.label)] = Mention(one.label, (*senses, one))
    for mention in said:
        found.setdefault(key(mention.senses[0].label), mention)
    return found
