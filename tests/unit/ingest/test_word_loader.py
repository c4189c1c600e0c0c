from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from ingest.loaders.untrusted import archives, word
from knowledge.errors import DocumentError


@pytest.fixture
def document():
    return docx.Document()


def saved(document, path: Path) -> Path:
    document.save(str(path))
    return path


def test_headings_paragraphs_lists_and_tables_come_in_order(document, tmp_path):
    document.add_paragraph("Our promises", style="Title")
    document.add_paragraph("We   answer.\nAlways.")
    document.add_heading("Goals", 1)
    document.add_paragraph("Sales", style="List Bullet")
    document.add_paragraph("call", style="List Bullet 2")
    document.add_paragraph("Care", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Name", "Seats", "Small", "1-99"), strict=True):
        cell.text = text
    inner = table._cells[3].add_table(rows=1, cols=1)
    inner._cells[0].text = "inside"
    document.add_heading("Steps", 2)
    document.add_paragraph("one", style="List Bullet")

    parsed = word.parse(saved(document, tmp_path / "a.docx"))

    assert parsed.title == "Our promises"
    assert [(part.headings, part.text) for part in parsed.sections] == [
        ((), "We answer.\nAlways."),
        (("Goals",), "Sales: call\nCare\n\nName: Small | Seats: 1-99 inside"),
        (("Goals", "Steps"), "one"),
    ]


def test_numbering_without_a_list_style_is_a_list_too(document, tmp_path):
    for text, level in (("parent", "0"), ("child", "1")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val = int(level)
    bare = document.add_paragraph("bare")._p.get_or_add_pPr()
    bare.get_or_add_numPr()

    parsed = word.parse(saved(document, tmp_path / "a.docx"))

    assert parsed.sections[0].text == "parent: child\nbare"


def test_merged_cells_are_told_once_and_one_row_is_no_header(document, tmp_path):
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "both"
    table.cell(0, 2).text = "last"

    parsed = word.parse(saved(document, tmp_path / "a.docx"))

    assert parsed.title == ""
    assert parsed.sections[0].text == "both | last"


def test_properties_name_a_document_without_headings(document, tmp_path):
    document.core_properties.title = "Named"
    document.add_paragraph("Text.")

    assert word.parse(saved(document, tmp_path / "a.docx")).title == "Named"


def test_a_document_without_text_is_empty(document, tmp_path):
    with pytest.raises(DocumentError, match="is empty"):
        word.parse(saved(document, tmp_path / "a.docx"))


@pytest.mark.parametrize("content", [b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_archive_is_damaged(content, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(content)

    with pytest.raises(DocumentError, match=r"a\.docx is damaged"):
        word.parse(path)


def test_an_archive_without_a_document_is_damaged(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/other.xml", "<a/>")

    with pytest.raises(DocumentError, match="damaged"):
        word.parse(path)


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [
        ("MOST_ENTRIES", 1, "more than 1 parts"),
        ("MOST_BYTES", 1000, "would unpack to"),
        ("MOST_RATIO", 10, "packed more than 10 times"),
    ],
)
def test_what_unpacks_to_too_much_is_not_unpacked(limit, value, sentence, tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b" " * 100_000)
        archive.writestr("b", b"")
    monkeypatch.setattr(archives, "_SMALL", 1000)
    monkeypatch.setattr(archives, limit, value)

    with pytest.raises(DocumentError, match=sentence):
        word.parse(path)


def test_locked_entries_are_named_as_the_reason(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"text")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag that says: encrypted
    path.write_bytes(bytes(data))

    with pytest.raises(DocumentError, match="locked with a password"):
        word.parse(path)
