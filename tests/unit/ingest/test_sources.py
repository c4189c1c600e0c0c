from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import sources as sources_module
from ingest.sources import owner_of, scan
from knowledge.models import SourceKind


def names(seen):
    return [found.name for found in seen.files]


def reasons(reasons):
    return {one.document: one.reason for one in reasons}


def test_files_are_found_in_all_folders_and_named_from_the_configuration(company):
    company.write("wiki/b.md", "b")
    company.write("wiki/deep/er/a.md", "a")

    seen = scan(company.sources, company.root)

    assert names(seen) == ["wiki/b.md", "wiki/deep/er/a.md"]
    assert {found.root for found in seen.files} == {company.root / "wiki"}
    assert seen.whole == {"wiki"}


def test_a_source_may_be_one_file(company):
    company.write("terms.yaml", "x")

    seen = scan([company.source("terms", "terms.yaml", SourceKind.GLOSSARY)], company.root)

    assert names(seen) == ["terms.yaml"]
    assert seen.files[0].root == company.root


def test_a_source_beside_the_configuration_s_folder_is_named_from_there_too(company, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a.md").write_text("a")

    seen = scan([company.source("other", "../other")], company.root)

    assert names(seen) == ["../other/a.md"]


def test_hidden_files_and_locks_of_office_programs_are_passed_over(company):
    company.write("wiki/.git/config", "x")
    company.write("wiki/.hidden.md", "x")
    company.write("wiki/~$plan.docx", "x")

    seen = scan(company.sources, company.root)

    assert (seen.files, seen.skipped, seen.failed) == ([], [], [])


def test_tables_hold_no_documents(company):
    company.write("sales.csv", "x")

    seen = scan([company.source("sales", "sales.csv", SourceKind.TABLE)], company.root)

    assert seen.files == []


def test_a_link_out_of_the_source_is_refused(company):
    company.write("secret/salaries.md", "x")
    (company.root / "wiki/file.md").symlink_to(company.root / "secret/salaries.md")
    (company.root / "wiki/folder").symlink_to(company.root / "secret")

    seen = scan(company.sources, company.root)

    assert seen.files == []
    assert set(reasons(seen.skipped)) == {"wiki/file.md", "wiki/folder"}
    assert "link out of its source's folder" in seen.skipped[0].reason


def test_a_link_within_the_source_is_read_once_where_it_leads(company):
    company.write("wiki/deep/2026.md", "x")
    (company.root / "wiki/current.md").symlink_to(company.root / "wiki/deep/2026.md")
    (company.root / "wiki/deep/up").symlink_to(company.root / "wiki")

    seen = scan(company.sources, company.root)

    assert names(seen) == ["wiki/deep/2026.md"]
    assert seen.skipped == []


def test_a_link_that_leads_nowhere_is_a_reason(company):
    (company.root / "wiki/broken.md").symlink_to(company.root / "wiki/nowhere.md")
    (company.root / "wiki/circle.md").symlink_to(company.root / "wiki/circle.md")

    seen = scan(company.sources, company.root)

    assert list(reasons(seen.skipped)) == ["wiki/broken.md", "wiki/circle.md"]
    assert "leads nowhere" in seen.skipped[1].reason


def test_a_source_that_is_itself_a_link_is_what_the_administrator_declared(company, tmp_path):
    (tmp_path / "mount").mkdir()
    (tmp_path / "mount/a.md").write_text("a")
    (company.root / "linked").symlink_to(tmp_path / "mount")

    seen = scan([company.source("linked")], company.root)

    assert names(seen) == ["linked/a.md"]


def test_a_pipe_is_not_waited_for(company):
    os.mkfifo(company.root / "wiki/pipe.md")

    seen = scan(company.sources, company.root)

    assert "no file but a device or pipe" in seen.skipped[0].reason


def test_a_path_that_is_missing_is_a_reason_and_not_an_empty_source(company):
    seen = scan([company.source("nowhere")], company.root)

    assert reasons(seen.failed) == {
        "nowhere": "nowhere is not there: check the path of its source."
    }
    assert seen.whole == set()


def test_an_unreadable_folder_is_a_reason_and_its_source_not_seen_whole(company, monkeypatch):
    company.write("wiki/a.md", "a")
    company.write("wiki/locked/b.md", "b")
    real = os.scandir

    def refuse(folder):
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(sources_module.os, "scandir", refuse)

    seen = scan(company.sources, company.root)

    assert names(seen) == ["wiki/a.md"]
    assert "cannot be opened (Permission denied)" in seen.failed[0].reason
    assert seen.whole == set()


def test_a_source_that_cannot_even_be_looked_at_is_a_reason(company):
    seen = scan([company.source("long", "x" * 300)], company.root)

    assert "cannot be opened (File name too long)" in seen.failed[0].reason
    assert seen.whole == set()


def test_a_name_that_is_no_text_is_a_reason(company):
    raw = os.fsencode(company.root / "wiki") + b"/caf\xe9.md"
    Path(os.fsdecode(raw)).write_text("x")

    seen = scan(company.sources, company.root)

    assert seen.files == []
    assert "rename it" in seen.failed[0].reason
    assert seen.failed[0].document.encode()


@pytest.mark.parametrize("turned", [False, True])
def test_a_file_belongs_to_the_source_that_is_declared_closest_to_it(company, turned):
    company.write("wiki/hr/salaries.md", "x")
    company.write("wiki/a.md", "x")
    sources = [company.source("wiki"), company.source("hr", "wiki/hr", audience="board")]

    seen = scan(sources[::-1] if turned else sources, company.root)

    assert {found.name: found.source.name for found in seen.files} == {
        "wiki/a.md": "wiki",
        "wiki/hr/salaries.md": "hr",
    }


def test_of_two_sources_over_one_folder_the_first_declared_has_it(company):
    company.write("wiki/a.md", "x")

    seen = scan([company.source("first", "wiki"), company.source("second", "wiki")], company.root)

    assert [found.source.name for found in seen.files] == ["first"]


def test_a_run_may_be_limited_to_some_paths(company):
    company.write("wiki/a.md", "x")
    company.write("wiki/deep/b.md", "x")
    company.write("desk/c.md", "x")
    (company.root / "desk/broken.md").symlink_to(company.root / "nowhere")
    sources = [*company.sources, company.source("desk")]

    assert names(scan(sources, company.root, ["wiki/deep"])) == ["wiki/deep/b.md"]
    assert names(scan(sources, company.root, ["desk", "wiki/a.md"])) == ["desk/c.md", "wiki/a.md"]
    assert scan(sources, company.root, ["wiki"]).skipped == []
    assert scan(sources, company.root, ["wiki"]).whole == {"wiki"}
    assert scan(sources, company.root, ["wiki/a.md"]).whole == set()
    assert scan(sources, company.root, ["."]).whole == {"wiki", "desk"}


def test_paths_are_taken_from_the_current_folder_too(company, monkeypatch):
    company.write("wiki/deep/b.md", "x")
    monkeypatch.chdir(company.root / "wiki")

    assert names(scan(company.sources, company.root, ["deep/b.md"])) == ["wiki/deep/b.md"]
    absolute = str(company.root / "wiki/deep")
    assert names(scan(company.sources, company.root, [absolute])) == ["wiki/deep/b.md"]


def test_a_path_that_gives_nothing_is_said_so(company):
    company.write("wiki/a.md", "x")
    company.write("aside.md", "x")

    seen = scan(company.sources, company.root, ["wiki/gone.md", "aside.md"])

    told = reasons(seen.failed)
    assert "is not there any more" in told["wiki/gone.md"]
    assert "belongs to no declared source" in told["aside.md"]


def test_an_empty_source_that_is_asked_for_is_no_failure(company):
    assert scan(company.sources, company.root, ["wiki"]).failed == []


def test_what_nobody_handed_over_yet_is_no_failure_and_nothing_is_known_about_it(company):
    source = company.source("uploads: board", "store/uploads/board", handed_over=True)

    seen = scan([source], company.root)

    assert (seen.files, seen.failed, seen.whole) == ([], [], set())


def test_a_document_belongs_to_the_owner_of_the_closest_source(company):
    sources = [
        company.source("wiki", owner="U0WIKI"),
        company.source("deep", "wiki/deep", owner="U0DEEP"),
        company.source("elsewhere", "../elsewhere", owner="U0ELSE"),
        company.source("warehouse", kind=SourceKind.TABLE, owner="U0TABLE"),
    ]
    told = ["wiki/a.md", "wiki/deep/b.md", "../elsewhere/c.md", "verified/ask-1", ""]

    owners = [owner_of(sources, company.root, one) for one in told]

    assert owners == ["U0WIKI", "U0DEEP", "U0ELSE", "", ""]
