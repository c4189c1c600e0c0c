from __future__ import annotations

import pytest

from knowledge.errors import DocumentError

LINES = (
    '{"id": "a", "n": 1, "at": "2026-01-02T10:00:00Z", "who": {"city": "Rome"}, "tags": ["x"]}\n'
    "\n"
    '{"id": "b", "n": null, "new": true}\n'
)


def test_lines_of_objects_are_a_table_with_all_keys(office) -> None:
    load = office.load(office.put("t.jsonl", LINES))

    assert load.columns == {
        "id": "VARCHAR",
        "n": "BIGINT",
        "at": "TIMESTAMP",
        "who.city": "VARCHAR",
        "tags": "VARCHAR",
        "new": "BOOLEAN",
    }
    assert office.rows('select n, "who.city", tags, new from t') == [
        (1, "Rome", '["x"]', None),
        (None, None, None, True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_objects_is_the_same(office, encoding) -> None:
    office.load(office.put("t.json", '[{"a": "ä"}, {"a": "ö"}]'.encode(encoding)))

    assert office.rows() == [("ä",), ("ö",)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"a": 1}\n{"a": \n', "line 2 is not JSON"),
        ('[{"a": 1},\n 2]', "entry 2 is not an object"),
        ('[{"a": 1},\n {]', "line 2 is not JSON"),
        ("1\n", "line 1 is not an object"),
        ("[" * 100_000, "is not JSON"),
        ("", "has no objects"),
        ("[]", "has no objects"),
    ],
)
def test_what_is_no_table_is_refused_with_the_line(office, content, sentence) -> None:
    with pytest.raises(DocumentError, match=sentence):
        office.load(office.put("t.json", content))
