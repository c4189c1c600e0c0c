"""Masking in the whole of an ingest: one key for the store, lists of names, counts."""

from __future__ import annotations

import re

from knowledge.models import SourceKind
from knowledge.store.database.facts import PSEUDONYM_KEY, Facts


def masked(company, names=""):
    place = str(company.root / names) if names else ""
    company.sources = [
        company.source("wiki", kind=SourceKind.INSIGHTS, mask=True, mask_names=place)
    ]


def test_a_customer_is_followed_through_documents_and_runs(company):
    masked(company)
    company.write("wiki/a.txt", "ann@mail.example wrote in May.")
    company.ingest()
    company.write("wiki/b.txt", "In June, Ann@Mail.example wrote again.")
    company.ingest()

    (first,), (second,) = company.texts("wiki/a.txt"), company.texts("wiki/b.txt")

    (one,) = re.findall(r"\[email \w+\]", first)
    assert second == f"In June, {one} wrote again."


def test_the_key_is_made_once_and_a_dry_run_makes_none(company):
    masked(company)
    company.write("wiki/a.txt", "ann@mail.example wrote.")
    facts = Facts(company.database)

    report = company.ingest(dry_run=True)
    kept_by_dry_run = facts.get(PSEUDONYM_KEY)
    company.ingest()
    key = facts.get(PSEUDONYM_KEY)
    company.ingest()

    assert report.masked == {"email": 1}
    assert kept_by_dry_run is None
    assert len(bytes.fromhex(key)) == 32
    assert facts.get(PSEUDONYM_KEY) == key


def test_the_report_counts_each_value_once_however_often_it_comes(company):
    masked(company)
    company.write("wiki/a.txt", "ann@mail.example, bob@mail.example, +44 7700 900123")
    company.write("wiki/b.txt", "ANN@mail.example called from 07700 900456")

    report = company.ingest()
    again = company.ingest()

    assert report.masked == {"email": 2, "phone": 2}
    assert again.masked == {}


def test_what_is_not_masked_is_not_counted(company):
    company.write("wiki/a.txt", "ann@mail.example wrote.")

    report = company.ingest()

    assert company.texts("wiki/a.txt") == ["ann@mail.example wrote."]
    assert report.masked == {}


def test_a_name_that_comes_to_the_list_is_masked_in_what_was_ingested_before(company):
    names = company.root / "names.txt"
    names.write_text("Ann Lee\n")
    masked(company, "names.txt")
    company.write("wiki/a.txt", "Ann Lee and Sara Schwarz wrote.")
    company.ingest()
    before = company.texts("wiki/a.txt")
    names.write_text("Sara Schwarz\nAnn Lee\n")

    report = company.ingest()

    assert before[0].endswith("and Sara Schwarz wrote.")
    assert report.updated == 1
    assert report.masked == {"person": 2}
    assert "Schwarz" not in company.texts("wiki/a.txt")[0]


def test_an_order_of_names_that_changed_reads_nothing_again(company):
    names = company.root / "names.txt"
    names.write_text("Ann Lee\nBob Roe\n")
    masked(company, "names.txt")
    company.write("wiki/a.txt", "Ann Lee wrote.")
    company.ingest()
    names.write_text("Bob Roe\nAnn Lee\n")

    assert company.ingest().unchanged == 1


def test_without_its_list_of_names_nothing_of_a_source_is_stored(company):
    names = company.root / "names.txt"
    names.write_text("Ann Lee\n")
    masked(company, "names.txt")
    company.write("wiki/a.txt", "Ann Lee wrote.")
    company.ingest()
    names.unlink()
    company.write("wiki/b.txt", "Ann Lee wrote again.")

    report = company.ingest()

    assert company.known() == ["wiki/a.txt"]
    assert [one.reason for one in report.failed] == [
        "wiki/a.txt was not read: The names in names.txt cannot be read (No such file or directory).",
        "wiki/b.txt was not read: The names in names.txt cannot be read (No such file or directory).",
    ]


def test_nothing_masked_reaches_the_embedding_model(company):
    (company.root / "names.txt").write_text("Sara Schwarz\n")
    masked(company, "names.txt")
    company.write("wiki/a.txt", "Sara Schwarz, sara@mail.example, DE89 3704 0044 0532 0130 00.")

    company.ingest()

    told = " ".join(company.embedder.texts)
    assert not re.search("sara|schwarz|@|3704", told, re.IGNORECASE)
    assert re.search(r"\[person \w{8}\], \[email \w{8}\], \[account \w{8}\]", told)
