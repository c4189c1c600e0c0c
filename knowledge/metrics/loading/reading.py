"""A declared table, whatever it is, as a DuckDB file named by a hash of what is in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from knowledge.errors import DocumentError, Unsupported
from knowledge.metrics.loading.kinds import Kind, file_of, kind_of, refusal, shown, statement
from knowledge.metrics.loading.raw import MOST_BYTES, Raw
from knowledge.models import Source

if TYPE_CHECKING:
    from knowledge.metrics.loading.making import Contents

_VERSION = 2  # raised when the same file would give another table
_UNFINISHED = "loading-"


def load(source: Source, folder: Path, current: str) -> tuple[str, Contents] | None:
    """Makes a source's table in the folder; gives its file's name, None where that is current.

    A file is compared by its content; what a database gives is fetched and compared then.

    Raises:
        Unsupported: no kind of table that can be read.
        DocumentError: it cannot be read, with the reason.
    """
    kind = kind_of(source)
    if kind is None or kind is Kind.WAREHOUSE:
        raise Unsupported(refusal(source) or "A table in a warehouse is queried where it lives.")
    file = file_of(source)
    mark = _mark(source, _content(source, file)) if file else ""
    if mark and current == mark:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_UNFINISHED}*"):  # by a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    place = Path(mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        raws = _READERS[kind](source, file or place, place)
        mark = mark or _mark(source, [place / "rows.csv"])
        return None if current == mark else (mark, _made(source, kind, raws, place, folder / mark))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _made(source: Source, kind: Kind, raws: list[Raw], place: Path, target: Path) -> Contents:
    from knowledge.metrics.loading import making  # noqa: PLC0415 - DuckDB, not at start

    asked_there = kind in {Kind.SQLITE, Kind.DATABASE}
    contents = making.make(
        source.name,
        raws,
        place / "made.duckdb",
        query="" if asked_there else source.query,
        day=str(source.fields.get("date", "")),
    )
    (place / "made.duckdb").replace(target)
    return contents


def _content(source: Source, file: Path) -> list[Path]:
    """What a file's content is in, with what SQLite has not moved into it yet."""
    if not file.is_file():
        raise DocumentError(f"The table's file is not there: {file.name}.")
    beside = file.with_name(f"{file.name}-wal")
    files = [file, beside] if kind_of(source) is Kind.SQLITE and beside.is_file() else [file]
    if sum(one.stat().st_size for one in files) > MOST_BYTES:
        raise DocumentError(
            f"The table '{source.name}' is refused: {file.name} is larger than 4 GB; keep it in a"
            " database and select from it."
        )
    return files


def _mark(source: Source, files: list[Path]) -> str:
    """The name of the file of a table with this content, read in this way."""
    told = (_VERSION, source.name, source.fields.get("date", ""), source.query, shown(source.path))
    digest = sha256(repr(told).encode())
    for file in files:
        with file.open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
    return f"{digest.hexdigest()[:16]}.duckdb"


def _csv(source: Source, file: Path, place: Path) -> list[Raw]:
    from knowledge.metrics.loading import csv_files  # noqa: PLC0415 - one kind of them is wanted

    return [csv_files.read(source.name, file, place)]


def _parquet(source: Source, file: Path, place: Path) -> list[Raw]:
    from knowledge.metrics.loading import making  # noqa: PLC0415

    del place
    return [making.parquet(source.name, file)]


def _spreadsheet(source: Source, file: Path, place: Path) -> list[Raw]:
    from knowledge.metrics.loading import spreadsheets  # noqa: PLC0415

    return spreadsheets.read(source.name, file, place, every=bool(source.query))


def _json(source: Source, file: Path, place: Path) -> list[Raw]:
    from knowledge.metrics.loading import json_files  # noqa: PLC0415

    return [json_files.read(source.name, file, place)]


def _sqlite(source: Source, file: Path, place: Path) -> list[Raw]:
    from knowledge.metrics.loading import sqlite_files  # noqa: PLC0415

    return [sqlite_files.read(source.name, file, place, statement(source.query))]


def _database(source: Source, file: Path, place: Path) -> list[Raw]:
    from knowledge.metrics.loading import databases  # noqa: PLC0415

    del file
    return [databases.read(source.name, source.path, place, statement(source.query))]


_READERS: Mapping[Kind, Callable[[Source, Path, Path], list[Raw]]] = {
    Kind.CSV: _csv,
    Kind.PARQUET: _parquet,
    Kind.SPREADSHEET: _spreadsheet,
    Kind.JSON: _json,
    Kind.SQLITE: _sqlite,
    Kind.DATABASE: _database,
}
