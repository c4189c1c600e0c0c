"""DuckDB: files made of CSV text, and a locked connection over them. Loaded when first needed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from knowledge.errors import DocumentError
from knowledge.metrics.csv_files import as_utf8, column_type, dialect

DAYS_TABLE = "throughline_days"
"""One row a day: MetricFlow's time spine. No source can be called so."""

log = logging.getLogger(__name__)

_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "autoinstall_known_extensions": False,
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a made table holds: DuckDB types by column, and the newest day of its dated column."""

    rows: int
    columns: Mapping[str, str]
    watermark: date | None


def make(name: str, content: bytes, file: Path, day_column: str) -> Contents:
    """Makes a DuckDB file with one table of a CSV file's content; the file is there whole or not.

    Raises:
        DocumentError: the content is no table, with the reason and the line.
    """
    raw, half = file.with_suffix(".csv"), file.with_suffix(".half")
    half.unlink(missing_ok=True)
    form = dialect(content)
    raw.write_bytes(as_utf8(content))
    try:
        with duckdb.connect(str(half), config=_LIMITS) as connection:
            columns = _fill(connection, name, raw, form)
            rows = _number(connection, f"select count(*) from {quoted(name)}")  # noqa: S608
            watermark = _watermark(connection, name, columns, day_column)
        half.replace(file)
    except duckdb.Error as error:
        raise DocumentError(f"The table '{name}' cannot be read: {_reason(error)}") from error
    finally:
        raw.unlink(missing_ok=True)
        half.unlink(missing_ok=True)
    return Contents(rows, columns, watermark)


def opened(files: Mapping[str, Path]) -> duckdb.DuckDBPyConnection:
    """A connection with a view in `main` for each table and its file, locked down.

    No files, no network, no settings, no extensions from here on. A file that cannot be opened is
    deleted and left out: it is derived, and made again when its table is loaded the next time.
    """
    connection = duckdb.connect(":memory:", config=_LIMITS)
    for number, (name, file) in enumerate(files.items()):
        place = str(file).replace("'", "''")
        try:
            connection.execute(f"attach '{place}' as t{number} (read_only)")
            connection.execute(
                f"create view main.{quoted(name)} as from t{number}.main.{quoted(name)}"
            )
        except duckdb.Error:
            log.warning("a table's file is damaged and was dropped: %s", file.name)
            file.unlink(missing_ok=True)
    connection.execute(
        f"create table main.{DAYS_TABLE} as select unnest(generate_series("
        "date '1970-01-01', date '2069-12-31', interval 1 day))::date as day"
    )
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def quoted(name: str) -> str:
    """A name as SQL wants it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def _fill(
    connection: duckdb.DuckDBPyConnection, name: str, raw: Path, form: tuple[str, list[str]]
) -> dict[str, str]:
    """Reads all as text, then gives each column the narrowest type that holds every cell."""
    delimiter, names = form
    texts = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    connection.execute(
        "create temp table raw as from read_csv($file, header = true, auto_detect = false,"
        f" columns = {{{texts}}}, delim = $delimiter, quote = '\"', escape = '\"', nullstr = '',"
        " strict_mode = true, max_line_size = 20000000)",
        {"file": str(raw), "delimiter": delimiter},
    )
    columns = {}
    parts = []
    for column in names:
        kind = column_type(lambda sql: _number(connection, sql), "raw", quoted(column))
        columns[column] = kind.name
        parts.append(f"{kind.expression} as {quoted(column)}")
    listed = ", ".join(parts)
    connection.execute(f"create table {quoted(name)} as select {listed} from raw")  # noqa: S608
    connection.execute("drop table raw")
    return columns


def _watermark(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], declared: str
) -> date | None:
    dated = [column for column, kind in columns.items() if kind in {"DATE", "TIMESTAMP"}]
    if declared and declared not in columns:
        raise DocumentError(f"The table {name} has no column '{declared}'.")
    column = declared if declared in dated else (dated[0] if dated else "")
    if not column:
        return None
    sql = f"select max({quoted(column)})::date from {quoted(name)}"  # noqa: S608
    row = connection.execute(sql).fetchone()
    return row[0] if row else None


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


def _reason(error: duckdb.Error) -> str:
    """The line and the fault in DuckDB's words, without its advice on options."""
    text = str(error)
    line = re.search(r"Line: (\d+)", text)
    columns = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text)
    where = f"line {line[1]}: " if line else ""
    if columns:
        return f"{where}{columns[2]} values where the first line names {columns[1]} columns."
    return where + text.strip().splitlines()[0]
