"""Settings to ready objects: the only place where adapters are chosen and made."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.wiring import specialists
from bot.wiring.chat_model import chat_model
from bot.wiring.readers import audience_rules
from bot.wiring.repairing import Announce, brought_up
from bot.wiring.throughline import Throughline
from knowledge.answers.quoting.quoting import Quoting
from knowledge.answers.service import Answers
from knowledge.answers.vouched.owners_said import OwnersSaid
from knowledge.answers.vouched.verified import VerifiedAnswers
from knowledge.answers.vouched.vouching import Vouching
from knowledge.errors import ModelError
from knowledge.insights.service import Insights
from knowledge.lingo.glossary import Glossary
from knowledge.lingo.meaning import Meanings
from knowledge.prompts import Prompts
from knowledge.search.embedding import embedders, manifest
from knowledge.search.finding.retriever import Retriever
from knowledge.search.indexes.following import Follower
from knowledge.search.indexes.keywords import TantivyKeywords
from knowledge.search.indexes.vectors import ChromaVectors
from knowledge.store.counting.items import Items
from knowledge.store.database.database import Database
from knowledge.store.database.facts import EMBEDDING_MODEL, Facts
from knowledge.store.database.server_clock import ServerClock
from knowledge.store.documents.documents import Documents
from knowledge.store.items.theme_names import ThemeNames
from knowledge.store.lingo.senses import Senses
from knowledge.store.messages.requests import Requests
from knowledge.store.questions.journal import Journal

if TYPE_CHECKING:
    from bot.settings.settings import Settings
    from knowledge.store.database.ownership import Ownership


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
