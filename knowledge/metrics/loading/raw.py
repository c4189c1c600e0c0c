"""A table as it was read: what DuckDB selects it from, and what is known of each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOST_ROWS = 20_000_000
MOST_BYTES = 4_000_000_000


class Known(StrEnum):
    """What is known of a column before its cells are looked at; else the type that it has."""

    NOTHING = "nothing"  # its type is found from its cells
    KEPT = "kept"  # its type is the file's own
    TEXT = "varchar"
    INTEGER = "bigint"
    NUMBER = "double"
    DAY = "date"
    MOMENT = "timestamp"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Raw:
    """A table that DuckDB can read.

    Attributes:
        name: what it is called in its file (a sheet, a table), else the source's name.
        relation: what to select from.
        columns: what is known of each, in the file's order.
        decimal_comma: whether 1,5 is likely to be one and a half in it.
    """

    name: str
    relation: str
    columns: Mapping[str, Known]
    decimal_comma: bool = False


def csv_relation(file: Path, names: Iterable[str], separator: str = ",") -> str:
    """Selects from a CSV file in UTF-8 with a header, all of it as text, blank cells as nothing."""
    texts = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv({literal(str(file))}, header = true, auto_detect = false, columns = {{{texts}}},"
        f" delim = {literal(separator)}, quote = '\"', escape = '\"', nullstr = '',"
        " strict_mode = true, max_line_size = 20000000)"
    )


def unique(names: Iterable[object]) -> list[str]:
    """The names of columns, none empty, no two the same."""
    seen: set[str] = set()
    found = []
    for number, given in enumerate(names, start=1):
        plain = re.sub(r"\s+", " ", "" if given is None else str(given)).strip("\0 ")
        plain = name = plain or f"column {number}"
        again = 1
        while name.lower() in seen:
            again += 1
            name = f"{plain} {again}"
        seen.add(name.lower())
        found.append(name)
    return found


def quoted(name: str) -> str:
    """A name as SQL wants it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL wants it, whatever is in it."""
    return "'" + text.replace("'", "''") + "'"


def too_many(name: str) -> str:
    """The refusal of a table with too many rows."""
    return (
        f"The table '{name}' has more than {MOST_ROWS // 1_000_000} million rows: select fewer with"
        " a query, or leave it in its warehouse."
    )
