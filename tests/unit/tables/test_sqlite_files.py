from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from knowledge.errors import DocumentError

QUIRKS = """
create table t (id, day text, at datetime, mixed integer, picture blob, key blob, zip text);
insert into t values (1, '2026-01-02', '2026-01-02 10:00:00', 5, zeroblob(1000), x'0a0b', '012'),
                     (2, '2026-01-03', '2026-01-03', 'N/A', null, x'0c', '9'),
                     (3, null, null, 2.5, null, null, null);
"""


def database(office, *statements: str, name: str = "t.db") -> Path:
    file = office.folder / name
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.executescript(statement)
        connection.commit()
    return file


def test_days_in_text_mixed_columns_and_blobs_get_sane_types(office) -> None:
    load = office.load(database(office, QUIRKS), fields={"date": "at"})

    assert load.columns == {
        "id": "BIGINT",
        "day": "DATE",
        "at": "TIMESTAMP",
        "mixed": "DOUBLE",
        "picture": "VARCHAR",
        "key": "VARCHAR",
        "zip": "VARCHAR",
    }
    assert load.watermark == date(2026, 1, 3)
    assert office.rows("select * from t limit 1") == [
        (
            1,
            date(2026, 1, 2),
            datetime.fromisoformat("2026-01-02 10:00:00"),
            5,
            "1000 bytes",
            "0a0b",
            "012",
        )
    ]


@pytest.mark.parametrize(
    ("statements", "query", "rows"),
    [
        (["create table only_one (a); insert into only_one values (1)"], "", [(1,)]),
        (["create table t (a); insert into t values (2); create table u (a)"], "", [(2,)]),
        (["create table u (a); insert into u values (3); create table t (a)"], "u", [(3,)]),
        (
            ["create table [two words] (a, b); insert into [two words] values (4, 5)"],
            "select b as a from [two words]",
            [(5,)],
        ),
    ],
)
def test_a_table_is_named_chosen_or_selected(office, statements, query, rows) -> None:
    office.load(database(office, *statements), query=query)

    assert office.rows() == rows


def test_what_sqlite_has_not_moved_into_the_file_yet_counts(office) -> None:
    file = database(
        office, "pragma journal_mode = wal; create table t (a); insert into t values (1)"
    )
    first = office.load(file)
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("insert into t values (2)")
        writer.commit()

        second = office.load(file)

    assert (first.rows, second.rows) == (1, 2)


def test_a_url_of_sqlite_is_its_file(office) -> None:
    file = database(office, "create table t (a); insert into t values (1)", name="odd name.data")

    office.load(f"sqlite:///{file.as_posix().replace(' ', '%20')}")

    assert office.rows() == [(1,)]


@pytest.mark.parametrize(
    ("statements", "query", "sentence"),
    [
        (["create table a (x); create table b (x)"], "", r"t\.db has no table 't': .*\(a, b\)"),
        ([], "", "is not a SQLite database|has no tables"),
        (["create table t (x)"], "", "'t' is empty: it has columns and no rows"),
        (["create table t (x)"], "selec x from t", "query of the table 't' .* near \"selec\""),
        (["create table t (x)"], "select y from t", "no such column: y"),
        (["create table t (x)"], "select 1; select 2", "one select statement"),
        (["create table t (x)"], "insert into t values (1)", "may only select"),
        (["create table t (x)"], "attach 'other.db' as o", "may only select"),
        (["create table t (x)"], "pragma table_info(t)", "may only select"),
        (["create table t (x)"], "select load_extension('x')", "may only select|no such function"),
    ],
)
def test_missing_tables_and_wrong_queries_are_refused(office, statements, query, sentence) -> None:
    file = database(office, *statements)

    with pytest.raises(DocumentError, match=sentence):
        office.load(file, query=query)


def test_a_file_that_is_no_database_is_refused(office) -> None:
    with pytest.raises(DocumentError, match=r"t\.db is not a SQLite database"):
        office.load(office.put("t.db", "a,b\n1,2\n"))


def test_the_file_is_never_written(office) -> None:
    file = database(office, "create table t (a); insert into t values (1)")
    before = file.read_bytes()

    office.load(
        file,
        query="with recursive n(i) as (select 1 union select i + 1 from n where i < 9) select i from n",
    )

    assert file.read_bytes() == before
    assert [one.name for one in office.folder.glob("t.db*")] == ["t.db"]
