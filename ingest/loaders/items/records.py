"""JSON records as a table: an object a line, a list of objects, or an object around such a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.loaders.items.insight_tables import Row, Table
from knowledge.errors import DocumentError

_DEEPEST = 3


def table(text: str, path: Path) -> Table:
    """The records with a column for each name that any of them has; inner names as "user.name".

    Raises:
        DocumentError: it is no JSON, or holds no records.
    """
    found = [dict(_flat(record, "", 0)) for record in _records(text, path)]
    header = list(dict.fromkeys(name for record in found for name in record))

    def rows() -> Iterator[Row]:
        for number, record in enumerate(found, start=1):
            yield number, [record.get(name, "") for name in header]

    return Table(header, rows)


def _records(text: str, path: Path) -> Iterator[Mapping[str, object]]:
    if path.suffix.lower() == ".json":
        yield from _listed(_parsed(text, path, 0), path)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            record = _parsed(line, path, number)
            if not isinstance(record, Mapping):
                raise DocumentError(
                    f"{path.name} line {number} is no JSON object: correct it there."
                )
            yield record


def _parsed(text: str, path: Path, line: int) -> object:
    try:
        return json.loads(text)
    except ValueError as problem:
        at = line or getattr(problem, "lineno", 1)
        raise DocumentError(
            f"{path.name} is not proper JSON (line {at}): correct it there."
        ) from problem


def _listed(content: object, path: Path) -> list[Mapping[str, object]]:
    lists = [content] if isinstance(content, list) else []
    if isinstance(content, Mapping):
        lists = [value for value in content.values() if _is_records(value)]
    if len(lists) != 1 or not _is_records(lists[0]):
        raise DocumentError(
            f"{path.name} holds no list of records: write [{{...}}, {{...}}], or an object a line "
            "as .jsonl."
        )
    return [record for record in lists[0] if isinstance(record, Mapping)]


def _is_records(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value)


def _flat(record: Mapping[str, object], above: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        name = f"{above}{key}"
        if isinstance(value, Mapping):
            if depth < _DEEPEST:
                yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            yield name, ", ".join(_word(one) for one in value if _word(one))
        else:
            yield name, _word(value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""
