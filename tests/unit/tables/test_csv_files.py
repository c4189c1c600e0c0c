from __future__ import annotations

import pytest

from knowledge.errors import DocumentError

LINES = "a;b\nä;2\nö;3\n"


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.encode("utf-16-le"),
        LINES.encode("utf-16-be"),
        LINES.encode("utf-32"),
        LINES.replace("\n", "\r\n").encode("cp1252"),
        LINES.replace("\n", "\r").encode(),
        LINES.replace(";", "\t").encode(),
        LINES.replace(";", "|").encode(),
        LINES.replace(";", ",").encode(),
    ],
)
def test_characters_separators_and_ends_of_lines_are_recognised(office, content) -> None:
    office.load(office.put("t.csv", content))

    assert office.rows() == [("ä", 2), ("ö", 3)]


def test_quoted_lines_and_quotes_stay_in_their_cell(office) -> None:
    office.load(office.put("t.csv", 'a,b\n1,"one\ntwo, ""three"""\n2,\n'))

    assert office.rows() == [(1, 'one\ntwo, "three"'), (2, None)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1,2\n1,2,3\n", r"'t' cannot be read: line 3: 3 values where .* names 2 columns"),
        ("a,b\n1,2\n1\n", r"'t' cannot be read: line 3: 1 values where .* names 2 columns"),
        ("", "first line must name the columns"),
        ("\n1,2\n", "first line must name the columns"),
        ("a,b\n", "'t' is empty: it has columns and no rows"),
        (b"a,b\n\0\1\2\0\0\3,\0\n", "the file is not text"),
    ],
)
def test_what_is_no_table_is_refused_with_the_line(office, content, sentence) -> None:
    with pytest.raises(DocumentError, match=sentence):
        office.load(office.put("t.csv", content))


def test_nothing_is_left_of_a_file_that_was_refused(office) -> None:
    with pytest.raises(DocumentError):
        office.load(office.put("t.csv", "a,b\n1\n"))

    assert list((office.folder / "tables").iterdir()) == []
