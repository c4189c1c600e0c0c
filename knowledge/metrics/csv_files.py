"""What a CSV file is: its characters, its separator, its header and the type of each column."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePath

from knowledge.errors import DocumentError
from knowledge.models import Source

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A DuckDB type, and the expression that turns the text into it."""

    name: str
    expression: str


def refusal(source: Source) -> str:
    """Why this version makes no table of a source; "" where it does."""
    path = PurePath(source.path)
    if path.suffix.lower() in {".csv", ".tsv"} and not source.query:
        return ""
    return f"The table '{source.name}' is left out: this version reads tables from CSV files only."


def decoded(content: bytes) -> str:
    """The text of a file by its mark, else as UTF-8, else as cp1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def as_utf8(content: bytes) -> bytes:
    """The same file in UTF-8 without a mark, lines ended with a line feed."""
    text = decoded(content)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")


def dialect(content: bytes) -> tuple[str, list[str]]:
    """The separator, and the header's names made unique and never empty.

    Raises:
        DocumentError: there is no header.
    """
    text = decoded(content)
    separator = max(_SEPARATORS, key=lambda sign: _width(text, sign))
    header = next(csv.reader(StringIO(text, newline=""), delimiter=separator), [])
    if not any(name.strip() for name in header):
        raise DocumentError("The table is empty: its first line must name the columns.")
    return separator, _unique([name.strip() for name in header])


def column_type(count: Callable[[str], int], table: str, column: str) -> ColumnType:
    """The narrowest type that holds every cell: numbers, days, moments, true/false, else text.

    Blank cells are nothing. Numbers that begin with 0 are names (postal codes, account numbers) and
    stay text; so do Yes and No, which people compare as words. `count` runs a statement whose one
    cell is a number; `table` and `column` are as SQL wants them.
    """
    cell = f"trim({column})"
    filled = count(f"select count(*) from {table} where {cell} <> ''")  # noqa: S608 - quoted names
    for name, shape, check in (
        ("BIGINT", r"-?(0|[1-9][0-9]{0,17})", "bigint"),
        ("DOUBLE", r"-?(0|[1-9][0-9]*)?(\.[0-9]+)?([eE][-+]?[0-9]+)?", "double"),
        ("DATE", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date"),
        (
            "TIMESTAMP",
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+)?(Z|[-+][0-9]{2}(:?[0-9]{2})?)?",
            "timestamp",
        ),
        ("BOOLEAN", r"(?i:true|false)", "boolean"),
    ):
        fits = f"regexp_full_match({cell}, '{shape}') and try_cast({cell} as {check}) is not null"
        matching = f"select count(*) from {table} where {fits}"  # noqa: S608 - quoted names
        if filled and count(matching) == filled:
            return ColumnType(name, f"try_cast({cell} as {check})")
    return ColumnType("VARCHAR", column)


def _width(text: str, separator: str) -> int:
    """Columns of the first row, where the second has as many; else fewer count."""
    rows = csv.reader(StringIO(text[:1_000_000], newline=""), delimiter=separator)
    try:
        first, second = next(rows, []), next(rows, [])
    except csv.Error:
        return 0
    return len(first) * 2 if len(first) == len(second) else len(first)


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for number, name in enumerate(names, start=1):
        plain = name or f"column {number}"
        again = seen[plain.lower()] = seen.get(plain.lower(), 0) + 1
        unique.append(plain if again == 1 else f"{plain} {again}")
    return unique
