from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from knowledge.errors import DocumentError


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_first_sheet_with_rows_is_the_table(office) -> None:
    content = workbook(Cover=[], Data=[["a", "b"], [1, "x"]], Other=[["c"], [9]])

    office.load(office.put("t.xlsx", content))

    assert office.rows() == [(1, "x")]


def test_titles_empty_rows_and_columns_around_a_table_are_left_out(office) -> None:
    rows = [[], ["Sales 2026"], [], [None, "day", "amount"], [None, "x", 2.5], [], [None, "y", 3]]

    load = office.load(office.put("t.xlsx", workbook(Data=rows)))

    assert list(load.columns) == ["day", "amount"]
    assert office.rows() == [("x", 2.5), ("y", 3)]


def test_values_keep_the_type_that_the_sheet_gives_them(office) -> None:
    rows = [
        ["id", "n", "on", "at", "open", "mixed", "text"],
        [
            "007",
            1,
            date(2026, 1, 2),
            datetime.fromisoformat("2026-01-02 10:00:00"),
            True,
            5,
            "2026-01-02",
        ],
        ["008", None, date(2026, 1, 3), None, False, "#N/A", "2026-01-03"],
        ["009", 3, None, datetime.fromisoformat("2026-01-03 00:00:00"), None, "n/a", ""],
    ]

    load = office.load(office.put("t.xlsx", workbook(Data=rows)))

    assert load.columns == {
        "id": "VARCHAR",
        "n": "BIGINT",
        "on": "TIMESTAMP",  # a sheet knows moments only
        "at": "TIMESTAMP",
        "open": "BOOLEAN",
        "mixed": "BIGINT",
        "text": "DATE",
    }
    assert office.rows("select id, n, mixed from t")[1:] == [("008", None, None), ("009", 3, None)]


def test_a_query_selects_from_all_sheets_by_name(office) -> None:
    content = workbook(
        Orders=[["id", "who"], [1, "A"], [2, "B"]], People=[["who", "city"], ["A", "Rome"]]
    )

    office.load(
        office.put("t.xlsx", content),
        query='select o.id, city from this o join "People" using (who)',
    )

    assert office.rows() == [(1, "Rome")]


def test_the_name_of_a_sheet_alone_is_a_query(office) -> None:
    content = workbook(Orders=[["id"], [1]], People=[["who"], ["A"]])

    office.load(office.put("t.xlsx", content), query="People")

    assert office.rows() == [("A",)]


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password or is an old XLS file"),
        (b"PK\x03\x04 no archive", r"t\.xlsx is no sound spreadsheet"),
        (packed(a=b"no workbook"), r"t\.xlsx is no sound spreadsheet"),
        (packed(a=bytes(20_000_000)), "unpacks to far more than its size"),
        (workbook(Data=[]), "no sheet of t.xlsx has rows"),
        (workbook(Data=[["a", "b"]]), "it has columns and no rows"),
    ],
)
def test_protected_damaged_swollen_and_empty_files_are_refused(office, content, sentence) -> None:
    with pytest.raises(DocumentError, match=sentence):
        office.load(office.put("t.xlsx", content))
