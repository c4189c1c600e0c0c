"""JSON: one object a line, or a list of objects, as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.metrics.loading.csv_files import encoding_of
from knowledge.metrics.loading.raw import Raw
from knowledge.metrics.loading.rows import written

_LONGEST_LIST = 200_000_000  # bytes: a list is held in memory whole, lines are not
_LONGEST_LINE = 20_000_000  # characters


def read(name: str, file: Path, folder: Path) -> Raw:
    """A file of objects as a table; keys of objects within objects are joined by a point.

    Raises:
        DocumentError: it is not JSON, or its values are not objects; with the line.
    """
    encoding = encoding_of(file)
    keys: dict[str, None] = {}
    for row in _objects(name, file, encoding):
        keys.update(dict.fromkeys(row))
    if not keys:
        raise DocumentError(f"The table '{name}' is empty: {file.name} has no objects.")
    rows: Iterator[Sequence[object]] = (
        [row.get(key) for key in keys] for row in _objects(name, file, encoding)
    )
    return written(name, keys, rows, folder / "objects.csv")


def _objects(name: str, file: Path, encoding: str) -> Iterator[Mapping[str, object]]:
    with file.open(encoding=encoding, errors="replace") as stream:
        listed = stream.read(1_000).lstrip().startswith("[")
        stream.seek(0)
        if listed:
            if file.stat().st_size > _LONGEST_LIST:
                raise DocumentError(
                    f"The table '{name}' is refused: {file.name} is a list of more than 200 MB;"
                    " save it as JSON lines, one object a line."
                )
            found = _parsed(name, stream.read(), 0)
            for number, value in enumerate(found if isinstance(found, list) else [], start=1):
                yield _flat(_object(name, value, f"entry {number}"))
            return
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            if line.strip():
                value = _parsed(name, line, number)
                yield _flat(_object(name, value, f"line {number}"))


def _parsed(name: str, text: str, line: int) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        at = line or getattr(error, "lineno", 1)
        reason = getattr(error, "msg", "too deep")
        raise DocumentError(
            f"The table '{name}' cannot be read: line {at} is not JSON ({reason})."
        ) from error


def _object(name: str, value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise DocumentError(
            f"The table '{name}' cannot be read: {where} is not an object with named values."
        )
    return value


def _flat(row: Mapping[str, object], before: str = "", depth: int = 0) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in row.items():
        if isinstance(value, dict) and value and depth < 3:
            found.update(_flat(value, f"{before}{key}.", depth + 1))
        else:
            found[f"{before}{key}"] = value
    return found
