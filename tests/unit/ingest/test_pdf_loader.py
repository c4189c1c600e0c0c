from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.loaders.untrusted import pdf
from knowledge.errors import DocumentError

Pages = list[list[str]]


def written(path: Path, pages: Pages, title: str = "") -> Path:
    """A PDF of these lines, made by hand: one content stream a page, Helvetica."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, lines in enumerate(pages):
        content = (
            "BT /F1 12 Tf 14 TL 50 750 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< /Title ({title}) >>")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    path.write_text(out, encoding="latin-1")
    return path


def locked(source: Path, target: Path, **passwords: str) -> Path:
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.encrypt(algorithm="RC4-128", **passwords)
    with target.open("wb") as file:
        writer.write(file)
    return target


def test_each_page_is_a_section(tmp_path):
    path = written(
        tmp_path / "a.pdf", [["We answer.", "Always."], [], ["On page three."]], "Promises"
    )

    document = pdf.parse(path)

    assert document.title == "Promises"
    assert [(part.headings, part.text) for part in document.sections] == [
        (("page 1",), "We answer.\nAlways."),
        (("page 3",), "On page three."),
    ]


def test_lines_that_fill_the_page_run_on_and_words_are_joined_again(tmp_path):
    lines = [
        "This line is as wide as the page and so it goes on in the custom-",
        "ary next line, which is as wide as the page as well, or nearly so,",
        "and ends.",
        "1. An item of its own, however long the line that stands before it",
        "short",
        "lower case goes on",
    ]

    document = pdf.parse(written(tmp_path / "a.pdf", [lines]))

    assert document.sections[0].text == (
        "This line is as wide as the page and so it goes on in the customary next line, which is "
        "as wide as the page as well, or nearly so, and ends.\n"
        "1. An item of its own, however long the line that stands before it short lower case goes on"
    )


def test_running_heads_and_feet_go(tmp_path):
    pages = [["Plan 2026", f"Text {word}.", f"page {at}"] for at, word in enumerate("abcde")]

    document = pdf.parse(written(tmp_path / "a.pdf", pages))

    assert [part.text for part in document.sections] == [f"Text {word}." for word in "abcde"]


@pytest.mark.parametrize("title", ["Microsoft Word - x", "plan.docx", "untitled", "x" * 151])
def test_a_title_that_a_program_wrote_is_none(tmp_path, title):
    assert pdf.parse(written(tmp_path / "a.pdf", [["Text."]], title)).title == ""


def test_a_password_is_named_as_the_reason(tmp_path):
    path = locked(written(tmp_path / "a.pdf", [["Text."]]), tmp_path / "b.pdf", user_password="x")

    with pytest.raises(DocumentError, match=r"b\.pdf is locked with a password"):
        pdf.parse(path)


def test_a_lock_against_changes_only_is_no_hindrance(tmp_path):
    source = written(tmp_path / "a.pdf", [["Text."]])
    path = locked(source, tmp_path / "b.pdf", user_password="", owner_password="x")

    assert pdf.parse(path).sections[0].text == "Text."


def test_pages_without_text_are_a_reason(tmp_path):
    with pytest.raises(DocumentError, match="holds no text"):
        pdf.parse(written(tmp_path / "a.pdf", [[]]))


def test_damage_is_a_reason(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing more")

    with pytest.raises(DocumentError, match="damaged"):
        pdf.parse(path)


def test_more_pages_than_people_read_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_PAGES", 1)

    with pytest.raises(DocumentError, match="more than 1 pages"):
        pdf.parse(written(tmp_path / "a.pdf", [["a"], ["b"]]))
