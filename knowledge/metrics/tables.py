"""Tables that figures are computed from: CSV files as DuckDB files in the store's folder.

Derived: any of them may be deleted and is made again from its CSV. A table's file is named by a
hash of what is in it, `tables.json` says which file is current and is replaced in one step, so
readers see the old table or the new one.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from knowledge.errors import DocumentError, InputError, Unsupported
from knowledge.metrics.csv_files import as_utf8, column_type, dialect, refusal
from knowledge.models import Source

DAYS_TABLE = "throughline_days"
"""One row a day: MetricFlow's time spine. No source can be called so."""

_VERSION = 1  # raised when the same file would give another table
_LIMITS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "threads": 2,
    "autoinstall_known_extensions": False,
}


@dataclass(frozen=True, slots=True)
class TableLoad:
    """What a table holds.

    Attributes:
        name: the source's, and the table's in SQL.
        columns: DuckDB types by column, in the file's order.
        watermark: the newest day of the column that `fields.date` names, else of the first of days.
    """

    name: str
    rows: int
    columns: Mapping[str, str]
    loaded_at: datetime
    watermark: date | None
    file: str
    changed: bool = True


class Tables:
    """The current tables of a store, and read-only connections to them."""

    def __init__(self, folder: Path) -> None:
        """A folder of its own; made with the first table."""
        self._folder = folder
        self._lock = threading.Lock()
        self._kept: tuple[Mapping[str, TableLoad], duckdb.DuckDBPyConnection] | None = None

    def loads(self) -> Mapping[str, TableLoad]:
        """What is loaded, by source."""
        index = self._folder / "tables.json"
        try:
            rows = json.loads(index.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):  # ours and derived: a broken one is made again
            return {}
        found = [_from_json(row) for row in rows]
        return {load.name: load for load in found if (self._folder / load.file).is_file()}

    def load_table(self, source: Source, now: datetime) -> TableLoad:
        """Loads a `table` source, or finds that nothing in it changed since the last time.

        Raises:
            Unsupported: another kind of table than a CSV file.
            DocumentError: the file cannot be read, with the reason.
        """
        path = Path(source.path)
        if refusal(source):
            raise Unsupported(refusal(source))
        if not path.is_file():
            raise DocumentError(f"The table's file is not there: {path.name}.")
        content = path.read_bytes()
        known = self.loads().get(source.name)
        day_column = str(source.fields.get("date", ""))
        mark = sha256(f"{_VERSION} {source.name} {day_column} ".encode() + content).hexdigest()[:16]
        if known and known.file == f"{mark}.duckdb":
            return TableLoad(**{**_fields(known), "changed": False})
        self._folder.mkdir(parents=True, exist_ok=True)
        load = self._make(source.name, content, self._folder / f"{mark}.duckdb", now, day_column)
        self._publish(load)
        return load

    def forget(self, keep: Sequence[str]) -> None:
        """Drops the tables of sources that are declared no longer."""
        with self._lock:
            self._write({name: load for name, load in self.loads().items() if name in keep})

    def connection(self) -> tuple[Mapping[str, TableLoad], duckdb.DuckDBPyConnection]:
        """What is loaded, and a cursor on it: all current tables as views in `main`.

        Locked down: no files, no network, no settings. The mapping stays the same object until a
        table changes.
        """
        with self._lock:
            current = self.loads()
            if self._kept is None or dict(self._kept[0]) != dict(current):
                self._kept = (current, self._open(current))
            loads, connection = self._kept
            return loads, connection.cursor()

    def close(self) -> None:
        """Releases the files."""
        with self._lock:
            if self._kept:
                self._kept[1].close()
            self._kept = None

    def _open(self, loads: Mapping[str, TableLoad]) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(":memory:", config=_LIMITS)
        for number, load in enumerate(loads.values()):
            file = str(self._folder / load.file).replace("'", "''")
            connection.execute(f"attach '{file}' as t{number} (read_only)")
            name = quoted(load.name)
            connection.execute(f"create view main.{name} as from t{number}.main.{name}")
        connection.execute(
            f"create table main.{DAYS_TABLE} as select unnest(generate_series("
            "date '1970-01-01', date '2069-12-31', interval 1 day))::date as day"
        )
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection

    def _make(
        self, name: str, content: bytes, file: Path, now: datetime, day_column: str
    ) -> TableLoad:
        text, form = as_utf8(content), dialect(content)
        raw, half = file.with_suffix(".csv"), file.with_suffix(".half")
        half.unlink(missing_ok=True)
        raw.write_bytes(text)
        try:
            with duckdb.connect(str(half), config=_LIMITS) as connection:
                columns = _fill(connection, name, raw, form)
                rows = _number(connection, f"select count(*) from {quoted(name)}")  # noqa: S608
                watermark = _watermark(connection, name, columns, day_column)
            half.replace(file)
        except duckdb.Error as error:
            raise DocumentError(f"The table {name} cannot be read: {_first_line(error)}") from error
        finally:
            raw.unlink(missing_ok=True)
            half.unlink(missing_ok=True)
        return TableLoad(name, rows, columns, now, watermark, file.name)

    def _publish(self, load: TableLoad) -> None:
        with self._lock:
            self._write({**self.loads(), load.name: load})

    def _write(self, loads: Mapping[str, TableLoad]) -> None:
        index = self._folder / "tables.json"
        if not self._folder.is_dir():
            return
        fresh = index.with_suffix(".new")
        fresh.write_text(json.dumps([_to_json(load) for load in loads.values()]), encoding="utf-8")
        fresh.replace(index)
        current = {load.file for load in loads.values()}
        for file in self._folder.glob("*.duckdb"):
            if file.name not in current:  # whoever reads it still holds it open
                file.unlink(missing_ok=True)


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
        raise InputError(f"The table {name} has no column '{declared}'.")
    column = declared if declared in dated else (dated[0] if dated else "")
    if not column:
        return None
    sql = f"select max({quoted(column)})::date from {quoted(name)}"  # noqa: S608
    row = connection.execute(sql).fetchone()
    return row[0] if row else None


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _fields(load: TableLoad) -> dict[str, Any]:
    return {name: getattr(load, name) for name in TableLoad.__slots__}


def _to_json(load: TableLoad) -> dict[str, Any]:
    row = asdict(load)
    row["loaded_at"] = load.loaded_at.isoformat()
    row["watermark"] = load.watermark.isoformat() if load.watermark else None
    return row


def _from_json(row: Mapping[str, Any]) -> TableLoad:
    watermark = date.fromisoformat(row["watermark"]) if row["watermark"] else None
    loaded = datetime.fromisoformat(row["loaded_at"])
    return TableLoad(**{**row, "watermark": watermark, "loaded_at": loaded})
