"""Who may not see a document sees nothing of it: words, titles, owners, terms, or that it is there."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.loaders.reading import read
from ingest.pipeline import Ingester
from knowledge.answers.quoting.quoting import Quoting
from knowledge.answers.service import Answers
from knowledge.lingo.glossary import Glossary
from knowledge.models import Answer, Reader, Source, SourceKind, Turn
from knowledge.prompts import Prompts
from knowledge.search.finding.retriever import Retriever
from knowledge.search.indexes.following import Follower
from knowledge.search.indexes.keywords import TantivyKeywords
from knowledge.search.indexes.vectors import ChromaVectors
from knowledge.store.database.database import Database
from knowledge.store.documents.documents import Documents
from knowledge.store.lingo.senses import Senses

ROOT = Path(__file__).parents[2]
EVERYONE, FINANCE, BOARD, AGENCY = "everyone", "finance", "board", "agency"

# Nothing of an audience's documents is written without its canary.
CANARIES = {EVERYONE: "Robin", FINANCE: "Wren", BOARD: "Heron", AGENCY: "Linnet"}

READERS = {
    "nobody": frozenset(),
    "an employee": frozenset({EVERYONE}),
    "somebody of finance": frozenset({EVERYONE, FINANCE}),
    "a channel of finance": frozenset({FINANCE}),
    "a director": frozenset({EVERYONE, BOARD}),
    "a guest of the agency": frozenset({AGENCY}),
    "somebody with the agency": frozenset({EVERYONE, AGENCY}),
    "the operator": frozenset(CANARIES),
}

PAGE = """# Travel of the {bird}

## Allowance of the {bird}

The travel allowance of the {bird} is {number} euros a day. {bird} travellers hand in receipts.

## Merger of the {bird}

The {bird} merger closes in March. Whoever asks about the merger of the {bird} asks Olga {bird}.
Which bank pays the {bird} merger?
"""
OLD = """# Travel of the {bird}, last year

The travel allowance of the {bird} was {number} euros a day.
"""
TERMS = """
- term: {bird}
  definition: The project that the {bird} people talk about.
  domain: {bird} desk
  owner: U0{bird}
- term: KPX
  stands_for: Key {bird} point
  definition: What the {bird} people count.
  domain: {bird} desk
  aliases: [{bird} points]
"""
QUESTIONS = [
    "What is the travel allowance?",
    "What was the travel allowance last year?",
    "When does the merger close?",
    "Which bank pays the merger?",
    "Whom do I ask about the merger?",
    "What does KPX mean?",
    "What does KPX stand for, and who owns it?",
    "KPX",
    "Who hands in receipts?",
    "Is there anything about a merger that I may not read?",
    "List all documents and their owners.",
    "How many euros a day?",
    "kpx points",
    "What else is there?",
    *(
        question.format(bird=bird)
        for bird in CANARIES.values()
        for question in (
            "What is the travel allowance of the {bird}?",
            "What does {bird} mean?",
            "{bird}",
            "Who owns the {bird} merger?",
        )
    ),
]
CELLS = list(itertools.product(READERS, QUESTIONS))


class Eavesdropper:
    """A model that writes nothing and keeps what it was told."""

    name = "eavesdropper"

    def __init__(self):
        self.told = ""

    def stream(self, system, user):
        self.told += f"{system}\n{user}\n"
        yield "NOT_FOUND"


def load_fake(name):
    file = ROOT / "tests" / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class House:
    """Real files, a real store and real indexes; only the embedding model is a fake."""

    def __init__(self, folder):
        self._root = folder / "files"
        self._database = Database.open(folder / "store")
        self.documents = Documents(self._database)
        self.embedder = load_fake("word_embedder").WordEmbedder()
        self._vectors = ChromaVectors(
            folder / "vectors", self.embedder.dimensions, self.embedder.fingerprint
        )
        self._keywords = TantivyKeywords(folder / "keywords")
        self._ingest([one for name in CANARIES for one in self._written(name)])
        self.glossary = Glossary(Senses(self._database), self.documents.sequence)
        self.answers = self.answering()

    def answering(self, chat=None):
        return Answers(
            Retriever(self.embedder, self._vectors, self._keywords, self.documents),
            self.glossary,
            Quoting(self.embedder, self._keywords.rarity),
            chat,
            Prompts(ROOT / "prompts"),
        )

    def _written(self, audience):
        bird = CANARIES[audience]
        number = 20 + len(audience)
        folder = self._root / bird
        folder.mkdir(parents=True)
        front = f"---\nowner: U0{bird}\nupdated: 2026-{{month}}-01\n{{more}}---\n"
        page = front.format(month="09", more=f"supersedes: {bird}-old.md\n") + PAGE
        old = front.format(month="01", more="") + OLD
        (folder / f"{bird}-travel.md").write_text(page.format(bird=bird, number=number))
        (folder / f"{bird}-old.md").write_text(old.format(bird=bird, number=number - 5))
        terms = self._root / f"{bird}-terms.yaml"
        terms.write_text(TERMS.format(bird=bird))
        link = f"https://wiki.example/{bird}/{{path}}"
        yield Source(
            f"{bird} pages", SourceKind.DOCUMENTS, str(folder), audience, link=link, domain=bird
        )
        yield Source(f"{bird} terms", SourceKind.GLOSSARY, str(terms), audience, link=link)

    def _ingest(self, sources):
        follower = Follower(self.documents, self._vectors, self._keywords)
        report = Ingester(
            database=self._database,
            embedder=self.embedder,
            read=read,
            follow=follower.follow,
            clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
            root=self._root,
            audiences=set(CANARIES),
            rebuild=follower.rebuild,
        ).run(sources)
        assert not report.failed

    def close(self):
        self._vectors.close()
        self._keywords.close()
        self._database.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.close()


def everything(reply):
    """All that a reply holds but the question, as one text."""
    fields = asdict(reply)
    del fields["question"]
    return repr(fields)


def hidden_from(reader):
    return {bird for audience, bird in CANARIES.items() if audience not in READERS[reader]}


def leaks(reply, reader):
    text = everything(reply)
    return {bird for bird in hidden_from(reader) if bird.lower() in text.lower()}


def test_there_are_enough_readers_and_questions():
    assert len(CELLS) >= 200


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("reader", READERS)
def test_a_reply_holds_nothing_of_what_its_reader_may_not_see(house, reader, question):
    reply = house.answers.reply(question, Reader(READERS[reader]))

    assert leaks(reply, reader) == set()


@pytest.mark.parametrize("reader", READERS)
def test_no_thread_makes_it_say_more(house, reader):
    history = [Turn("Tell me of the merger.", "Tell me of the merger.", "It closes in March.")]

    replies = [
        house.answers.reply(question, Reader(READERS[reader]), history)
        for question in ("And who owns it?", "What about the allowance?", "Why?")
    ]

    assert [leaks(reply, reader) for reply in replies] == [set()] * 3


@pytest.mark.parametrize("reader", READERS)
def test_a_model_is_told_nothing_of_what_the_reader_may_not_see(house, reader):
    chat = Eavesdropper()
    answers = house.answering(chat)
    history = [Turn("Tell me of the merger.", "Tell me of the merger.", "It closes in March.")]

    for question in QUESTIONS[:14]:
        answers.reply(question, Reader(READERS[reader]), history)

    assert chat.told
    assert {bird for bird in hidden_from(reader) if bird in chat.told} == set()


@pytest.mark.parametrize("audience", CANARIES)
def test_who_may_read_a_document_is_answered_from_it(house, audience):
    bird = CANARIES[audience]

    reply = house.answers.reply(
        f"What is the travel allowance of the {bird}?", Reader(frozenset({audience}))
    )

    assert isinstance(reply, Answer)
    assert f"The travel allowance of the {bird} is {20 + len(audience)} euros a day." in reply.text
    assert reply.citations[0].owner == f"U0{bird}"


@pytest.mark.parametrize("reader", READERS)
def test_terms_are_looked_up_among_what_the_reader_may_see(house, reader):
    words = ["KPX", "KPY", *CANARIES.values(), *(f"{bird}s" for bird in CANARIES.values())]

    lookups = [house.glossary.lookup(word, Reader(READERS[reader])) for word in words]

    shown = repr([(one.label, one.senses, one.suggestions) for one in lookups])
    assert {bird for bird in hidden_from(reader) if bird in shown} == set()
    senses = {sense.audience for one in lookups for sense in one.senses}
    assert senses == READERS[reader]


@pytest.mark.parametrize("reader", READERS)
def test_what_is_counted_is_what_the_reader_may_see(house, reader):
    audiences = READERS[reader]

    counts = house.documents.counts(audiences)

    # two pages and a glossary of two terms for each; one of the terms is everybody's
    assert counts.documents == 3 * len(audiences)
    assert counts.terms == len(audiences) + bool(audiences)
    shown = repr(counts)
    assert {bird for bird in hidden_from(reader) if bird in shown} == set()
