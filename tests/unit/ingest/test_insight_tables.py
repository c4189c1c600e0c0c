from __future__ import annotations

import datetime as dt
import json
from datetime import date

import openpyxl
import pytest

from ingest.loaders.reading import read
from knowledge.errors import DocumentError
from knowledge.models import Source, SourceKind


@pytest.fixture
def parsed(tmp_path):
    """What is read of a file of customers' items."""

    def open_it(content, name="reviews.csv", **fields):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            path.write_text(content, encoding="utf-8")
        source = Source("s", SourceKind.INSIGHTS, str(path), "everyone", fields=fields)
        (found,) = read(path, source, tmp_path)
        return found

    return open_it


def test_declared_columns_become_an_items_parts(parsed):
    found = parsed(
        "No,Said,When,Who,Stars,Depot,Secret\n7,Too late,2026-05-06,Acme,2,Leeds,x\n",
        id="no",
        text="Said",
        date="When",
        customer="Who",
        score="Stars",
        attributes=("Depot",),
    )

    (item,) = found.items
    assert (item.record, item.text, item.day) == ("7", "Too late", date(2026, 5, 6))
    assert (item.customer, item.score, item.attributes) == ("Acme", 2.0, {"Depot": "Leeds"})


def test_a_row_with_a_text_is_a_section_under_its_facts(parsed):
    found = parsed("id,comment,customer,depot,kilos\n7,Too late,Acme,Leeds,12\n8,,Bolt,Leeds,3\n")

    (section,) = found.sections
    assert (section.record, section.text) == ("7", "Too late")
    assert section.headings == ("Customer: Acme; depot: Leeds",)
    assert [item.text for item in found.items] == ["Too late", ""]


def test_where_nothing_is_declared_usual_names_are_taken_and_the_rest_are_attributes(parsed):
    found = parsed("Created at,Message,Account name,NPS,Plan\n2026-01-02,Fine,Acme,9,pro\n")

    (item,) = found.items
    assert (item.day, item.text, item.customer, item.score) == (date(2026, 1, 2), "Fine", "Acme", 9)
    assert item.attributes == {"Account name": "Acme", "Plan": "pro"}
    assert item.record == "row 2"


def test_several_columns_make_one_text(parsed):
    found = parsed("liked,missed\nSpeed,Price\n,Only this\n", text=("liked", "missed"))

    assert [item.text for item in found.items] == ["Speed\n\nPrice", "Only this"]


def test_a_declared_column_that_is_not_there_is_refused_with_the_nearest_name(parsed):
    with pytest.raises(DocumentError, match="has no column 'Narative'; did you mean 'Narrative'"):
        parsed("id,Narrative\n1,a\n", text="Narative")


def test_a_declared_attribute_that_is_not_there_is_refused(parsed):
    with pytest.raises(DocumentError, match="has no column 'Region'"):
        parsed("id,text\n1,a\n", text="text", attributes=("Region",))


def test_a_table_without_texts_and_scores_is_refused(parsed):
    with pytest.raises(DocumentError, match=r'fields = \{text = "size"\}'):
        parsed("colour,size\nred,3\n")


def test_a_survey_of_scores_alone_is_read(parsed):
    found = parsed("score,day\n4,2026-05-06\n5,2026-05-07\n")

    assert [item.score for item in found.items] == [4.0, 5.0]
    assert found.sections == ()


def test_a_table_without_rows_is_empty(parsed):
    with pytest.raises(DocumentError, match="holds no rows"):
        parsed("id,text\n\n,\n")


def test_ids_that_come_again_are_numbered_and_said(parsed):
    found = parsed("id,text\n7,a\n7,b\n7 (2),c\n7,d\n")

    assert [item.record for item in found.items] == ["7", "7 (2)", "7 (2) (2)", "7 (3)"]
    assert len({section.record for section in found.sections}) == 4
    assert found.left_out == (
        "3 rows have an id in the column 'id' that an earlier row has; they were numbered.",
    )


def test_a_row_without_an_id_is_called_by_its_number(parsed):
    found = parsed("id,text\n7,a\n,b\n")

    assert [item.record for item in found.items] == ["7", "row 3"]


def test_days_and_scores_that_are_none_are_left_out_and_counted(parsed):
    found = parsed("date,score,text\n2026-05-06,4,a\nsoon,good,b\n2026-02-30,5/5,c\n,,d\n")

    assert [item.day for item in found.items] == [date(2026, 5, 6), None, None, None]
    assert [item.score for item in found.items] == [4.0, None, 5.0, None]
    assert found.left_out == (
        "2 rows have in the column 'date' what is no day; it was left out.",
        "1 row has in the column 'score' what is no number; it was left out.",
    )


def test_days_that_may_be_months_are_said(parsed):
    found = parsed("date,text\n01/02/2026,a\n")

    assert found.items[0].day == date(2026, 2, 1)
    assert "may be day/month or month/day" in found.left_out[0]


def test_a_long_value_is_no_attribute(parsed):
    found = parsed(f"text,log,depot\na,{'x' * 201},Leeds\n")

    assert found.items[0].attributes == {"depot": "Leeds"}
    assert found.left_out == (
        "1 row has in the column 'log' what is longer than 200 characters; it was left out.",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_and_delimiter_is_read(parsed, encoding):
    text = 'Id;Text\r\n1;"Caf\u00e9; \u201cgut\u201d\r\nund schnell"\r\n2;nein\r\n'

    found = parsed(text.encode(encoding))

    assert [item.text for item in found.items] == [
        "Caf\u00e9; \u201cgut\u201d\nund schnell",
        "nein",
    ]


def test_tabs_part_columns_too(parsed):
    assert parsed("id\ttext\n1\ta, b\n", "r.tsv").items[0].text == "a, b"


def test_an_open_quotation_mark_is_refused(parsed):
    content = 'id,text\n1,"' + "x" * 1_000_001

    with pytest.raises(DocumentError, match="a quotation mark may be open"):
        parsed(content)


def test_a_short_row_has_empty_cells(parsed):
    found = parsed("id,text,depot\n1,a\n2,b,Leeds,more\n")

    assert [item.attributes for item in found.items] == [{}, {"depot": "Leeds"}]


def test_records_a_line_are_rows(parsed):
    lines = [
        {"id": 1, "text": "a", "user": {"name": "Ann", "tags": ["x", "y"]}, "vip": True},
        {"id": 2, "text": "b", "score": 4.5, "none": None},
    ]

    found = parsed("\n".join(map(json.dumps, lines)), "r.jsonl")

    assert [item.record for item in found.items] == ["1", "2"]
    assert found.items[0].attributes == {"user.name": "Ann", "user.tags": "x, y", "vip": "true"}
    assert (found.items[1].score, found.items[1].attributes) == (4.5, {})


@pytest.mark.parametrize(
    "content", ['[{"id": 1, "text": "a"}]', '{"count": 1, "tickets": [{"id": 1, "text": "a"}]}']
)
def test_a_list_of_records_is_read(parsed, content):
    assert [item.text for item in parsed(content, "r.json").items] == ["a"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("r.jsonl", '{"text": "a"}\n{"text"', r"r\.jsonl is not proper JSON \(line 2\)"),
        ("r.jsonl", '{"text": "a"}\n[1]', r"r\.jsonl line 2 is no JSON object"),
        ("r.json", "[1, 2]", "holds no list of records"),
        ("r.json", '{"a": 1}', "holds no list of records"),
        ("r.json", "[" * 100_000, "nested too deeply|not proper JSON"),
    ],
)
def test_json_that_holds_no_records_is_refused(parsed, name, content, reason):
    with pytest.raises(DocumentError, match=reason):
        parsed(content, name)


def test_the_first_sheet_with_cells_is_read(parsed, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Answers")
    sheet.append(["Id", "Comment", "Date", "Score"])
    sheet.append([7, "Too late", date(2026, 5, 6), 2.0])
    sheet.append([None, None, None, None])
    sheet.append([8.5, "=1+1", dt.datetime.fromisoformat("2026-05-07 10:30"), None])
    book.save(tmp_path / "r.xlsx")

    found = parsed(None, "r.xlsx")

    assert [item.record for item in found.items] == ["7", "8.5"]
    assert (found.items[0].text, found.items[0].score) == ("Too late", 2.0)
    assert [item.day for item in found.items] == [date(2026, 5, 6), date(2026, 5, 7)]
    assert found.left_out == ("Only its sheet 'Answers' was read; the others were left out.",)


def test_a_workbook_that_is_none_is_refused(parsed):
    with pytest.raises(DocumentError, match="not what its ending says"):
        parsed("id,text\n1,a\n", "r.xlsx")


def test_a_workbook_without_cells_is_empty(parsed, tmp_path):
    openpyxl.Workbook().save(tmp_path / "r.xlsx")

    with pytest.raises(DocumentError, match="no sheet of it holds a cell"):
        parsed(None, "r.xlsx")
