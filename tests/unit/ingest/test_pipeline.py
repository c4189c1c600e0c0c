from __future__ import annotations

import os
import re
from datetime import date

import pytest

from ingest import pipeline
from ingest.examining import Examiner
from ingest.masking import Masking
from ingest.parsed import Parsed, Section
from ingest.report import Phase, Reason, Tally
from ingest.sources import Found
from knowledge.errors import DocumentError, ModelError, Unsupported
from knowledge.models import SourceKind
from knowledge.store.database.facts import EMBEDDING_MODEL, Facts
from knowledge.store.documents.failures import Failures


def counts(report):
    return (report.added, report.updated, report.unchanged, report.deleted)


def test_new_files_become_documents_that_are_found_in_both_indexes(company):
    company.write("wiki/promise.md", "# Promise\n\nWe answer within an hour.")
    company.write("wiki/deep/rules.md", "# Rules\n\nNobody waits.")

    report = company.ingest()

    assert counts(report) == (2, 0, 0, 0)
    assert report.chunks == 2
    assert company.known() == ["wiki/deep/rules.md", "wiki/promise.md"]
    assert company.texts("wiki/promise.md") == ["We answer within an hour."]
    assert (
        company.vectors.ids("everyone") == company.keywords.ids() == set(company.documents.live())
    )


def test_a_second_run_changes_nothing_and_opens_nothing(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    sequence, embedded = company.documents.sequence(), len(company.embedder.texts)
    company.reads.clear()

    report = company.ingest()

    assert counts(report) == (0, 0, 1, 0)
    assert company.reads == []
    assert company.documents.sequence() == sequence
    assert len(company.embedder.texts) == embedded


def test_changed_and_deleted_files_are_noticed(company):
    company.write("wiki/a.md", "# A\n\nOld.")
    gone = company.write("wiki/b.md", "# B\n\nGone.")
    company.ingest()
    company.write("wiki/a.md", "# A\n\nNew.")
    gone.unlink()

    report = company.ingest()

    assert counts(report) == (0, 1, 0, 1)
    assert company.known() == ["wiki/a.md"]
    assert company.texts("wiki/a.md") == ["New."]
    assert len(company.vectors.ids("everyone")) == len(company.keywords.ids()) == 1


def test_only_new_texts_are_embedded(company):
    company.write(
        "wiki/a.md", "# A\n\n## Kept\n\n" + "Same. " * 60 + "\n\n## Other\n\n" + "Old. " * 60
    )
    company.ingest()
    company.embedder.texts.clear()

    company.write(
        "wiki/a.md", "# A\n\n## Kept\n\n" + "Same. " * 60 + "\n\n## Other\n\n" + "New. " * 60
    )
    company.ingest()

    assert len(company.embedder.texts) == 1
    assert "New." in company.embedder.texts[0]


def test_a_document_says_more_about_itself_in_front_matter(company):
    company.write("wiki/2025.md", "# Old\n\nText.")
    company.write(
        "wiki/2026.md",
        "# New\n\nText.",
        title="Strategy 2026",
        owner="U0BOSS",
        domain="company",
        audience="board",
        updated="2026-09-01",
        supersedes="2025.md",
        review_by="2027-01-31",
    )

    company.ingest()

    document = company.documents.known()["wiki/2026.md"]
    assert document.title == "Strategy 2026"
    assert (document.owner, document.domain, document.audience) == ("U0BOSS", "company", "board")
    assert (document.updated, document.review_by) == (date(2026, 9, 1), date(2027, 1, 31))
    assert document.supersedes == "wiki/2025.md"
    assert company.documents.known()["wiki/2025.md"].superseded_by == "wiki/2026.md"


def test_what_a_document_does_not_say_comes_from_its_source_and_file(company):
    path = company.write("wiki/a b.md", "# A\n\nOne.")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    company.sources = [
        company.source("wiki", owner="U1", domain="support", link="https://wiki.example/{path}")
    ]

    company.ingest()

    document = company.documents.known()["wiki/a b.md"]
    assert (document.owner, document.domain, document.audience) == ("U1", "support", "everyone")
    assert document.link == "https://wiki.example/wiki/a%20b.md"
    assert document.updated == date(2023, 11, 14)


def test_a_date_that_is_none_is_reported_and_the_document_kept(company):
    company.write("wiki/a.md", "# A\n\nOne.", updated="last spring")

    report = company.ingest()

    assert counts(report) == (1, 0, 0, 0)
    (reason,) = report.skipped
    assert reason.document == "wiki/a.md"
    assert "updated is no date ('last spring')" in reason.reason


def test_an_audience_that_nobody_defined_fails_that_file_alone(company):
    company.write("wiki/a.md", "# A\n\nOne.", audience="pirates")
    company.write("wiki/b.md", "# B\n\nTwo.")

    report = company.ingest()

    assert counts(report) == (1, 0, 0, 0)
    assert [one.document for one in report.failed] == ["wiki/a.md"]
    assert "'pirates', which is not defined" in report.failed[0].reason


def test_what_could_not_be_read_is_kept_for_those_who_might_have_read_it(company):
    failures = Failures(company.database)
    company.write("wiki/a.md", "# A\n\nOne.", audience="pirates")
    company.write("wiki/b.md", "# B\n\nTwo.", audience="board")
    company.ingest()
    company.write("wiki/b.md", "# B\n\nTwo.", audience="pirates")

    company.ingest()
    both = [one.document for one in failures.of(("everyone", "board"))]
    everyone = [one.document for one in failures.of(("everyone",))]
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()

    assert (both, everyone) == (["wiki/a.md", "wiki/b.md"], ["wiki/a.md"])
    assert [one.document for one in failures.of(("board",))] == ["wiki/b.md"]
    assert failures.of(("everyone",)) == []


def test_a_document_that_moves_to_an_unknown_audience_is_seen_by_nobody(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    company.write("wiki/a.md", "# A\n\nOne.", audience="pirates")

    report = company.ingest()

    assert counts(report) == (0, 0, 0, 1)
    assert company.known() == []
    assert company.vectors.audiences() == set()


def test_an_audience_that_is_not_defined_any_more_is_noticed_without_a_changed_file(company):
    company.write("wiki/a.md", "# A\n\nOne.", audience="board")
    company.ingest()
    company.audiences = {"everyone"}

    report = company.ingest()

    assert [one.document for one in report.failed] == ["wiki/a.md"]
    assert company.known() == []


def test_a_source_that_changes_its_audience_moves_its_documents(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    embedded = len(company.embedder.texts)
    company.sources = [company.source("wiki", audience="board")]

    report = company.ingest()

    assert counts(report) == (0, 1, 0, 0)
    assert company.texts("wiki/a.md", "everyone") == []
    assert company.texts("wiki/a.md", "board") == ["One."]
    assert company.vectors.audiences() == {"board"}
    assert len(company.embedder.texts) == embedded


def test_one_bad_file_does_not_stop_a_run(company):
    company.write("wiki/bad.md", "# Bad\n\nText.")
    company.write("wiki/good.md", "# Good\n\nText.")
    company.write("wiki/odd.key", "???")

    def read(path, source, root):
        if path.name == "bad.md":
            raise KeyError("a bug in a loader")
        return real(path, source, root)

    real, company.read = company.read, read

    report = company.ingest()

    assert counts(report) == (1, 0, 0, 0)
    assert report.failed == (Reason("wiki/bad.md", "wiki/bad.md could not be read (KeyError)."),)
    assert [one.document for one in report.skipped] == ["wiki/odd.key"]


def test_a_file_that_cannot_be_read_any_more_keeps_its_last_version(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    company.write("wiki/a.md", "")

    report = company.ingest()

    assert counts(report) == (0, 0, 0, 0)
    assert [one.document for one in report.failed] == ["wiki/a.md"]
    assert company.texts("wiki/a.md") == ["One."]


@pytest.mark.parametrize(
    "error", [DocumentError("It is broken."), Unsupported("Not yet."), RuntimeError("a bug")]
)
def test_a_broken_file_whose_source_became_secret_is_withdrawn(company, error):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    company.sources = [company.source("wiki", audience="board")]

    def read(path, source, root):
        raise error

    company.read = read

    report = company.ingest()

    assert counts(report) == (0, 0, 0, 1)
    assert company.known() == []


def test_a_file_that_vanishes_while_it_is_read_is_a_reason(company):
    company.write("wiki/a.md", "# A\n\nOne.")

    def read(path, source, root):
        path.unlink()
        return real(path, source, root)

    real, company.read = company.read, read

    report = company.ingest()

    assert report.failed == (Reason("wiki/a.md", "a.md is not there any more."),)


def test_a_file_that_cannot_be_opened_is_a_reason(company):
    found = Found(company.root / "wiki/a.md", "wiki/a.md", company.sources[0], company.root)
    tally = Tally()
    examiner = Examiner(
        embedder=company.embedder,
        read=company.read,
        root=company.root,
        audiences=company.audiences,
        files=[found],
        known={},
        masking=Masking(b"key"),
        tally=tally,
    )

    (work,) = examiner.changed(lambda count: None)
    opened = examiner.open(work)

    assert not opened
    reason = "wiki/a.md cannot be opened (No such file or directory)."
    assert tally.failed == [Reason("wiki/a.md", reason)]


def test_a_document_with_no_text_fails(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.read = lambda path, source, root: [Parsed("A", ())]

    report = company.ingest()

    assert report.failed == (Reason("wiki/a.md", "wiki/a.md holds no text."),)


@pytest.mark.parametrize("text", ["half \ud83d of it", "zero \0 byte"])
def test_characters_that_no_database_takes_fail_that_file_alone(company, text):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.write("wiki/b.md", "# B\n\nTwo.")
    company.read = lambda path, source, root: [
        Parsed("A", (Section((), text if path.name == "a.md" else "Two."),))
    ]

    report = company.ingest()

    assert counts(report) == (1, 0, 0, 0)
    assert "characters that are no text" in report.failed[0].reason


def test_questions_are_answered_from_the_old_version_while_the_new_one_is_embedded(company):
    company.write("wiki/a.md", "# A\n\nOld.")
    company.ingest()
    company.write("wiki/a.md", "# A\n\nNew.")
    seen = []
    embed = company.embedder.embed

    def look(texts, progress=None):
        seen.append(company.texts("wiki/a.md"))
        return embed(texts, progress)

    company.embedder.embed = look

    company.ingest()

    assert seen == [["Old."]]
    assert company.texts("wiki/a.md") == ["New."]


def test_parts_that_a_loader_left_out_are_reported(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    section = Section((), "Text.")
    company.read = lambda path, source, root: [
        Parsed("A", (section,), left_out=("Page 3 is an image.",))
    ]

    report = company.ingest()

    assert report.skipped == (Reason("wiki/a.md", "Page 3 is an image."),)


def test_a_file_may_hold_several_documents_that_come_and_go(company):
    company.write("wiki/mail.eml", "first")
    section = Section((), "Text.")
    held = [Parsed("Mail", (section,)), Parsed("Offer", (section,), name="offer.pdf")]
    company.read = lambda path, source, root: held

    first = company.ingest()
    again = company.ingest()
    held.pop()
    company.write("wiki/mail.eml", "second")
    after = company.ingest()

    assert counts(first) == (2, 0, 0, 0)
    assert counts(again) == (0, 0, 2, 0)
    assert counts(after) == (0, 1, 0, 1)
    assert company.known() == ["wiki/mail.eml"]


def test_the_documents_in_a_deleted_file_go_with_it(company):
    path = company.write("wiki/mail.eml", "first")
    held = [Parsed("Offer", (Section((), "Text."),), name="offer.pdf")]
    company.read = lambda path, source, root: held
    company.ingest()
    path.unlink()

    assert counts(company.ingest()) == (0, 0, 0, 1)


def test_nothing_is_deleted_where_a_source_was_not_seen_whole(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    (company.root / "wiki").rename(company.root / "elsewhere")

    report = company.ingest()

    assert counts(report) == (0, 0, 0, 0)
    assert report.failed == (Reason("wiki", "wiki is not there: check the path of its source."),)
    assert company.known() == ["wiki/a.md"]


def test_documents_of_a_source_that_is_not_declared_any_more_go(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.write("desk/b.md", "# B\n\nTwo.")
    company.sources.append(company.source("desk"))
    company.ingest()
    company.sources.pop()

    assert counts(company.ingest(only=["wiki"])) == (0, 0, 1, 0)
    assert counts(company.ingest()) == (0, 0, 1, 1)
    assert company.known() == ["wiki/a.md"]


def test_a_renamed_source_keeps_its_documents(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    company.sources = [company.source("handbook", "wiki")]

    assert counts(company.ingest()) == (0, 1, 0, 0)
    assert company.documents.known()["wiki/a.md"].source == "handbook"


def test_a_run_over_some_paths_leaves_the_others_alone(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.write("wiki/b.md", "# B\n\nTwo.")
    company.ingest()
    company.write("wiki/a.md", "# A\n\nNew.")
    (company.root / "wiki/b.md").unlink()

    report = company.ingest(only=["wiki/a.md"])

    assert counts(report) == (0, 1, 0, 0)
    assert company.known() == ["wiki/a.md", "wiki/b.md"]


def test_a_dry_run_counts_and_writes_nothing(company):
    company.write("wiki/a.md", "# A\n\nOld.")
    company.write("wiki/b.md", "# B\n\nGone.")
    company.ingest()
    before = (company.documents.sequence(), company.documents.counts())
    company.embedder.texts.clear()
    company.write("wiki/a.md", "# A\n\nNew.")
    company.write("wiki/c.md", "# C\n\nMore.")
    company.write("wiki/d.md", "")
    (company.root / "wiki/b.md").unlink()

    report = company.ingest(dry_run=True)

    assert counts(report) == (1, 1, 0, 1)
    assert report.chunks == 2
    assert [one.document for one in report.failed] == ["wiki/d.md"]
    assert company.embedder.texts == []
    assert (company.documents.sequence(), company.documents.counts()) == before


def test_personal_data_is_masked_where_the_source_asks_for_it(company):
    company.write("wiki/a.txt", "Write to jane.roe@customer.example at once.")
    company.sources = [company.source("wiki", kind=SourceKind.INSIGHTS, mask=True)]

    company.ingest()

    (text,) = company.texts("wiki/a.txt")
    assert re.fullmatch(r"Write to \[email [0-9a-f]{8}\] at once\.", text)
    assert not any("jane" in text for text in company.embedder.texts)


def test_a_glossary_gives_its_terms_with_the_source_s_domain_and_owner(company):
    company.write("terms.yaml", "- term: NPS\n  definition: Net Promoter Score\n")
    company.sources = [
        company.source("terms", "terms.yaml", SourceKind.GLOSSARY, owner="U1", domain="support")
    ]

    company.ingest()

    (sense,) = company.senses.all({"everyone"})
    assert (sense.label, sense.domain, sense.owner) == ("NPS", "support", "U1")
    assert (sense.document, sense.audience) == ("terms.yaml", "everyone")


def test_a_table_without_a_loader_is_skipped_with_the_reason(company):
    company.write("sales.csv", "a,b\n1,2\n")
    company.sources = [company.source("sales", "sales.csv", SourceKind.TABLE)]

    report = company.ingest()

    assert report.skipped == (
        Reason("sales.csv", "The table sales cannot be read by this version yet."),
    )


def test_a_table_goes_to_its_loader(company):
    company.write("sales.csv", "a,b\n1,2\n")
    sales = company.source("sales", "sales.csv", SourceKind.TABLE)
    odd = company.source("odd", "odd.db", SourceKind.TABLE)
    broken = company.source("broken", "broken.csv", SourceKind.TABLE)
    company.sources = [sales, odd, broken]
    loaded = []

    def tables(source):
        loaded.append(source.name)
        if source is broken:
            raise DocumentError("It has no header.")
        return "" if source is sales else "SQLite comes later."

    company.tables = tables

    report = company.ingest()
    company.ingest(dry_run=True)
    company.ingest(only=["odd.db"])

    assert loaded == ["sales", "odd", "broken", "odd"]
    assert report.skipped == (Reason("odd.db", "SQLite comes later."),)
    assert report.failed == (Reason("broken.csv", "It has no header."),)


def test_a_warehouse_is_named_by_its_address(company):
    source = company.source("w", kind=SourceKind.TABLE)
    source = type(source)("w", SourceKind.TABLE, "postgresql://me:hush@host/db", "everyone")
    company.sources = [source]

    assert [one.document for one in company.ingest().skipped] == ["postgresql://host/db"]


def test_another_model_embeds_everything_anew_without_opening_files(company, other_embedder):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    company.reads.clear()

    report = company.ingest(embedder=other_embedder)

    assert counts(report) == (0, 0, 1, 0)
    assert company.reads == []
    (vector,) = company.vectors.held["everyone"].values()
    assert vector.shape == (6,)
    assert Facts(company.database).get(EMBEDDING_MODEL) == "model-b"


def test_what_was_published_before_a_failure_stays(company, monkeypatch):
    monkeypatch.setattr(pipeline, "_BATCH", 1)
    company.write("wiki/a.md", "# A\n\nOne.")
    company.write("wiki/b.md", "# B\n\nTwo.")
    embed = company.embedder.embed

    def fail_at_b(texts, progress=None):
        if "Two" in texts[0]:
            raise ModelError("The model went away.")
        return embed(texts, progress)

    company.embedder.embed = fail_at_b
    with pytest.raises(ModelError):
        company.ingest()
    company.embedder.embed = embed

    report = company.ingest()

    assert counts(report) == (1, 0, 1, 0)
    assert company.known() == ["wiki/a.md", "wiki/b.md"]


def test_many_files_are_read_and_embedded_in_waves(company, monkeypatch):
    monkeypatch.setattr(pipeline, "_WAVE", 2)
    monkeypatch.setattr(pipeline, "_BATCH", 2)
    for name in "abcde":
        company.write(f"wiki/{name}.md", f"# {name}\n\nText of {name}.")

    class Told:
        phases = ()
        done = 0

        def begin(self, phase, total):
            self.phases += ((phase, total),)

        def advance(self, count):
            self.done += count

    told = Told()
    report = company.ingest(progress=told)

    assert counts(report) == (5, 0, 0, 0)
    assert told.phases == (
        (Phase.READING, 5),
        (Phase.READING, 5),
        (Phase.EMBEDDING, 2),
        (Phase.READING, 3),
        (Phase.EMBEDDING, 2),
        (Phase.READING, 1),
        (Phase.EMBEDDING, 1),
        (Phase.INDEXING, 1),
    )
    assert told.done == 5 + 5 + 5 + 1
    assert report.seconds > 0


def test_a_run_notes_when_each_source_was_seen_whole(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    company.ingest()
    first = company.documents.counts().sources[0].last_ingest

    company.ingest(only=["wiki/a.md"])
    assert company.documents.counts().sources[0].last_ingest == first

    company.ingest()
    assert company.documents.counts().sources[0].last_ingest > first


def test_the_same_text_twice_in_a_document_is_two_chunks(company):
    company.write("wiki/a.md", "# A\n\nOne.")
    section = Section(("Same",), "Text. " * 60)
    company.read = lambda path, source, root: [Parsed("A", (section, section))]

    company.ingest()

    assert len(company.documents.live()) == 2
    assert len(company.embedder.texts) == 1


def test_a_document_that_was_handed_over_is_not_for_whom_it_says_itself(company):
    company.sources = [company.source("uploads: board", audience="board", handed_over=True)]
    company.write("uploads: board/plan.md", "A plan.", audience="everyone")
    company.write("uploads: board/sale.md", "A sale.", audience="board")

    report = company.ingest()

    assert company.known() == ["uploads: board/sale.md"]
    assert "it was handed over for 'board'" in report.failed[0].reason


def test_documents_of_a_folder_of_uploads_that_is_not_on_this_machine_stay(company):
    company.sources = [company.source("uploads: everyone", "uploads", handed_over=True)]
    path = company.write("uploads/plan.md", "A plan.")
    company.ingest()
    path.unlink()
    path.parent.rmdir()

    report = company.ingest()

    assert (report.deleted, report.failed) == (0, ())
    assert company.known() == ["uploads/plan.md"]


def test_a_file_that_is_taken_out_of_the_folder_of_uploads_goes_at_the_next_ingest(company):
    company.sources = [company.source("uploads: everyone", "uploads", handed_over=True)]
    company.write("uploads/plan.md", "A plan.")
    gone = company.write("uploads/old.md", "Old.")
    company.ingest()
    gone.unlink()

    assert company.ingest().deleted == 1
    assert company.known() == ["uploads/plan.md"]
