"""Rows of a CSV text under the names that they are asked for."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping, Sequence

from knowledge.errors import DocumentError

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000

Names = Mapping[str, str | tuple[str, ...]]


def named_rows(
    text: str, name: str, declared: Names, usual: Mapping[str, Sequence[str]]
) -> list[tuple[int, dict[str, str]]]:
    """(row number, values by role); the header is row 1, as in a spreadsheet; no empty rows.

    Args:
        text: of the file.
        name: of the file, for the sentence when it fails.
        declared: column by role, as the configuration says; several columns are joined with ";".
        usual: names that a role's column often has, taken where nothing is declared for it.

    Raises:
        DocumentError: a declared column is not there, or the rows cannot be told apart.
    """
    rows = _rows(text, name)
    header = [column.strip() for column in rows[0]] if rows else []
    columns = _declared(header, declared, name) if declared else _usual(header, usual)
    if "label" not in columns:
        raise DocumentError(
            f"{name} has no column for the terms; name it in the source's fields, for example "
            f'fields = {{label = "{header[0] if header else "Term"}"}}.'
        )
    return [
        (number, {role: _value(row, places) for role, places in columns.items()})
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def delimiter(text: str) -> str:
    """The sign that splits the first lines into the most columns, as evenly as may be."""
    sample = "\n".join(text.split("\n")[:50])
    best, most = ",", (False, 0)
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if row][:20]
        even = len(widths) > 0 and widths.count(widths[0]) >= len(widths) * 0.8
        columns = widths[0] if widths else 0
        if columns > 1 and (even, columns) > most:
            best, most = sign, (even, columns)
    return best


def _rows(text: str, name: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
        return [row for row in reader if row]
    except csv.Error as problem:
        raise DocumentError(
            f"{name} cannot be read as a table (a quotation mark may be open): correct it there."
        ) from problem


def _declared(header: Sequence[str], declared: Names, name: str) -> dict[str, list[int]]:
    lower = [column.lower() for column in header]
    found: dict[str, list[int]] = {}
    for role, columns in declared.items():
        for column in (columns,) if isinstance(columns, str) else columns:
            if column.strip().lower() not in lower:
                raise DocumentError(f"{name} has no column {column!r}{_nearest(column, header)}")
            found.setdefault(role, []).append(lower.index(column.strip().lower()))
    return found


def _nearest(column: str, header: Sequence[str]) -> str:
    by_case = {name.lower(): name for name in header}
    near = difflib.get_close_matches(column.lower(), list(by_case), n=1, cutoff=0.5)
    if near:
        return f"; did you mean {by_case[near[0]]!r}?"
    return f"; it has {', '.join(repr(name) for name in header[:8])}."


def _usual(header: Sequence[str], usual: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    lower = [column.lower() for column in header]
    found: dict[str, list[int]] = {}
    for role, names in usual.items():
        place = next((lower.index(name) for name in names if name in lower), None)
        if place is not None:
            found[role] = [place]
    return found


def _value(row: Sequence[str], places: Sequence[int]) -> str:
    return ";".join(row[at].strip() for at in places if at < len(row) and row[at].strip())
