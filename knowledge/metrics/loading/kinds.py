"""What kind of table a declared source is, by its path."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

from knowledge.metrics.loading.raw import quoted
from knowledge.models import Source

_PLAIN = re.compile(r"\w+(\.\w+)?")


class Kind(StrEnum):
    """How a table is read."""

    CSV = "csv"
    PARQUET = "parquet"
    SPREADSHEET = "spreadsheet"
    JSON = "json"
    SQLITE = "sqlite"
    DATABASE = "database"
    WAREHOUSE = "warehouse"


_SUFFIXES = {
    Kind.CSV: ".csv .tsv .tab",
    Kind.PARQUET: ".parquet .pq",
    Kind.SPREADSHEET: ".xlsx .xlsm",
    Kind.JSON: ".jsonl .ndjson .json",
    Kind.SQLITE: ".db .sqlite .sqlite3",
}
_BY_SUFFIX = {suffix: kind for kind, text in _SUFFIXES.items() for suffix in text.split()}


def kind_of(source: Source) -> Kind | None:
    """The kind of a source, None where its table cannot be read.

    A table in PostgreSQL without a query stays where it is and is queried there; with a query, and
    in other databases, what it selects is copied.
    """
    if "://" not in source.path:
        return _BY_SUFFIX.get(PurePath(source.path).suffix.lower())
    backend = urlsplit(source.path).scheme.partition("+")[0]
    if backend == "sqlite":
        return Kind.SQLITE
    if backend in {"postgresql", "postgres"} and not source.query:
        return Kind.WAREHOUSE
    return Kind.DATABASE


def file_of(source: Source) -> Path | None:
    """The file of a source, None where its table comes from a server."""
    if "://" not in source.path:
        return Path(source.path)
    if kind_of(source) is Kind.SQLITE:
        return Path(unquote(urlsplit(source.path).path.removeprefix("/")))
    return None


def refusal(source: Source) -> str:
    """Why no table is made of a source; "" where one is."""
    if kind_of(source):
        return ""
    return (
        f"The table '{source.name}' is left out: tables are read from CSV, Parquet, XLSX, JSON and"
        " SQLite files and from database URLs."
    )


def shown(path: str) -> str:
    """A path as people may see it: of a URL only the database, its server and its name."""
    if "://" not in path:
        return PurePath(path).name
    parts = urlsplit(path)
    server = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme.partition('+')[0]}://{server}{parts.path}"


def statement(query: str) -> str:
    """A query as SQL: the name of a table alone selects all of it."""
    query = query.strip().rstrip(";").strip()
    if not _PLAIN.fullmatch(query):
        return query
    return f"select * from {'.'.join(map(quoted, query.split('.')))}"  # noqa: S608 - quoted
