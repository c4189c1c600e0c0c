from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from knowledge.errors import DocumentError
from knowledge.metrics import duck
from knowledge.metrics.computing.tables import Tables
from knowledge.models import Source, SourceKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def table(folder: Path, content: str | bytes, name: str = "t") -> Source:
    file = folder / f"{name}.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(name, SourceKind.TABLE, str(file), "everyone")


def files(tables: Tables) -> dict[str, Path]:
    return {one.name: tables._folder / one.file for one in tables.loads().values()}


def rows(tables: Tables, statement: str) -> list[tuple[object, ...]]:
    with duck.opened(files(tables)) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path / "tables")


def test_each_column_gets_the_narrowest_type_that_holds_all_of_it(
    tmp_path: Path, tables: Tables
) -> None:
    source = table(
        tmp_path,
        "zip,n,price,on,at,open,answer\n"
        "01234,1,1.5,2026-01-02,2026-01-02T10:00:00,true,Yes\n"
        "99999,-2,2,2026-01-03,2026-01-03 11:30,False,No\n",
    )

    load = tables.load_table(source, NOW)

    assert load.columns == {
        "zip": "VARCHAR",
        "n": "BIGINT",
        "price": "DOUBLE",
        "on": "DATE",
        "at": "TIMESTAMP",
        "open": "BOOLEAN",
        "answer": "VARCHAR",
    }
    assert load.watermark == date(2026, 1, 3)


def test_blank_cells_are_nothing_and_quoted_lines_stay_together(
    tmp_path: Path, tables: Tables
) -> None:
    source = table(tmp_path, 'a,b\n1,"one\ntwo"\n ,""\n3,\n')

    tables.load_table(source, NOW)

    assert rows(tables, "select a, b from t") == [
        (1, "one\ntwo"),
        (None, None),
        (3, None),
    ]


@pytest.mark.parametrize(
    "content",
    ["a;b\nä;2\n".encode(), "a;b\nä;2\n".encode("utf-16"), "a;b\r\nä;2\r\n".encode("cp1252")],
)
def test_characters_and_separators_are_recognised(
    tmp_path: Path, tables: Tables, content: bytes
) -> None:
    tables.load_table(table(tmp_path, content), NOW)

    assert rows(tables, "select a, b from t") == [("ä", 2)]


def test_columns_without_or_with_the_same_name_get_names_of_their_own(
    tmp_path: Path, tables: Tables
) -> None:
    load = tables.load_table(table(tmp_path, "a,,A\n1,2,3\n"), NOW)

    assert list(load.columns) == ["a", "column 2", "A 2"]


def test_an_unchanged_file_is_not_loaded_again(tmp_path: Path, tables: Tables) -> None:
    source = table(tmp_path, "a\n1\n")
    first = tables.load_table(source, NOW)

    again = tables.load_table(source, datetime(2026, 4, 1, tzinfo=UTC))

    assert first.changed
    assert not again.changed
    assert again.loaded_at == NOW


def test_a_changed_file_replaces_the_table_and_readers_keep_theirs(
    tmp_path: Path, tables: Tables
) -> None:
    tables.load_table(table(tmp_path, "a\n1\n"), NOW)
    before = duck.opened(files(tables))

    tables.load_table(table(tmp_path, "a\n1\n2\n"), NOW)

    with before:
        assert before.execute("select count(*) from t").fetchall() == [(1,)]
    assert rows(tables, "select count(*) from t") == [(2,)]
    assert len(list((tmp_path / "tables").glob("*.duckdb"))) == 1


def test_a_table_that_cannot_be_read_leaves_the_old_one_in_place(
    tmp_path: Path, tables: Tables
) -> None:
    tables.load_table(table(tmp_path, "a,b\n1,2\n"), NOW)

    with pytest.raises(DocumentError, match=r"'t' cannot be read: line 3: 3 values where .* 2"):
        tables.load_table(table(tmp_path, "a,b\n1,2\n1,2,3\n"), NOW)

    assert tables.loads()["t"].rows == 1


@pytest.mark.parametrize("content", ["", "\n", ",,\n1,2,3\n"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, tables: Tables, content: str) -> None:
    with pytest.raises(DocumentError, match="first line must name the columns"):
        tables.load_table(table(tmp_path, content), NOW)


def test_a_missing_file_is_refused(tmp_path: Path, tables: Tables) -> None:
    source = Source("t", SourceKind.TABLE, str(tmp_path / "gone.csv"), "everyone")

    with pytest.raises(DocumentError, match=r"file is not there: gone\.csv"):
        tables.load_table(source, NOW)


def test_damaged_files_are_dropped_and_made_again(tmp_path: Path, tables: Tables) -> None:
    source = table(tmp_path, "a\n1\n")
    load = tables.load_table(source, NOW)
    (tmp_path / "tables" / load.file).write_bytes(b"not a database")

    duck.opened(files(tables)).close()
    again = tables.load_table(source, NOW)

    assert again.changed
    assert rows(tables, "select a from t") == [(1,)]


@pytest.mark.parametrize("index", ["", "{", '[{"name": "t"}]'])
def test_a_damaged_list_of_tables_is_made_again(tmp_path: Path, tables: Tables, index: str) -> None:
    source = table(tmp_path, "a\n1\n")
    tables.load_table(source, NOW)
    (tmp_path / "tables" / "tables.json").write_text(index, encoding="utf-8")

    load = tables.load_table(source, NOW)

    assert load.changed


def test_tables_of_sources_that_are_gone_are_forgotten(tmp_path: Path, tables: Tables) -> None:
    for name in ("kept", "gone"):
        tables.load_table(table(tmp_path, "a\n1\n", name), NOW)

    tables.forget(["kept"])

    assert list(tables.loads()) == ["kept"]
    assert len(list((tmp_path / "tables").glob("*.duckdb"))) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "attach '/tmp/other.duckdb'",
        "copy t to '/tmp/out.csv'",
        "set memory_limit = '9GB'",
        "install httpfs",
        "insert into t0.main.t select * from t",
    ],
)
def test_a_connection_reaches_nothing_but_its_tables(
    tmp_path: Path, tables: Tables, statement: str
) -> None:
    tables.load_table(table(tmp_path, "a\n1\n"), NOW)

    with duck.opened(files(tables)) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)
