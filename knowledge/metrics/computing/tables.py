"""Tables that figures are computed from: kept as DuckDB files, or looked up in a warehouse.

Derived: any of them may be deleted and is made again from its source. A table's file is named by a
hash of what is in it, `tables.json` says which file is current and is replaced in one step, so
readers see the old table or the new one.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.metrics.loading.kinds import Kind, kind_of
from knowledge.metrics.loading.reading import load
from knowledge.metrics.running.answer import Answer, Unanswered
from knowledge.metrics.running.calculator import Calculator
from knowledge.models import Source

if TYPE_CHECKING:
    from knowledge.metrics.running.warehouse import Warehouses


@dataclass(frozen=True, slots=True)
class TableLoad:
    """What a table holds.

    Attributes:
        name: the source's, and the table's in SQL.
        columns: DuckDB types by column, in their order.
        loaded_at: of a table in a warehouse, when it was last looked at.
        watermark: the newest day of the column that `fields.date` names, else of the first of days.
        file: in the store's folder; "" for a table in a warehouse.
    """

    name: str
    rows: int
    columns: Mapping[str, str]
    loaded_at: datetime
    watermark: date | None
    file: str
    changed: bool = True


class Tables:
    """The current tables of a store, and what runs statements over them."""

    def __init__(self, folder: Path) -> None:
        """A folder of its own; made with the first table."""
        self._folder = folder
        self._lock = threading.RLock()
        self._loading = threading.Lock()
        self._current: Mapping[str, TableLoad] = {}
        self._calculator = Calculator()
        self._warehouses: Warehouses | None = None

    def loads(self) -> Mapping[str, TableLoad]:
        """What is loaded, by source."""
        index = self._folder / "tables.json"
        try:
            rows = json.loads(index.read_text(encoding="utf-8"))
            found = [_from_json(row) for row in rows]
        except (FileNotFoundError, ValueError, KeyError, TypeError):  # derived: made again
            return {}
        return {one.name: one for one in found if not one.file or self._path(one).is_file()}

    def current(self) -> Mapping[str, TableLoad]:
        """What is loaded; the same object until a table changes."""
        with self._lock:
            loads = self.loads()
            if loads != self._current:
                self._current = loads
            return self._current

    def load_table(self, source: Source, now: datetime) -> TableLoad:
        """Loads a `table` source, or finds that nothing in it changed since the last time.

        Others can read meanwhile what was loaded before. A table in a warehouse is looked at.

        Raises:
            Unsupported: no kind of table that can be read.
            DocumentError: it cannot be read, with the reason; the table of before stays.
        """
        with self._loading:
            known = self.loads().get(source.name)
            if kind_of(source) is Kind.WAREHOUSE:
                fresh = _looked_at(source, now)
                fresh = replace(fresh, changed=known != replace(fresh, changed=True))
            else:
                made = load(source, self._folder, known.file if known else "")
                if made is None:
                    assert known, "only what is loaded can be unchanged"
                    return replace(known, changed=False)
                file, found = made
                fresh = TableLoad(
                    source.name, found.rows, found.columns, now, found.watermark, file
                )
            with self._lock:
                self._write({**self.loads(), fresh.name: replace(fresh, changed=True)})
        return fresh

    def forget(self, keep: Sequence[str]) -> None:
        """Drops the tables of sources that are declared no longer."""
        with self._lock:
            self._write({name: load for name, load in self.loads().items() if name in keep})

    def start(self) -> None:
        """Begins to start what the first figure would have to wait for."""
        self._calculator.start()

    def run(self, names: Collection[str], sql: str) -> Answer:
        """The rows of a select over tables of these names; no others are there for it.

        Raises:
            Unanswered: it cannot be run, or takes or gives too much.
        """
        loads = self.current()
        try:
            return self._calculator.run(self._files(names), sql)
        except Unanswered:
            if self.current() is loads:
                raise
        return self._calculator.run(self._files(names), sql)  # a table was replaced under it

    def run_there(self, url: str, sql: str, table: str) -> Answer:
        """The rows of a select, as `confined` gives it, in a warehouse.

        Raises:
            Unanswered: the warehouse refuses it, or it takes or gives too much.
        """
        from knowledge.metrics.running.warehouse import Warehouses  # noqa: PLC0415 - SQLAlchemy

        with self._lock:
            self._warehouses = self._warehouses or Warehouses()
        return self._warehouses.run(url, sql, table)

    def close(self) -> None:
        """Releases the files and the connections."""
        self._calculator.close()
        with self._lock:
            if self._warehouses:
                self._warehouses.close()
            self._warehouses = None

    def _files(self, names: Collection[str]) -> dict[str, Path]:
        loads = self.current()
        return {one.name: self._path(one) for one in loads.values() if one.name in names}

    def _path(self, load: TableLoad) -> Path:
        return self._folder / load.file

    def _write(self, loads: Mapping[str, TableLoad]) -> None:
        index = self._folder / "tables.json"
        if not loads and not self._folder.is_dir():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = index.with_suffix(".new")
        fresh.write_text(json.dumps([_to_json(load) for load in loads.values()]), encoding="utf-8")
        fresh.replace(index)
        current = {load.file for load in loads.values()}
        for file in self._folder.glob("*.duckdb"):
            if file.name not in current:  # whoever reads it still holds it open
                file.unlink(missing_ok=True)


def _looked_at(source: Source, now: datetime) -> TableLoad:
    from knowledge.metrics.running.warehouse import examine  # noqa: PLC0415 - SQLAlchemy

    day = str(source.fields.get("date", ""))
    rows, columns, watermark = examine(source.name, source.path, day)
    return TableLoad(source.name, rows, columns, now, watermark, "")


def _to_json(load: TableLoad) -> dict[str, Any]:
    row = asdict(load)
    row["loaded_at"] = load.loaded_at.isoformat()
    row["watermark"] = load.watermark.isoformat() if load.watermark else None
    return row


def _from_json(row: Mapping[str, Any]) -> TableLoad:
    watermark = date.fromisoformat(row["watermark"]) if row["watermark"] else None
    loaded = datetime.fromisoformat(row["loaded_at"])
    return TableLoad(**{**row, "watermark": watermark, "loaded_at": loaded})
