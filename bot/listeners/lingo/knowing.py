"""Terms as one person may read and change them, with what is known around each meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.blocks.lingo.meaning import Meaning
from bot.blocks.parts.setting import Setting
from bot.listeners.directory import Directory
from bot.listeners.feedback.reaching import Reaching
from bot.listeners.lingo.latest import Latest
from bot.listeners.needs.services import Services
from bot.listeners.needs.terms import Terms
from bot.listeners.readers import in_private
from knowledge.audience import ChannelMembers
from knowledge.lingo.deciding.changing import OWN
from knowledge.lingo.due import review_due
from knowledge.lingo.glossary import Lookup, reference
from knowledge.lingo.measured import metrics_of
from knowledge.models import Reader, Sense
from knowledge.store.documents.pages import PageLink
from knowledge.store.lingo.own_senses import SenseChange


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the documents of some meanings, and who looks at them."""

    pages: Mapping[str, PageLink]
    changed: Mapping[tuple[str, str], SenseChange]
    reader: Reader


@dataclass(frozen=True)
class Knowing:
    """Looks meanings up for people. What somebody may not read is not there for them."""

    services: Services
    directory: Directory
    reaching: Reaching
    latest: Latest

    @property
    def terms(self) -> Terms | None:
        """None where nothing can be changed."""
        return self.services.terms

    def reader(self, user: str, channel: str = "") -> Reader:
        """Who reads in private; the department of the channel counts before their own."""
        alone = in_private(self.services, self.directory, user)
        there = self.services.audiences.for_channel(channel, ChannelMembers())
        return replace(alone, domain=there.domain or alone.domain)

    def setting(self) -> Setting:
        """What messages are read with."""
        terms, now = self.services.terms, self.services.clock()
        today = now.astimezone(terms.zone).date() if terms else now.date()
        return Setting(self.directory.name, today)

    def find(self, term: str, reader: Reader) -> Lookup:
        """A term by its words, or by its meaning."""
        return self.services.glossary.find(term, reader)

    def sense(self, name: str, user: str) -> Sense | None:
        """A meaning by its reference; None where it is gone, or not for them."""
        return self.services.glossary.referred(name, self.reader(user)) if name else None

    def may_change(self, user: str, sense: Sense) -> bool:
        """Whether somebody answers for a meaning: they own it, or they are an admin."""
        return self.reaching.answers_for(user, sense.owner)

    def may_read(self, user: str, sense: Sense) -> bool:
        """Whether somebody may know of a meaning at all."""
        return sense.audience in self.reader(user).audiences

    def meanings(self, senses: Sequence[Sense], user: str) -> list[Meaning]:
        """Each with its source, its days, who changed it, and what its metric says."""
        if self.terms is None:
            return [Meaning(one) for one in senses]
        around = _Around(
            self.terms.pages({one.document for one in senses}),
            self.terms.changing.last(senses),
            self.reader(user),
        )
        metrics = metrics_of(senses, self.services.metrics())
        return [
            self._meaning(sense, metric, around)
            for sense, metric in zip(senses, metrics, strict=True)
        ]

    def _meaning(self, sense: Sense, metric: str, around: _Around) -> Meaning:
        page = around.pages.get(sense.document)
        change = around.changed.get((sense.document, sense.section))
        own = sense.document.startswith(OWN)
        return Meaning(
            sense,
            reference=reference(sense),
            source=page.title if page and not own else "",
            link=sense.url or (page.link if page else ""),
            due=review_due(sense, page.updated if page else None),
            changed=(change.by, change.at.date()) if change else None,
            metric=metric,
            value=self.latest.known(metric, around.reader),
            may_change=self.may_change(around.reader.user, sense),
        )
