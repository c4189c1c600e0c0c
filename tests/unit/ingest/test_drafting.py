from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.drafting import Frame, chunk_id, digest, draft
from ingest.parsed import Parsed, SenseRecord
from ingest.report import Silent
from ingest.sources import Found
from ingest.splitter import Piece
from knowledge.models import Source, SourceKind

SOURCE = Source("wiki", SourceKind.DOCUMENTS, "/company/wiki", "everyone", owner="U1", domain="all")


def frame(name="wiki/deep/new.md", there=()):
    return Frame(
        found=Found(Path("/company") / name, name, SOURCE, Path("/company/wiki")),
        digest="d",
        folder="wiki",
        modified=datetime(2026, 1, 2, 23, 0, tzinfo=UTC),
        audiences={"everyone"},
        exists=lambda name: name in there,
    )


def drafted(parsed, **more):
    return draft(frame(**more), parsed, [Piece("Part", "Text", "A\nText")]).publication


@pytest.mark.parametrize(
    "change",
    [
        {"name": "handbook"},
        {"kind": SourceKind.INSIGHTS},
        {"audience": "board"},
        {"owner": "U2"},
        {"domain": "sales"},
        {"link": "https://wiki/{path}"},
        {"fields": {"text": "body"}},
        {"mask": True},
    ],
)
def test_a_setting_that_changes_a_document_changes_its_digest(change):
    assert digest("c", replace(SOURCE, **change), 256) != digest("c", SOURCE, 256)


def test_content_and_the_model_s_limit_are_in_the_digest_and_the_place_is_not():
    assert digest("other", SOURCE, 256) != digest("c", SOURCE, 256)
    assert digest("c", SOURCE, 128) != digest("c", SOURCE, 256)
    assert digest("c", replace(SOURCE, path="/moved/wiki"), 256) == digest("c", SOURCE, 256)


def test_how_a_source_is_masked_is_in_the_digest():
    masked = replace(SOURCE, mask=True)

    assert digest("c", masked, 256, "2 names") != digest("c", masked, 256, "2 others")
    assert digest("c", SOURCE, 256, "") == digest("c", SOURCE, 256)


def test_a_chunk_is_named_by_audience_document_text_and_occurrence():
    base = ("everyone", "a.md", "text", 0)
    others = [
        ("board", *base[1:]),
        ("everyone", "b.md", "text", 0),
        (*base[:2], "t", 0),
        (*base[:3], 1),
    ]

    assert len(chunk_id(*base)) == 32
    assert len({chunk_id(*one) for one in [base, *others]}) == 5


@pytest.mark.parametrize(
    ("value", "there", "found"),
    [
        ("old.md", {"wiki/deep/old.md", "wiki/old.md"}, "wiki/deep/old.md"),
        ("../old.md", {"wiki/old.md"}, "wiki/old.md"),
        ("old.md", {"wiki/old.md"}, "wiki/old.md"),
        ("wiki/old.md", {"wiki/old.md"}, "wiki/old.md"),
        ("deep\\old.md", {"wiki/deep/old.md"}, "wiki/deep/old.md"),
        ("new.md", {"wiki/deep/new.md", "wiki/new.md"}, "wiki/new.md"),
        ("nowhere.md", set(), "wiki/deep/nowhere.md"),
        ("  ", set(), ""),
    ],
)
def test_a_superseded_document_is_looked_for_near_and_far(value, there, found):
    parsed = Parsed("A", (), front={"supersedes": value})

    assert drafted(parsed, there=there).document.supersedes == found


def test_the_day_of_a_document_is_the_first_part_of_what_it_says():
    parsed = Parsed("A", (), front={"updated": "2026-09-01 10:00:00"})

    assert drafted(parsed).document.updated.isoformat() == "2026-09-01"


def test_a_record_s_own_domain_and_owner_come_before_the_source_s():
    records = (SenseRecord("NPS", "x", domain="support", owner="U2"), SenseRecord("ARR", "y"))

    first, second = drafted(Parsed("A", (), senses=records)).senses

    assert (first.domain, first.owner) == ("support", "U2")
    assert (second.domain, second.owner) == ("all", "U1")


def test_silence_is_a_progress_too():
    silent = Silent()

    assert (silent.begin("reading", 1), silent.advance(1)) == (None, None)
