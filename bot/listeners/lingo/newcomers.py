"""/lingo new: the words that somebody new meets first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from bot.blocks.lingo import card
from bot.listeners.desk import Desk
from bot.listeners.feedback.telling import Telling
from bot.listeners.lingo.knowing import Knowing
from knowledge.models import Reader, Sense
from knowledge.store.messages.deliveries import Arrival

NEW = "lingo_new"
"""The kind of its arrival."""

_MOST = 20
_LATELY = timedelta(days=120)
_READ = 3_000  # questions, the newest
_THEIRS = 3  # times as much does a question count that was asked where they are


@dataclass(frozen=True)
class Newcomers:
    """Counts the words of what was asked, and takes the department's for the rest."""

    desk: Desk
    knowing: Knowing
    telling: Telling

    def register(self) -> None:
        self.desk.on(NEW, self.introduce)

    def introduce(self, arrival: Arrival) -> None:
        """Tells one person the words that they meet first, within what they may read."""
        user, channel = str(arrival.body["user"]), str(arrival.body["channel"])
        senses = self.words(self.knowing.reader(user, channel))
        labels = [(one.label, one.definition or one.stands_for) for one in senses]
        told = card.newcomers(labels, self.desk.services.name)
        self.telling.aside(f"lingo:new:{arrival.message}", user, (channel, ""), told)

    def words(self, reader: Reader) -> list[Sense]:
        """Twenty at most: those in most questions first, then those of the department."""
        counted = self._counted(reader)
        asked = [sense for sense, _ in sorted(counted.values(), key=lambda one: -one[1])]
        rest = self.desk.services.introducing.terms(reader, 2 * _MOST)
        found = {one.label.casefold(): one for one in (*reversed(rest), *reversed(asked))}
        first = dict.fromkeys(one.label.casefold() for one in (*asked, *rest))
        return [found[label] for label in first][:_MOST]

    def _counted(self, reader: Reader) -> dict[str, tuple[Sense, int]]:
        """How often each term stands in what was asked lately, where they are most of all."""
        terms, services = self.knowing.terms, self.desk.services
        if terms is None:
            return {}
        now = services.clock()
        lately = (now - _LATELY, now)
        theirs = self.knowing.directory.channels_of(reader.user)
        texts = Counter(dict.fromkeys(terms.asked.texts(*lately, reader.audiences)[-_READ:], 1))
        texts += Counter(dict.fromkeys(terms.asked.texts_in(*lately, theirs)[-_READ:], _THEIRS))
        found: dict[str, tuple[Sense, int]] = {}
        for text, weight in texts.items():
            for mention in services.glossary.mentioned(text, reader):
                sense = mention.senses[0]
                if sense.status == "Approved":
                    before = found.get(sense.label, (sense, 0))[1]
                    found[sense.label] = (sense, before + weight)
        return found
