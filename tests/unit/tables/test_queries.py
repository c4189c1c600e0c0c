from __future__ import annotations

import duckdb
import pytest

from knowledge.errors import DocumentError

CSV = "id,amount,day\n1,2.5,2026-01-02\n2,3.5,2026-01-03\n"


@pytest.mark.parametrize("table", ["this", "t"])
def test_a_query_over_a_file_sees_typed_columns(office, table) -> None:
    load = office.load(
        office.put("t.csv", CSV),
        query=f"select sum(amount) as total, max(day) as day from {table};",
    )

    assert load.columns == {"total": "DOUBLE", "day": "DATE"}
    assert office.rows("select total from t") == [(6.0,)]


def test_another_query_makes_another_table(office) -> None:
    file = office.put("t.csv", CSV)
    office.load(file, query="select id from this")

    again = office.load(file, query="select amount from this")

    assert again.changed
    assert list(again.columns) == ["amount"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("select nothing from this", "line 1: .*nothing"),
        ("select\nid,\n from this where", "line 3: "),
        ("select 1; drop table t", "one select statement"),
        ("create table x as select 1", "one select statement"),
        ("copy this to '/tmp/x.csv'", "one select statement"),
        ("select * from read_csv('/etc/passwd')", "disabled"),
        ("select * from '/etc/passwd'", "passwd"),
        ("select id from this where id = 99", "'t' is empty"),
        ("select 'abc' || id::varchar as id, ('secret ' || id)::int as n from this", "a value"),
    ],
)
def test_a_query_reads_nothing_but_its_file(office, query, sentence) -> None:
    with pytest.raises(DocumentError, match=sentence) as refused:
        office.load(office.put("t.csv", CSV), query=query)

    assert "secret" not in str(refused.value)


def test_moments_with_a_zone_that_a_query_makes_are_kept_in_utc(office) -> None:
    query = "select timestamptz '2026-01-02 01:00:00+02' as at from this limit 1"

    load = office.load(office.put("t.csv", CSV), query=query)

    assert load.columns == {"at": "TIMESTAMP"}
    assert office.rows('select "at"::varchar from t') == [("2026-01-01 23:00:00",)]


def test_a_parquet_file_keeps_its_types(office) -> None:
    file = office.folder / "t.parquet"
    duckdb.sql(
        "select '007' as id, 1.5::decimal(9,2) as price, date '2026-01-02' as day,"
        " timestamptz '2026-01-02 01:00:00+02' as at"
    ).write_parquet(str(file))

    load = office.load(file)

    assert load.columns == {
        "id": "VARCHAR",
        "price": "DECIMAL(9,2)",
        "day": "DATE",
        "at": "TIMESTAMP",
    }
    assert office.rows('select "at"::varchar from t') == [("2026-01-01 23:00:00",)]


def test_a_file_that_is_no_parquet_is_refused(office) -> None:
    with pytest.raises(DocumentError, match="'t' cannot be read"):
        office.load(office.put("t.parquet", CSV))
