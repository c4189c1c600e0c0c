from __future__ import annotations

import os
import zipfile
from pathlib import Path

import docx
import pytest

from ingest.loaders import kinds, reading
from ingest.loaders.reading import read
from ingest.loaders.untrusted import untrusted
from ingest.parsed import Section
from knowledge.errors import DocumentError, Unsupported
from knowledge.models import Source, SourceKind


@pytest.fixture
def opened(tmp_path):
    def write(name: str, content: bytes | str = b"", kind: SourceKind = SourceKind.DOCUMENTS):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = Source("s", kind, str(tmp_path), "everyone", fields={})
        (parsed,) = read(path, source, tmp_path)
        return parsed

    return write


def office(path: Path, folder: str = "") -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{folder}a.xml", "<a/>")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.md", "# Plan\n\nText.", "Plan"),
        ("a_note.txt", "Text. One line.", "A note"),
        ("README", "Text. One line.", "README"),
        ("a.html", "<h1>Page</h1><p>Text.", "Page"),
        ("a-page.htm", "<p>Text.", "A page"),
    ],
)
def test_each_ending_has_its_loader(opened, name, content, title):
    parsed = opened(name, content)

    assert parsed.title == title
    assert parsed.sections == (Section((), parsed.sections[0].text),)
    assert parsed.sections[0].text.startswith("Text.")


def test_a_word_document_goes_through_the_sandbox(tmp_path):
    document = docx.Document()
    document.add_heading("Plan", 1)
    document.add_heading("Part", 2)
    document.add_paragraph("Text.")
    path = tmp_path / "a.docx"
    document.save(str(path))

    (parsed,) = read(path, Source("s", SourceKind.DOCUMENTS, str(tmp_path), "everyone"), tmp_path)

    assert (parsed.title, parsed.sections) == ("Plan", (Section(("Part",), "Text."),))


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("a.yaml", SourceKind.GLOSSARY, "NPS: Net Promoter Score"),
        ("a.csv", SourceKind.GLOSSARY, "Term,Definition\nNPS,Net Promoter Score\n"),
        ("a.tsv", SourceKind.GLOSSARY, "Term\tDefinition\nNPS\tNet Promoter Score\n"),
    ],
)
def test_glossaries_give_senses(opened, name, kind, content):
    assert [sense.stands_for for sense in opened(name, content, kind).senses] == [
        "Net Promoter Score"
    ]


def test_insights_are_items(opened):
    parsed = opened("letter_1.txt", "Product: Shed\nState: Blue\n\nLate.", SourceKind.INSIGHTS)

    assert parsed.sections[0].headings == ("Product: Shed; State: Blue",)
    assert opened("letter.md", "# Late\n\nIt was late.", SourceKind.INSIGHTS).title == "Late"


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("a.pptx", SourceKind.DOCUMENTS, "presentations come with a later version"),
        ("a.png", SourceKind.DOCUMENTS, "text in images"),
        ("a.csv", SourceKind.DOCUMENTS, "tables among documents"),
        ("a.xyz", SourceKind.DOCUMENTS, ".xyz files are not known"),
        ("a.pdf", SourceKind.GLOSSARY, "glossaries are read from YAML, CSV"),
        ("a.parquet", SourceKind.INSIGHTS, "save it as CSV or .xlsx"),
        ("a.pdf", SourceKind.INSIGHTS, "insights are read from .txt and .md"),
        ("a.csv", SourceKind.TABLE, "its numbers are computed"),
    ],
)
def test_what_is_not_read_yet_says_so(opened, name, kind, reason):
    with pytest.raises(Unsupported, match=reason):
        opened(name, b"x", kind)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", r"a\.txt is empty\."),
        ("a.pdf", b"", r"a\.pdf is empty\."),
        ("a.txt", b"\n \n", r"a\.txt is empty\."),
        ("a.md", b"# Only\n\n## Headings\n", "holds no text beside headings"),
        ("a.html", b"<script>x</script>", "holds no text"),
        ("a.txt", b"%PDF-1.4 x", "is a PDF document, not what its ending .txt says"),
        ("a.md", b"\x89PNG..", "is an image"),
        ("a.txt", bytes(range(32)) * 9, "is not a text"),
        ("a.pdf", b"words", "a.pdf is not what its ending says"),
        ("a.html", b"%PDF-1.4 x", "is a PDF document, not what its ending .html says"),
        ("a.docx", b"PK\x03\x04broken", "a.docx is damaged: it is cut off"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "is an old Word document"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is locked with a password",
        ),
    ],
)
def test_what_cannot_be_read_has_a_reason(opened, name, content, reason):
    with pytest.raises(DocumentError, match=reason):
        opened(name, content)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("xl/", "an Excel workbook"),
        ("ppt/", "a PowerPoint presentation"),
        ("word/", "a Word document"),
        ("", "a ZIP archive"),
    ],
)
def test_a_mislabelled_file_is_called_what_it_is(opened, tmp_path, folder, kind):
    with pytest.raises(DocumentError, match=f"a.pdf is {kind}, not what its ending .pdf says"):
        opened("a.pdf", office(tmp_path / "b.zip", folder))


def test_a_mark_further_down_is_a_pdf_still(tmp_path):
    assert kinds.signature(tmp_path / "a", b"junk\n%PDF-1.4") == "a PDF document"


def test_a_text_that_nobody_wrote_is_too_large(opened, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_TEXT", 10)

    with pytest.raises(DocumentError, match=r"a\.txt is too large"):
        opened("a.txt", b"x" * 11)


def test_a_file_that_went_away_says_so(tmp_path):
    source = Source("s", SourceKind.DOCUMENTS, str(tmp_path), "everyone")

    with pytest.raises(DocumentError, match=r"gone\.md is not there any more"):
        read(tmp_path / "gone.md", source, tmp_path)


def test_other_failures_of_the_disk_are_told():
    path = Path("a.md")

    assert "no permission" in reading._unreadable(path, PermissionError())
    assert "disk on fire" in reading._unreadable(path, OSError(5, "disk on fire"))


def test_a_folder_called_like_a_text_is_told(tmp_path):
    (tmp_path / "a.md").mkdir()
    (tmp_path / "a.md" / "b").write_text("x")
    source = Source("s", SourceKind.DOCUMENTS, str(tmp_path), "everyone")

    with pytest.raises(DocumentError, match="cannot be opened"):
        read(tmp_path / "a.md", source, tmp_path)


def test_what_the_sandbox_says_is_checked_for_its_form():
    assert untrusted._section("nonsense") == Section((), "")
    assert untrusted._section({"headings": "x", "text": 3}) == Section((), "3")


def test_opened_runs_each_parser_in_this_process_too(tmp_path):
    (tmp_path / "a.html").write_text("<h1>T</h1><p>x")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    document = docx.Document()
    document.add_paragraph("x")
    document.save(str(tmp_path / "a.docx"))

    assert untrusted.opened(os.fspath(tmp_path / "a.html"))["title"] == "T"
    assert untrusted.opened(os.fspath(tmp_path / "a.docx"))["senses"] == ()
    with pytest.raises(DocumentError, match="damaged"):
        untrusted.opened(os.fspath(tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"words", "a.pdf is not what its ending says"),
        ("a.docx", b"PK\x03\x04broken", "cut off"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "an old Word document"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
    ],
)
def test_the_childs_side_refuses_what_is_not_what_it_says(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DocumentError, match=reason):
        untrusted.opened(os.fspath(tmp_path / name))


@pytest.mark.parametrize(("folder", "kind"), [("xl/", "an Excel workbook"), ("", "a ZIP archive")])
def test_the_childs_side_knows_archives_by_what_is_in_them(tmp_path, folder, kind):
    (tmp_path / "a.pdf").write_bytes(office(tmp_path / "b.zip", folder))

    with pytest.raises(DocumentError, match=f"a.pdf is {kind}"):
        untrusted.opened(os.fspath(tmp_path / "a.pdf"))


def test_nesting_that_no_parser_survives_is_a_reason(opened, monkeypatch):
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reading.markdown, "parse", deep)

    with pytest.raises(DocumentError, match="nested too deeply"):
        opened("a.md", "x")
