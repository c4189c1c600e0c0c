"""Settings to ready objects: the only place where adapters are chosen and made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot import digest_rooms, specialists
from bot.chat_model import chat_model
from bot.readers import audience_rules
from bot.repairing import Announce, brought_up
from knowledge.answers.owners_said import OwnersSaid
from knowledge.answers.quoting import Quoting
from knowledge.answers.service import Answers
from knowledge.answers.verified import VerifiedAnswers
from knowledge.answers.vouching import Vouching
from knowledge.audience import AudienceRules
from knowledge.errors import ModelError, Unsupported
from knowledge.insights.service import Insights
from knowledge.lingo.glossary import Glossary
from knowledge.lingo.meaning import Meanings
from knowledge.lingo.writing import Writing
from knowledge.prompts import Prompts
from knowledge.search import embedders, manifest
from knowledge.search.following import Follower, Repairs
from knowledge.search.keywords import TantivyKeywords
from knowledge.search.retriever import Retriever
from knowledge.search.vectors import ChromaVectors
from knowledge.store.database import Database
from knowledge.store.documents import Documents
from knowledge.store.facts import EMBEDDING_MODEL, Facts
from knowledge.store.items import Items
from knowledge.store.journal import Journal
from knowledge.store.planned import PlannedDigests
from knowledge.store.requests import Requests
from knowledge.store.senses import Senses
from knowledge.store.server_clock import ServerClock
from knowledge.store.theme_names import ThemeNames

if TYPE_CHECKING:
    from bot.schedule.book import DigestBook
    from bot.schedule.digests import PlannedDigest
    from bot.settings import Settings
    from ingest.pipeline import Ingester
    from knowledge.digests.digest import Digest, MakesSections
    from knowledge.insights.customers import Customers
    from knowledge.lingo.reviewing import Review
    from knowledge.metrics.engine import Metrics
    from knowledge.metrics.tables import Tables
    from knowledge.models import Source
    from knowledge.numbers.service import Numbers
    from knowledge.ports import ChatModel, Embedder, KeywordIndex, VectorIndex
    from knowledge.store.ownership import Ownership


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
        from ingest.loaders import read  # noqa: PLC0415 - not wanted for a question
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
        from knowledge.metrics.tables import Tables  # noqa: PLC0415 - not wanted for a question

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
        from knowledge.metrics.engine import Metrics  # noqa: PLC0415

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


def now() -> datetime:
    """The clock of everything that is not told another one."""
    return datetime.now(UTC)


def open_throughline(settings: Settings, ownership: Ownership, announce: Announce) -> Throughline:
    """Opens everything over a folder that is owned already; the folder is given back on failure.

    A changed embedding model is noticed here and everything is embedded anew; indexes that differ
    from the truth are repaired.

    Raises:
        ConfigurationError, DefinitionError, StoreError, ModelError: with what to do.
    """
    closing: list[Callable[[], None]] = [ownership.release]
    try:
        return _opened(settings, ownership, announce, closing)
    except BaseException:
        while closing:
            closing.pop()()
        raise


def compare_indexes(settings: Settings) -> tuple[int, int]:
    """How many chunks there are, and how many differ between the database and the indexes.

    For who owns the folder. Nothing is repaired, and no model is loaded: its export says enough.

    Raises:
        StoreError: the database cannot be read.
        ModelError: the model was not exported yet.
    """
    known = manifest.read(embedders.export_folder(settings.embedding.model, settings.models))
    if known is None:
        raise ModelError(f"{settings.embedding.model} was not exported yet.")
    with ExitStack() as stack:
        database = Database.open(settings.store.database or settings.folder)
        stack.callback(database.close)
        embedded = Facts(database).get(EMBEDDING_MODEL) or known.fingerprint
        if not embedded.startswith(known.fingerprint):
            raise ModelError(
                "The store was embedded with another model; the next start embeds it anew."
            )
        vectors = ChromaVectors(settings.folder / "vectors", known.dimensions, embedded)
        stack.callback(vectors.close)
        keywords = TantivyKeywords(settings.folder / "keywords")
        stack.callback(keywords.close)
        documents = Documents(database)
        found = Follower(documents, vectors, keywords).compare()
        return documents.counts().chunks, found.most


def _opened(
    settings: Settings,
    ownership: Ownership,
    announce: Announce,
    closing: list[Callable[[], None]],
) -> Throughline:
    database = Database.open(settings.store.database or settings.folder)
    closing.append(database.close)
    clock = ServerClock(database) if database.shared else now
    documents, senses, facts = Documents(database), Senses(database), Facts(database)
    embedder = embedders.load(settings.embedding.model, settings.models, announce.say)
    vectors = ChromaVectors(settings.folder / "vectors", embedder.dimensions, embedder.fingerprint)
    closing.append(vectors.close)
    keywords = TantivyKeywords(settings.folder / "keywords")
    closing.append(keywords.close)
    follower = Follower(documents, vectors, keywords)
    repairs = brought_up(database, embedder, follower, announce)
    retriever = Retriever(embedder, vectors, keywords, documents)
    glossary = Glossary(senses, senses.version, Meanings(senses, embedder, documents.sequence))
    prompts = Prompts(settings.prompts)
    chat = chat_model(settings, database)
    quoting = Quoting(embedder, keywords.rarity)
    verified = VerifiedAnswers(embedder, lambda: clock().date())
    insights = Insights(Items(database), embedder, ThemeNames(database, embedder.fingerprint))
    asked = specialists.Specialists(settings, insights)
    opened = Throughline(
        settings=settings,
        ownership=ownership,
        database=database,
        documents=documents,
        facts=facts,
        senses=senses,
        journal=Journal(database),
        requests=Requests(database, clock, ownership.name),
        audiences=audience_rules(settings),
        embedder=embedder,
        vectors=vectors,
        keywords=keywords,
        follower=follower,
        glossary=glossary,
        retriever=retriever,
        chat=chat,
        prompts=prompts,
        answers=Answers(retriever, glossary, quoting, chat, prompts, verified, asked.all),
        vouching=Vouching(database, embedder, follower.follow),
        owners_said=OwnersSaid(database, embedder, follower.follow),
        clock=clock,
        repairs=repairs,
        insights=insights,
        closing=closing,
    )
    asked.connect(opened)
    return opened
