"""Rows of Python values, from a sheet, a database or JSON, as a CSV file of our own."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.metrics.loading.raw import MOST_ROWS, Known, Raw, csv_relation, too_many, unique

_BATCH = 5_000
_LONGEST_BLOB = 64  # bytes: an id; longer ones are pictures and files, whose size is kept
_LARGEST = 10**18  # integers from here on are kept as text: they are ids


def written(
    name: str,
    names: Iterable[object],
    rows: Iterable[Sequence[object]],
    file: Path,
    *,
    guess: bool = True,
) -> Raw:
    """Rows as a CSV file; with `guess`, columns that hold text get a type by their cells.

    Each row has as many values as there are names.

    Raises:
        DocumentError: there are too many rows.
    """
    columns = unique(names)
    seen: list[set[type]] = [set() for _ in columns]
    count = 0
    with file.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(columns)
        for batch in _batches(rows):
            count += len(batch)
            if count > MOST_ROWS:
                raise DocumentError(too_many(name))
            for kinds, cells in zip(seen, zip(*batch, strict=True), strict=True):
                kinds.update(map(type, cells))
            out.writerows([[_text(cell, seen, at) for at, cell in enumerate(row)] for row in batch])
    kinds_of = dict(zip(columns, seen, strict=True))
    known = {column: _known(kinds, guess=guess) for column, kinds in kinds_of.items()}
    return Raw(name, csv_relation(file, columns), known)


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _text(cell: object, seen: list[set[type]], at: int) -> str | None:
    """A value as text; an integer too long for a number makes its column one of texts."""
    kind = type(cell)
    if kind is str:
        return cell  # type: ignore[return-value] # mypy does not follow type()
    if cell is None:
        return None
    if kind is int and not -_LARGEST < cell < _LARGEST:  # type: ignore[operator]
        seen[at].add(str)
    return _AS_TEXT.get(kind, str)(cell)


def _number(cell: float) -> str | None:
    if not math.isfinite(cell):
        return None
    return str(int(cell)) if cell.is_integer() and abs(cell) < _LARGEST else repr(cell)


def _decimal(cell: Decimal) -> str | None:
    return format(cell, "f") if cell.is_finite() else None


def _moment(cell: datetime) -> str:
    if cell.tzinfo:
        cell = cell.astimezone(UTC).replace(tzinfo=None)
    return cell.isoformat(" ")


def _blob(cell: bytes | bytearray | memoryview) -> str:
    content = bytes(cell)
    return content.hex() if len(content) <= _LONGEST_BLOB else f"{len(content)} bytes"


def _json(cell: object) -> str:
    return json.dumps(cell, ensure_ascii=False, default=str)


_AS_TEXT: Mapping[type, Callable[..., str | None]] = {
    bool: lambda cell: "true" if cell else "false",
    float: _number,
    Decimal: _decimal,
    datetime: _moment,
    date: date.isoformat,
    bytes: _blob,
    bytearray: _blob,
    memoryview: _blob,
    dict: _json,
    list: _json,
    tuple: _json,
}
_TYPED: tuple[tuple[frozenset[type], Known], ...] = (
    (frozenset({bool}), Known.BOOLEAN),
    (frozenset({int}), Known.INTEGER),
    (frozenset({int, float, Decimal}), Known.NUMBER),
    (frozenset({date}), Known.DAY),
    (frozenset({date, datetime}), Known.MOMENT),
)


def _known(kinds: set[type], *, guess: bool) -> Known:
    filled = kinds - {type(None)}
    for types, known in _TYPED:
        if filled and filled <= types:
            return known
    return Known.NOTHING if guess and not filled & {bytes, dict, list} else Known.TEXT
