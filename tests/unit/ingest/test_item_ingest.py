from __future__ import annotations

from datetime import date

import pytest

from ingest.redacting.pseudonyms import STAND_IN
from knowledge.models import SourceKind
from knowledge.store.counting.items import Items, Selection

EVERYBODY = Selection(frozenset({"everyone"}))
ROWS = ["id,text,customer,date", "1,First,Acme,2026-05-06", "2,Second,Bolt,2026-05-07", "3,,,"]


@pytest.fixture
def register(company):
    """Writes a register of customers' words and takes it in."""

    def put(lines=ROWS, **more):
        company.write("register.csv", "\n".join(lines) + "\n")
        company.sources = [
            company.source("register", "register.csv", kind=SourceKind.INSIGHTS, **more)
        ]
        return company.ingest()

    return put


@pytest.fixture
def stored(company):
    return Items(company.database)


def said(stored, selection=EVERYBODY):
    return sorted((one.item.record, one.item.text) for one in stored.newest(selection, 99))


def test_every_row_is_an_item_and_a_row_with_a_text_is_searched(register, stored, company):
    report = register()

    assert (report.added, report.chunks, report.failed) == (1, 2, ())
    assert said(stored) == [("1", "First"), ("2", "Second"), ("3", "")]
    chunks = company.documents.of_document("register.csv", {"everyone"})
    assert [(chunk.section, chunk.text) for chunk in chunks] == [("1", "First"), ("2", "Second")]


def test_an_unchanged_register_is_not_read_again(register, company):
    register()

    report = register()

    assert report.unchanged == 1
    assert company.reads == ["register.csv"]


def test_only_a_changed_row_is_embedded_again(register, stored, company):
    register()
    before = len(company.embedder.texts)

    register([*ROWS[:2], "2,Another,Bolt,2026-05-07", "4,Fourth,,"])

    assert len(company.embedder.texts) - before == 2
    assert said(stored) == [("1", "First"), ("2", "Another"), ("4", "Fourth")]


def test_a_changed_day_embeds_nothing(register, stored, company):
    register()
    before = len(company.embedder.texts)

    register([ROWS[0], "1,First,Acme,2026-06-01", *ROWS[2:]])

    assert len(company.embedder.texts) == before
    assert stored.newest(EVERYBODY, 1)[0].item.day == date(2026, 6, 1)


def test_a_register_that_is_gone_takes_its_items_along(register, stored, company):
    register()
    (company.root / "register.csv").unlink()
    company.sources = []

    company.ingest()

    assert said(stored) == []


def test_a_register_for_others_is_seen_by_them_alone(register, stored):
    register()

    register(audience="board")

    assert said(stored) == []
    assert len(said(stored, Selection(frozenset({"board"})))) == 3


def test_personal_data_is_out_of_texts_customers_and_attributes(register, stored, company):
    register(
        ["id,text,customer,via", "a@b.example,Write to a@b.example,a@b.example,a@b.example"],
        mask=True,
    )

    (found,) = stored.newest(EVERYBODY, 9)
    whole = repr(found)
    assert "a@b.example" not in whole
    assert found.item.text == f"Write to {found.item.customer}"
    assert STAND_IN.fullmatch(found.item.customer)
    assert len(found.chunks) == 1


def test_a_long_row_has_several_chunks_that_all_are_its(register, stored, company):
    register(["id,text", "7," + "It was a long day at the depot. " * 80])

    (found,) = stored.newest(EVERYBODY, 9)
    chunks = company.documents.of_document("register.csv", {"everyone"})
    assert len(chunks) > 1
    assert found.chunks == tuple(chunk.id for chunk in chunks)
    assert {chunk.section for chunk in chunks} == {"7"}


def test_a_survey_without_a_word_is_kept(register, stored):
    report = register(["score,depot", "4,Leeds", "5,York"])

    assert (report.added, report.chunks, report.failed) == (1, 0, ())
    assert stored.group(EVERYBODY, "depot") == [("Leeds", 1), ("York", 1)]


def test_what_could_not_be_used_is_in_the_report(register):
    report = register(["date,text", "soon,a"])

    assert [one.reason for one in report.skipped] == [
        "1 row has in the column 'date' what is no day; it was left out."
    ]


def test_a_wrong_column_leaves_the_items_of_before(register, stored):
    register()

    report = register(fields={"text": "txt"})

    assert "did you mean 'text'" in report.failed[0].reason
    assert len(said(stored)) == 3


def test_a_letter_is_from_the_day_that_it_names(company, stored):
    company.write("letters/a.txt", "Date: 2026-05-06\nDepot: Leeds\n\nToo late.")
    company.sources = [company.source("letters", kind=SourceKind.INSIGHTS)]

    company.ingest()

    assert company.documents.known()["letters/a.txt"].updated == date(2026, 5, 6)
    (found,) = stored.newest(EVERYBODY, 9)
    assert (found.item.text, found.item.attributes) == ("Too late.", {"Depot": "Leeds"})
    assert len(found.chunks) == 1
