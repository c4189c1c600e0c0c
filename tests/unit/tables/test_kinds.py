from __future__ import annotations

import pytest

from knowledge.errors import DocumentError, Unsupported
from knowledge.metrics.loading.kinds import Kind, kind_of, shown
from knowledge.models import Source, SourceKind


@pytest.mark.parametrize(
    ("path", "query", "kind"),
    [
        ("/x/a.csv", "", Kind.CSV),
        ("/x/a.TSV", "", Kind.CSV),
        ("/x/a.parquet", "", Kind.PARQUET),
        ("/x/a.xlsx", "", Kind.SPREADSHEET),
        ("/x/a.ndjson", "", Kind.JSON),
        ("/x/a.sqlite3", "", Kind.SQLITE),
        ("sqlite:////x/a", "", Kind.SQLITE),
        ("postgresql+psycopg://u:p@h/d", "", Kind.WAREHOUSE),
        ("postgresql+psycopg://u:p@h/d", "select 1", Kind.DATABASE),
        ("mysql+pymysql://u:p@h/d", "", Kind.DATABASE),
        ("/x/a.pdf", "", None),
    ],
)
def test_a_table_is_read_by_what_its_path_is(path, query, kind) -> None:
    assert kind_of(Source("t", SourceKind.TABLE, path, "everyone", query=query)) is kind


def test_other_files_are_left_out_with_the_reason(office) -> None:
    with pytest.raises(Unsupported, match="'t' is left out: tables are read from CSV, Parquet"):
        office.load(office.put("t.pdf", "x"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/x/a.csv", "a.csv"),
        (
            "postgresql+psycopg://me:se@cret@db.acme:5432/sales?password=x",
            "postgresql://db.acme:5432/sales",
        ),
        ("mysql://db/sales", "mysql://db/sales"),
    ],
)
def test_a_path_is_shown_without_user_and_password(path, name) -> None:
    assert shown(path) == name


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nosuchbase://u:hush@h/d", "There is no driver for nosuchbase://h/d"),
        ("mysql+pymysql://u:hush@h/d", "There is no driver for mysql://h/d"),
        ("postgresql+psycopg://u:hush@127.0.0.1:1/d", r"127\.0\.0\.1:1/d cannot be reached"),
        ("mysql+pymysql://u:hush@h:port/d", "'t' is not a database URL"),
    ],
)
def test_a_database_that_cannot_be_had_is_refused_without_its_password(
    office, url, sentence
) -> None:
    with pytest.raises(DocumentError, match=sentence) as refused:
        office.load(url, query="select 1 as a")

    told = [str(refused.value), repr(refused.value.__cause__), repr(refused.value.__context__)]
    assert "hush" not in " ".join(told[:2])
