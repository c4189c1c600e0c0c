"""Customers' items in memory and in the store: the same questions, the same answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from knowledge.insights.matching import match
from knowledge.insights.questions.topics import topic
from knowledge.metrics.periods import Grain, containing
from knowledge.models import Chunk, Document, Period, SourceKind
from knowledge.search.reembedding import embed_into
from knowledge.store.counting.items import Items, Selection
from knowledge.store.database.database import Database
from knowledge.store.documents.documents import Documents, chunk_id
from knowledge.store.documents.embeddings import Embeddings, key
from knowledge.store.documents.publishing import Publication

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVERYONE = frozenset({"everyone"})
ALL = Selection(EVERYONE)
TEXTS = (
    ("A late fee, again: 100% wrong!", "reviews", "everyone", "Leeds", 2.0, date(2026, 3, 2)),
    ("Late-fees, late fees, always LATE.", "reviews", "everyone", "York", 1.0, date(2026, 3, 30)),
    ("Café staff were kind; the driver’s card_reader was not.", "reviews", "everyone", "", None, None),
    ("The fee was fine_", "tickets", "everyone", "Leeds", None, date(2026, 5, 4)),
    ("", "tickets", "everyone", "Leeds", None, date(2026, 5, 5)),
    ("!!!", "tickets", "everyone", "Hull", None, date(2026, 1, 5)),
    ("A secret late fee", "tickets", "board", "Hull", None, date(2026, 5, 6)),
)  # fmt: skip


@pytest.fixture(scope="module")
def words(load):
    return load("word_embedder").WordEmbedder()


@pytest.fixture(scope="module")
def memory(words, load):
    fake = load("items")
    made = [
        fake.stored(
            number,
            text,
            source=source,
            audience=audience,
            score=score,
            day=day,
            customer=f"Customer {number % 2}",
            attributes={"Depot": depot} if depot else {},
            title=f"Item {number}",
            owner="U0CARE",
            link=f"https://x.example/{number}",
        )
        for number, (text, source, audience, depot, score, day) in enumerate(TEXTS, 1)
    ]
    return fake.MemoryItems(made, words)


@pytest.fixture(scope="module")
def real(memory, words, tmp_path_factory):
    database = Database.open(tmp_path_factory.mktemp("items"))
    for one in memory.items:
        _publish(database, words, one)
    yield Items(database)
    database.close()


def _publish(database, embedder, one):
    item, documents = one.item, Documents(database)
    pieces = []
    if item.text:
        name = chunk_id(item.audience, item.document, item.text, 0)
        pieces = [Chunk(name, item.document, item.audience, "", item.text, item.text, 0)]
        place = key(embedder.fingerprint, item.text)
        embed_into(Embeddings(database), embedder, {place: item.text})
        documents.stage(pieces, {name: place})
    document = Document(
        item.document,
        item.source,
        one.title,
        item.audience,
        "d",
        owner=one.owner,
        link=one.link,
        kind=SourceKind.INSIGHTS,
    )
    documents.publish_all([Publication(document, pieces, items=[item])], NOW)


@pytest.fixture(params=["fake", "real"])
def items(request):
    return request.getfixturevalue("memory" if request.param == "fake" else "real")


def forms(items, text):
    return match(topic(text), items.words(EVERYONE)).groups


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("late", 2),
        ("late fee", 2),
        ("fees", 3),
        ("fine", 1),
        ("100", 1),
        ("driver's", 1),
        ("card reader", 1),
        ("café", 1),
        ("cafe", 1),
        ("secret", 0),
        ("kind or fine", 2),
        ("kind and fine", 0),
    ],
)
def test_items_are_counted_by_their_words(items, text, n):
    assert items.count(replace(ALL, words=forms(items, text))) == n


@pytest.mark.parametrize(
    ("selection", "n"),
    [
        (ALL, 6),
        (replace(ALL, said=True), 4),
        (replace(ALL, sources=("tickets",)), 3),
        (replace(ALL, attributes=(("Depot", ("Leeds", "York")),)), 4),
        (replace(ALL, period=Period(date(2026, 3, 2), date(2026, 3, 30))), 2),
        (replace(ALL, audiences=frozenset()), 0),
        (replace(ALL, audiences=frozenset({"board"})), 1),
        (replace(ALL, words=(("%",),)), 0),
        (replace(ALL, words=(("card",), ("reader",))), 1),
    ],
)
def test_every_condition_holds(items, selection, n):
    assert items.count(selection) == n
    assert len(items.newest(selection, 100)) == n


def test_the_newest_come_first_and_those_without_a_day_last(items):
    found = items.newest(replace(ALL, said=True), 10)

    assert [one.title for one in found] == ["Item 4", "Item 2", "Item 1", "Item 3"]
    assert (found[0].owner, found[0].link) == ("U0CARE", "https://x.example/4")
    assert items.newest(ALL, 1, 2) == items.newest(ALL, 3)[2:]


def test_sources_tell_how_many_items_have_what(items):
    reviews, tickets = items.sources(EVERYONE)

    assert (reviews.name, reviews.n, reviews.said, reviews.dated, reviews.scored) == (
        "reviews", 3, 3, 2, 2,
    )  # fmt: skip
    assert (reviews.lowest, reviews.highest, tickets.lowest) == (1.0, 2.0, None)
    assert (tickets.n, tickets.said, tickets.first, tickets.last) == (
        3, 1, date(2026, 1, 5), date(2026, 5, 5),
    )  # fmt: skip


def test_values_are_counted(items):
    assert items.attributes(EVERYONE) == {"Depot": {"Leeds": 3, "Hull": 1, "York": 1}}
    assert items.group(ALL, "Depot") == [("Leeds", 3), ("", 1), ("Hull", 1), ("York", 1)]


def test_words_have_the_number_of_items_with_them(items):
    found = items.words(EVERYONE, "reviews")

    assert (found["late"], found["card"], found["driver's"]) == (2, 1, 1)
    assert "secret" not in items.words(EVERYONE)


def test_periods_follow_one_another_without_a_gap(items):
    found = items.by_period(ALL, lambda day: containing(day, Grain.MONTH))

    assert [(one.start.month, n) for one, n in found] == [(1, 1), (2, 0), (3, 2), (4, 0), (5, 2)]
    assert items.span(ALL) == Period(date(2026, 1, 5), date(2026, 5, 5))
    assert items.span(replace(ALL, audiences=frozenset())) is None


def test_vectors_are_those_of_the_texts(items, words):
    found = items.newest(replace(ALL, sources=("tickets",)), 10)

    rows = items.vectors(found)

    wanted = [words.vector(one.item.text) if one.item.text else None for one in found]
    for row, vector in zip(rows, wanted, strict=True):
        assert np.allclose(row, 0 if vector is None else vector, atol=1e-5)


def test_a_statement_is_for_people_to_read(items):
    assert items.statement(replace(ALL, words=(("late",),))).startswith(
        "SELECT count(*) AS n FROM items"
    )


def test_the_version_is_kept_while_nothing_changes(items):
    assert items.version() == items.version()
