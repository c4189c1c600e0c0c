"""A table's DuckDB file, made of what was read. Loaded when first needed."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from knowledge.errors import DocumentError
from knowledge.metrics.loading.kinds import statement
from knowledge.metrics.loading.raw import MOST_ROWS, Known, Raw, literal, quoted, too_many
from knowledge.metrics.loading.types_of_text import typed

LONGEST = 600.0
"""Seconds that the query of a source may take."""

_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "600MB",
    "threads": 2,
    "autoinstall_known_extensions": False,
    "TimeZone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a made table holds: DuckDB types by column, and the newest day of its dated column."""

    rows: int
    columns: Mapping[str, str]
    watermark: date | None


def make(name: str, raws: Sequence[Raw], file: Path, *, query: str = "", day: str = "") -> Contents:
    """Makes a DuckDB file with one table of that name.

    Args:
        name: the table's.
        raws: what was read; without a query only the first counts.
        file: in a folder that is thrown away when this fails.
        query: a select over what was read: by name, the first one also as `this`.
        day: the column whose newest day is the watermark; "" is the first of days.

    Raises:
        DocumentError: it is no table, with the reason and the line; or it is empty or too large.
    """
    try:
        if query:
            staged = file.with_suffix(".staged")
            with duckdb.connect(str(staged), config=_LIMITS) as connection:
                for raw in raws:
                    _fill(connection, raw.name, raw)
            with duckdb.connect(str(file), config=_LIMITS) as connection:
                _select(connection, name, raws, staged, query)
        else:
            with duckdb.connect(str(file), config=_LIMITS) as connection:
                _fill(connection, name, raws[0])
        with duckdb.connect(str(file), config=_LIMITS) as connection:
            return _contents(connection, name, day)
    except duckdb.Error as error:
        raise DocumentError(f"The table '{name}' cannot be read: {reason(error)}") from error


def parquet(name: str, file: Path) -> Raw:
    """A Parquet file as it is, with moments in UTC.

    Raises:
        DocumentError: it is no Parquet file.
    """
    relation = f"read_parquet({literal(str(file))})"
    try:
        with duckdb.connect(":memory:", config=_LIMITS) as connection:
            described = connection.execute(f"describe from {relation}").fetchall()
    except duckdb.Error as error:
        raise DocumentError(f"The table '{name}' cannot be read: {reason(error)}") from error
    columns = {
        str(column): Known.MOMENT if "TIME ZONE" in str(kind) else Known.KEPT
        for column, kind, *_ in described
    }
    return Raw(name, relation, columns)


def reason(error: duckdb.Error) -> str:
    """The line and the fault in DuckDB's words, without its advice and without any cell's text."""
    text = str(error).strip()
    line = re.search(r"Line: (\d+)|^LINE (\d+):", text, re.MULTILINE)
    columns = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text)
    where = f"line {line[1] or line[2]}: " if line else ""
    if columns:
        return f"{where}{columns[2]} values where the first line names {columns[1]} columns."
    if isinstance(error, duckdb.InterruptException):
        return f"it took longer than {LONGEST:.0f} seconds."
    return where + fault(error)


def fault(error: duckdb.Error) -> str:
    """What DuckDB says is wrong, without any cell's text, and the nearest column it knows."""
    text = str(error).strip() or type(error).__name__
    first = text.splitlines()[0].strip()
    if isinstance(error, (duckdb.ConversionException, duckdb.OutOfRangeException)):
        first = re.sub(r"\s*(\"[^\"]*\"|'.*')", " a value", first)
    close = re.search(r'^Candidate bindings: (?:\w+\.)?("[^"]+")', text, re.MULTILINE)
    return first + (f" Did you mean {close[1]}?" if close else "")


@contextmanager
def within(connection: duckdb.DuckDBPyConnection, seconds: float) -> Any:
    """Interrupts what runs on a connection after some seconds."""
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _fill(connection: duckdb.DuckDBPyConnection, table: str, raw: Raw) -> None:
    found = typed(lambda sql: connection.execute(sql).fetchall(), raw)
    listed = ", ".join(
        f"{found[name].expression if name in found else quoted(name)} as {quoted(name)}"
        for name in raw.columns
    )
    connection.execute(f"create table {quoted(table)} as select {listed} from {raw.relation}")  # noqa: S608


def _select(
    connection: duckdb.DuckDBPyConnection, name: str, raws: Sequence[Raw], staged: Path, query: str
) -> None:
    """Runs a source's own query over what was read, and over nothing else."""
    connection.execute(f"attach {literal(str(staged))} as staged (read_only)")
    views = {"this": raws[0].name, name: raws[0].name} | {raw.name: raw.name for raw in raws}
    for view, table in views.items():
        connection.execute(f"create temp view {quoted(view)} as from staged.main.{quoted(table)}")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    wanted = statement(query)
    parsed = connection.extract_statements(wanted)
    if len(parsed) != 1 or parsed[0].type != duckdb.StatementType.SELECT:
        raise DocumentError(f"The query of the table '{name}' must be one select statement.")
    with within(connection, LONGEST):
        connection.execute(f"create table made.main.{quoted(name)} as ({wanted}\n)")
    for view in views:
        connection.execute(f"drop view {quoted(view)}")
    connection.execute("detach staged")


def _contents(connection: duckdb.DuckDBPyConnection, name: str, declared: str) -> Contents:
    rows = _one(connection, f"select count(*) from {quoted(name)}")  # noqa: S608 - quoted
    if not rows:
        raise DocumentError(f"The table '{name}' is empty: it has columns and no rows.")
    if rows > MOST_ROWS:
        raise DocumentError(too_many(name))
    for column, kind in _described(connection, name).items():
        if kind == "TIMESTAMP WITH TIME ZONE":  # each moment of ours is in UTC
            connection.execute(f"alter table {quoted(name)} alter {quoted(column)} type timestamp")
    columns = _described(connection, name)
    dated = [column for column, kind in columns.items() if kind in {"DATE", "TIMESTAMP"}]
    if declared and declared not in columns:
        raise DocumentError(f"The table {name} has no column '{declared}'.")
    column = declared if declared in dated else (dated[0] if dated else "")
    newest = f"select max({quoted(column)})::date from {quoted(name)}"  # noqa: S608 - quoted
    return Contents(rows, columns, _one(connection, newest) if column else None)


def _described(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    described = connection.execute(f"describe {quoted(name)}").fetchall()
    return {str(column): str(kind) for column, kind, *_ in described}


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None
