"""The opened core of the bot: what all of it answers, writes and counts with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.wiring import digest_rooms, specialists
from knowledge.answers.service import Answers
from knowledge.answers.vouched.owners_said import OwnersSaid
from knowledge.answers.vouched.vouching import Vouching
from knowledge.audience import AudienceRules
from knowledge.errors import Unsupported
from knowledge.insights.service import Insights
from knowledge.lingo.deciding.writing import Writing
from knowledge.lingo.glossary import Glossary
from knowledge.prompts import Prompts
from knowledge.search.finding.retriever import Retriever
from knowledge.search.indexes.following import Follower, Repairs
from knowledge.store.database.database import Database
from knowledge.store.database.facts import Facts
from knowledge.store.digests.planned import PlannedDigests
from knowledge.store.documents.documents import Documents
from knowledge.store.lingo.senses import Senses
from knowledge.store.messages.requests import Requests
from knowledge.store.questions.journal import Journal

if TYPE_CHECKING:
    from bot.schedule.book import DigestBook
    from bot.schedule.digests import PlannedDigest
    from bot.settings.settings import Settings
    from ingest.pipeline import Ingester
    from knowledge.digests.digest import Digest, MakesSections
    from knowledge.insights.customers.customers import Customers
    from knowledge.lingo.reviewing import Review
    from knowledge.metrics.computing.engine import Metrics
    from knowledge.metrics.computing.tables import Tables
    from knowledge.models import Source
    from knowledge.numbers.service import Numbers
    from knowledge.ports import ChatModel, Embedder, KeywordIndex, VectorIndex
    from knowledge.store.database.ownership import Ownership


@dataclass(kw_only=True)
class Throughline:
    """The opened core of the bot; `close` releases its files and its folder."""

    settings: Settings
    ownership: Ownership
    database: Database
    documents: Documents
    facts: Facts
    senses: Senses
    journal: Journal
    requests: Requests
    audiences: AudienceRules
    embedder: Embedder
    vectors: VectorIndex
    keywords: KeywordIndex
    follower: Follower
    glossary: Glossary
    retriever: Retriever
    chat: ChatModel | None
    prompts: Prompts
    answers: Answers
    vouching: Vouching
    owners_said: OwnersSaid
    clock: Callable[[], datetime]
    repairs: Repairs
    insights: Insights
    closing: list[Callable[[], None]] = field(default_factory=list)

    @cached_property
    def ingester(self) -> Ingester:
        """What brings documents in; its loaders are imported with it."""
        from ingest.loaders.reading import read  # noqa: PLC0415 - not wanted for a question
        from ingest.pipeline import Ingester  # noqa: PLC0415

        return Ingester(
            database=self.database,
            embedder=self.embedder,
            read=read,
            follow=self.follower.follow,
            clock=self.clock,
            root=self.settings.root,
            audiences=self.audiences.names,
            tables=self._load_table,
            rebuild=self.follower.rebuild,
        )

    @cached_property
    def tables(self) -> Tables:
        """The tables behind figures; DuckDB is imported with them."""
        from knowledge.metrics.computing.tables import Tables  # noqa: PLC0415 - not wanted for a question

        opened = Tables(self.settings.folder / "tables")
        self.closing.append(opened.close)
        return opened

    @cached_property
    def metrics(self) -> Metrics:
        """Figures by their definitions.

        Raises:
            DefinitionError: a file is wrong, with its line.
        """
        from knowledge.metrics import definitions  # noqa: PLC0415 - not wanted for a question
        from knowledge.metrics.computing.engine import Metrics  # noqa: PLC0415

        known = definitions.load(self.settings.location(self.settings.metrics))
        return Metrics(known, self.tables, self.settings.sources)

    @cached_property
    def numbers(self) -> Numbers:
        """Answers to questions for numbers.

        Raises:
            DefinitionError: a file is wrong, with its line.
        """
        return specialists.numbers(self)

    @cached_property
    def customers(self) -> Customers:
        """Each customer, as all sources show them."""
        return specialists.customers(self)

    @cached_property
    def writing(self) -> Writing:
        """Brings meanings that people wrote into the store."""
        return Writing(self.database, self.embedder, self.follower.follow)

    @cached_property
    def review(self) -> Review:
        """Finds terms that no glossary has, and meanings that differ."""
        return specialists.review(self)

    def today(self) -> date:
        """The day in the workspace's timezone."""
        return self.clock().astimezone(self.settings.workspace.zone).date()

    @cached_property
    def book(self) -> DigestBook:
        """The digests that are planned, now and later.

        Raises:
            DefinitionError: a file is wrong, with its line.
        """
        from bot.schedule import digests  # noqa: PLC0415 - not wanted for a question
        from bot.schedule.book import DigestBook  # noqa: PLC0415

        settings = self.settings
        holidays = settings.workspace.holidays
        files = digests.load(settings.location(settings.digests), holidays)
        return DigestBook(files, PlannedDigests(self.database), holidays)

    def build_digest(self, planned: PlannedDigest, as_of: date) -> Digest:
        """A digest as it would be on a day; nothing is posted or written."""
        from knowledge.digests.building import build  # noqa: PLC0415 - not wanted for a question

        return build(planned.definition, self.metrics, as_of, self.digest_rooms)

    @cached_property
    def digest_rooms(self) -> Sequence[MakesSections]:
        """Who has something to say below a digest, in the order of its thread."""
        return digest_rooms.rooms(self)

    def close(self) -> None:
        """Closes everything, last opened first; twice is once."""
        while self.closing:
            self.closing.pop()()

    def _load_table(self, source: Source) -> str:
        try:
            self.tables.load_table(source, self.clock())
        except Unsupported as error:
            return str(error)
        return ""
