"""Verified answers in the store: found as documents, apart from what an ingest does."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.pipeline import Ingester
from knowledge.answers.vouched.vouching import Vouching, clean
from knowledge.models import Source, SourceKind
from knowledge.search.indexes.following import Follower
from knowledge.store.documents.documents import Documents
from knowledge.store.feedback.verified import SOURCE, Verified

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNTIL = date(2027, 5, 23)
ONE = Verified(
    "verified/ask-1",
    "When may new partners start?",
    "On the first Monday of a month.",
    "U0OWNER",
    "U0OWNER",
    NOW,
    UNTIL,
    "everyone",
    ask=1,
)


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def store(tmp_path, new_store):
    class Store:
        database = new_store(tmp_path / "store")
        documents = Documents(database)
        vectors = load_fake("indexes").MemoryVectors()
        keywords = load_fake("indexes").MemoryKeywords()
        follower = Follower(documents, vectors, keywords)
        embedder = load_fake("word_embedder").WordEmbedder()
        vouching = Vouching(database, embedder, follower.follow)

        def texts(self, *audiences):
            chunks = self.documents.of_document("verified/ask-1", audiences or ["everyone"])
            return [one.text for one in chunks]

        def ingest(self):
            folder = tmp_path / "wiki"
            folder.mkdir(exist_ok=True)
            Ingester(
                database=self.database,
                embedder=self.embedder,
                read=lambda *_: [],
                follow=self.follower.follow,
                clock=lambda: NOW,
                root=tmp_path,
                audiences={"everyone"},
            ).run([Source("wiki", SourceKind.DOCUMENTS, str(folder), "everyone")])

    made = Store()
    yield made
    made.database.close()


def test_a_verified_answer_is_a_document_with_its_owner_and_its_day(store):
    store.vouching.keep(ONE)

    document = store.documents.known()["verified/ask-1"]
    assert (document.source, document.title, document.owner) == (SOURCE, ONE.question, "U0OWNER")
    assert (document.updated, document.review_by) == (NOW.date(), UNTIL)
    assert store.texts() == [ONE.answer]
    assert store.vectors.ids("everyone") == store.keywords.ids() != set()


def test_keeping_it_again_changes_nothing(store):
    store.vouching.keep(ONE)
    before = store.documents.sequence()

    store.vouching.keep(ONE)

    assert store.documents.sequence() == before
    assert store.documents.counts().chunks == 1


def test_only_its_audience_reads_it(store):
    store.vouching.keep(replace(ONE, audience="board"))

    assert store.texts("everyone") == []
    assert store.texts("board") == [ONE.answer]


def test_an_ordinary_ingest_leaves_it_where_it_is(store):
    store.vouching.keep(ONE)

    store.ingest()

    assert store.texts() == [ONE.answer]
    assert store.documents.vectors(store.keywords.ids())


def test_an_ingest_that_sweeps_at_the_worst_moment_does_not_lose_it(store):
    swept = []
    publish = store.vouching._pages._documents.publish

    def interrupted(*given):
        if not swept:
            swept.append(store.documents.sweep())
        return publish(*given)

    store.vouching._pages._documents.publish = interrupted
    store.vouching.keep(ONE)

    assert swept == [1]
    assert store.texts() == [ONE.answer]


def test_the_indexes_are_made_anew_with_it_in_them(store):
    store.vouching.keep(ONE)

    store.follower.rebuild()

    assert len(store.keywords.ids()) == 1


def test_when_its_day_is_over_it_goes_and_is_told_of_until_somebody_was_reminded(store):
    store.vouching.keep(ONE)

    assert store.vouching.lapse(UNTIL) == []
    ended = store.vouching.lapse(date(2027, 5, 24))
    again = store.vouching.lapse(date(2027, 5, 24))
    store.vouching.reminded(ONE.document, NOW)

    assert [one.document for one in ended] == [one.document for one in again] == [ONE.document]
    assert store.vouching.lapse(date(2027, 5, 25)) == []
    assert store.texts() == []
    assert store.keywords.ids() == set()


def test_a_renewed_one_is_used_again_with_its_new_words(store):
    store.vouching.keep(ONE)
    store.vouching.lapse(date(2027, 5, 24))
    store.vouching.reminded(ONE.document, NOW)

    done = store.vouching.renew(
        ONE.document, ("U0OTHER", NOW), date(2027, 11, 23), "On any Monday."
    )

    assert done
    assert store.texts() == ["On any Monday."]
    kept = store.vouching.get(ONE.document)
    assert (kept.approved_by, kept.owner, kept.reminded_at) == ("U0OTHER", "U0OWNER", None)


def test_a_dropped_one_leaves_nothing(store):
    store.vouching.keep(ONE)

    assert store.vouching.drop(ONE.document)
    assert not store.vouching.drop(ONE.document)
    assert not store.vouching.renew(ONE.document, ("U0OWNER", NOW), UNTIL)
    assert store.documents.counts().chunks == 0


def test_a_long_answer_is_kept_whole_and_embedded_as_far_as_the_model_reads(store):
    text = " ".join(f"Sentence number {n} says little." for n in range(90))
    store.vouching.keep(replace(ONE, answer=text))

    (chunk,) = store.documents.of_document("verified/ask-1", ["everyone"])
    assert chunk.text == text
    assert store.embedder.tokens(chunk.embedded) <= store.embedder.limit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  On  Mondays. \r\n\r\n\r\n\r\nNot on  Sundays.\n", "On Mondays.\n\nNot on Sundays."),
        ("See [1] and [22].", "See (1) and (22)."),
        ("a\x00b\u202ec\ud800d", "abcd"),
        (" \u200b\n ", ""),
    ],
)
def test_what_is_typed_is_tidied(typed, kept):
    assert clean(typed) == kept
