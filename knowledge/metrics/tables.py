"""Tables that figures are computed from: kept as DuckDB files in the store's folder.

Derived: any of them may be deleted and is made again from its source. A table's file is named by a
hash of what is in it, `tables.json` says which file is current and is replaced in one step, so
readers see the old table or the new one.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.metrics.loading.reading import load
from knowledge.models import Source

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class TableLoad:
    """What a table holds.

    Attributes:
        name: the source's, and the table's in SQL.
        columns: DuckDB types by column, in their order.
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
        self._lock = threading.RLock()
        self._loading = threading.Lock()
        self._kept: tuple[Mapping[str, TableLoad], duckdb.DuckDBPyConnection] | None = None

    def loads(self) -> Mapping[str, TableLoad]:
        """What is loaded, by source."""
        index = self._folder / "tables.json"
        try:
            rows = json.loads(index.read_text(encoding="utf-8"))
            found = [_from_json(row) for row in rows]
        except (FileNotFoundError, ValueError, KeyError, TypeError):  # derived: made again
            return {}
        return {load.name: load for load in found if (self._folder / load.file).is_file()}

    def load_table(self, source: Source, now: datetime) -> TableLoad:
        """Loads a `table` source, or finds that nothing in it changed since the last time.

        Others can read meanwhile what was loaded before.

        Raises:
            Unsupported: no kind of table that can be read.
            DocumentError: it cannot be read, with the reason; the table of before stays.
        """
        with self._loading:
            known = self.loads().get(source.name)
            made = load(source, self._folder, known.file if known else "")
            if made is None:
                assert known, "only what is loaded can be unchanged"
                return replace(known, changed=False)
            file, found = made
            fresh = TableLoad(source.name, found.rows, found.columns, now, found.watermark, file)
            with self._lock:
                self._write({**self.loads(), fresh.name: fresh})
        return fresh

    def forget(self, keep: Sequence[str]) -> None:
        """Drops the tables of sources that are declared no longer."""
        with self._lock:
            self._write({name: load for name, load in self.loads().items() if name in keep})

    def connection(self) -> tuple[Mapping[str, TableLoad], duckdb.DuckDBPyConnection]:
        """What is loaded, and a cursor on it: all current tables as views in `main`.

        Locked down: no files, no network, no settings. The mapping stays the same object until a
        table changes.
        """
        from knowledge.metrics import duck  # noqa: PLC0415 - not at start

        with self._lock:
            current = self.loads()
            if self._kept is None or dict(self._kept[0]) != dict(current):
                files = {name: self._folder / load.file for name, load in current.items()}
                connection = duck.opened(files)
                self._kept = (self.loads(), connection)  # without those that could not be opened
            loads, connection = self._kept
            return loads, connection.cursor()

    def close(self) -> None:
        """Releases the files."""
        with self._lock:
            if self._kept:
                self._kept[1].close()
            self._kept = None

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


def _to_json(load: TableLoad) -> dict[str, Any]:
    row = asdict(load)
    row["loaded_at"] = load.loaded_at.isoformat()
    row["watermark"] = load.watermark.isoformat() if load.watermark else None
    return row


def _from_json(row: Mapping[str, Any]) -> TableLoad:
    watermark = date.fromisoformat(row["watermark"]) if row["watermark"] else None
    loaded = datetime.fromisoformat(row["loaded_at"])
    return TableLoad(**{**row, "watermark": watermark, "loaded_at": loaded})
