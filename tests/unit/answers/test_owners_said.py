"""Reasons of owners: found as documents, within the audience of their digest."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.pipeline import Ingester
from knowledge.answers.vouched.owners_said import OwnersSaid
from knowledge.models import Period
from knowledge.search.indexes.following import Follower
from knowledge.store.digests.reasons import Reason
from knowledge.store.documents.documents import Documents

NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))
TOLD = (
    "Complaints: 31 from 9 to 15 Nov 2026, above the red line of 25. The reason for complaints"
    " from 9 to 15 Nov 2026, given on 16 Nov 2026: A flood in Leeds."
)


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def ask(key="k", audience="care", period=WEEK, metric="complaints"):
    return Reason(
        key=key,
        digest="care",
        delivery=1,
        metric=metric,
        label="Complaints",
        channel=f"C0{key}",
        audience=audience,
        owner="U0CARE",
        asked="Complaints: 31 from 9 to 15 Nov 2026, above the red line of 25.",
        since=period.start,
        until=period.end,
        asked_at=NOW,
    )


@pytest.fixture
def database(tmp_path, new_store):
    opened = new_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def follower(database):
    indexes = load_fake("indexes")
    return Follower(Documents(database), indexes.MemoryVectors(), indexes.MemoryKeywords())


@pytest.fixture
def embedder():
    return load_fake("word_embedder").WordEmbedder()


@pytest.fixture
def said(database, follower, embedder):
    return OwnersSaid(database, embedder, follower.follow)


def texts(database, *audiences):
    return [one.text for one in Documents(database).of_document("reasons/1", audiences)]


def test_a_reason_is_a_document_of_its_digests_readers(database, said, follower):
    number = said.rows.ask(ask()).id

    said.answer(number, "U0CARE", "A flood in Leeds.", NOW)

    assert texts(database, "care") == [TOLD]
    assert texts(database, "everyone") == []
    assert follower.compare().most == 0


def test_said_anew_it_takes_the_place_of_the_one_before(database, said, follower):
    number = said.rows.ask(ask()).id

    for words in ("It rained.", "A flood in Leeds.", "A flood in Leeds."):
        said.answer(number, "U0CARE", words, NOW)

    assert texts(database, "care") == [TOLD]
    assert Documents(database).counts().documents == 1
    assert follower.compare().most == 0


def test_an_ingest_over_all_files_leaves_reasons_alone(database, said, follower, embedder):
    said.answer(said.rows.ask(ask()).id, "U0CARE", "A flood in Leeds.", NOW)

    Ingester(
        database=database,
        embedder=embedder,
        read=lambda *_: [],
        follow=follower.follow,
        clock=lambda: NOW,
        root=Path(),
        audiences={"everyone", "care"},
    ).run([])

    assert texts(database, "care") == [TOLD]


def test_the_latest_of_a_period_counts_and_only_for_its_readers(said):
    before = Period(date(2026, 11, 2), date(2026, 11, 8))
    for number, (key, audience, period) in enumerate(
        [("a", "care", before), ("b", "care", WEEK), ("c", "board", WEEK)]
    ):
        said.answer(said.rows.ask(ask(key, audience, period)).id, "U0CARE", f"No. {number}", NOW)

    def latest(period, *audiences):
        found = said.latest("complaints", audiences, period)
        return found and found.answer

    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert latest(november, "care") == "No. 1"
    assert latest(before, "care", "board") == "No. 0"
    assert latest(None, "care", "board") == "No. 2"
    assert latest(Period(date(2026, 10, 1), date(2026, 10, 31)), "care", "board") is None
    assert latest(november, "everyone") is None
