"""Rows of a CSV text under the names that they are asked for."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Mapping, Sequence

from knowledge.errors import DocumentError

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_SAMPLE = 50  # lines by which the delimiter is told

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
    rows = csv_rows(text, name)
    header = [column.strip() for column in next(rows, (1, []))[1]]
    columns = declared_columns(header, declared, name) if declared else usual_columns(header, usual)
    if "label" not in columns:
        raise DocumentError(
            f"{name} has no column for the terms; name it in the source's fields, for example "
            f'fields = {{label = "{header[0] if header else "Term"}"}}.'
        )
    return [
        (number, {role: joined(row, places, ";") for role, places in columns.items()})
        for number, row in rows
        if any(cell.strip() for cell in row)
    ]


def csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of a CSV text, the header as row 1; lines without any cell are no rows.

    Raises:
        DocumentError: a quotation mark is open, or a cell is longer than a million characters.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(_lines(text), delimiter=delimiter(text))
        yield from enumerate(filter(None, reader), start=1)
    except csv.Error as problem:
        raise DocumentError(
            f"{name} cannot be read as a table (a quotation mark may be open): correct it there."
        ) from problem


def delimiter(text: str) -> str:
    """The sign that splits the first lines into the most columns, as evenly as may be."""
    sample = [line + "\n" for line in text.split("\n", _SAMPLE)[:_SAMPLE]]
    best, most = ",", (False, 0)
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(sample, delimiter=sign) if row][:20]
        even = len(widths) > 0 and widths.count(widths[0]) >= len(widths) * 0.8
        columns = widths[0] if widths else 0
        if columns > 1 and (even, columns) > most:
            best, most = sign, (even, columns)
    return best


def declared_columns(header: Sequence[str], declared: Names, name: str) -> dict[str, list[int]]:
    """Places of the declared columns by role, whatever their case.

    Raises:
        DocumentError: one is not there; the nearest name is told.
    """
    lower = [column.lower() for column in header]
    found: dict[str, list[int]] = {}
    for role, columns in declared.items():
        for column in (columns,) if isinstance(columns, str) else columns:
            if column.strip().lower() not in lower:
                raise DocumentError(f"{name} has no column {column!r}{_nearest(column, header)}")
            found.setdefault(role, []).append(lower.index(column.strip().lower()))
    return found


def usual_columns(
    header: Sequence[str], usual: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    """Places of the columns that have one of their role's usual names, the first of these first."""
    lower = [column.lower() for column in header]
    found: dict[str, list[int]] = {}
    for role, names in usual.items():
        place = next((lower.index(name) for name in names if name in lower), None)
        if place is not None:
            found[role] = [place]
    return found


def joined(row: Sequence[str], places: Sequence[int], by: str) -> str:
    """The cells of these places that are not empty."""
    return by.join(row[at].strip() for at in places if at < len(row) and row[at].strip())


def _nearest(column: str, header: Sequence[str]) -> str:
    by_case = {name.lower(): name for name in header}
    near = difflib.get_close_matches(column.lower(), list(by_case), n=1, cutoff=0.5)
    if near:
        return f"; did you mean {by_case[near[0]]!r}?"
    return f"; it has {', '.join(repr(name) for name in header[:8])}."


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: a copy of a large file in lines would take its memory again."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
