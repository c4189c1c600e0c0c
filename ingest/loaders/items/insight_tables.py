"""A table of customer items: one row, one item; a row with a text is a section as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ingest.loaders.csv_rows import Names, declared_columns, joined, usual_columns
from ingest.loaders.items.days import Days, days_of
from ingest.loaders.items.roles import (
    ATTRIBUTES,
    CUSTOMER,
    DATE,
    ID,
    LONGEST_VALUE,
    SCORE,
    TEXT,
    USUAL,
    attribute_name,
    score_of,
    telling,
)
from ingest.loaders.pages.outline import title_from_name
from ingest.parsed import ItemRecord, Parsed, Section
from knowledge.errors import DocumentError

Row = tuple[int, Sequence[str]]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file.

    Attributes:
        rows: gives (row number, cells) each time it is called, without the header.
        left_out: what of the file is no part of the table, each as a sentence.
    """

    header: Sequence[str]
    rows: Callable[[], Iterator[Row]]
    left_out: tuple[str, ...] = ()


def parse(table: Table, path: Path, declared: Names) -> Parsed:
    """The items of a table, in the order of its rows.

    Args:
        table: the cells.
        path: of its file.
        declared: columns by role, as the configuration says: `id`, `text` (several are joined),
            `date`, `customer`, `score`, `attributes`. Where nothing is declared, the columns with
            usual names, and all others as attributes.

    Raises:
        DocumentError: a declared column is not there, there is none for texts or scores, or the
            file holds no rows.
    """
    columns = _columns(table.header, declared, path.name)
    reading = _Reading(columns, _days(table, columns))
    sections: list[Section] = []
    items: list[ItemRecord] = []
    for number, row in table.rows():
        if any(cell.strip() for cell in row):
            item = reading.item(number, row)
            items.append(item)
            if item.text:
                sections.append(Section(_heading(item), item.text, item.record))
    if not items:
        raise DocumentError(f"{path.name} is empty: it holds no rows under its header.")
    return Parsed(
        title=title_from_name(path),
        sections=tuple(sections),
        left_out=(*table.left_out, *reading.left_out()),
        items=tuple(items),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """Places of the columns by role, of the attributes by name."""

    header: Sequence[str]
    roles: Mapping[str, Sequence[int]]
    attributes: Mapping[str, int]

    def name(self, role: str) -> str:
        return self.header[self.roles[role][0]]


def _columns(header: Sequence[str], declared: Names, name: str) -> _Columns:
    header = [column.strip() for column in header]
    if declared:
        roles = {role: columns for role, columns in declared.items() if role in USUAL}
        found = declared_columns(header, roles, name)
        wanted = declared.get(ATTRIBUTES, ())
        wanted = (wanted,) if isinstance(wanted, str) else wanted
        places = [declared_columns(header, {one: one}, name)[one][0] for one in wanted]
    else:
        found = usual_columns(header, USUAL)
        used = {place for role in found if role != CUSTOMER for place in found[role]}
        places = [at for at, column in enumerate(header) if column and at not in used]
    if TEXT not in found and SCORE not in found:
        raise DocumentError(
            f"{name} has no column for what customers said; name it in the source's fields, for "
            f'example fields = {{text = "{header[-1] if header else "Comment"}"}}.'
        )
    return _Columns(header, found, {attribute_name(header[at]): at for at in places})


def _days(table: Table, columns: _Columns) -> Days:
    places = columns.roles.get(DATE, ())
    return days_of({joined(row, places, " ") for _, row in table.rows()}) if places else Days()


@dataclass(slots=True)
class _Reading:
    """Reads rows one after another and counts what cannot be used of them."""

    columns: _Columns
    days: Days
    seen: dict[str, int] = field(default_factory=dict)
    bad: Counter[str] = field(default_factory=Counter)
    long: Counter[str] = field(default_factory=Counter)
    twice: int = 0

    def item(self, number: int, row: Sequence[str]) -> ItemRecord:
        written = {role: joined(row, at, " ") for role, at in self.columns.roles.items()}
        day = self._value(DATE, written.get(DATE, ""), self.days.read)
        score = self._value(SCORE, written.get(SCORE, ""), score_of)
        return ItemRecord(
            text=joined(row, self.columns.roles.get(TEXT, ()), "\n\n"),
            record=self._record(written.get(ID, "") or f"row {number}"),
            day=day,
            customer=written.get(CUSTOMER, ""),
            score=score,
            attributes=self._attributes(row),
        )

    def left_out(self) -> Iterator[str]:
        kinds = {DATE: "no day", SCORE: "no number"}
        for role, n in self.bad.items():
            yield _lost(n, self.columns.name(role), f"is {kinds[role]}")
        for name, n in self.long.items():
            yield _lost(n, name, f"is longer than {LONGEST_VALUE} characters")
        if self.days.unclear:
            yield (
                f"The days in the column {self.columns.name(DATE)!r} may be day/month or "
                "month/day; they were read as day/month. Write them as 2026-12-31 to be sure."
            )
        if self.twice:
            yield (
                f"{_rows(self.twice)} an id in the column {self.columns.name(ID)!r} that an "
                "earlier row has; they were numbered."
            )

    def _value(self, role: str, text: str, read: Callable[[str], Value | None]) -> Value | None:
        value = read(text) if text else None
        if text and value is None:
            self.bad[role] += 1
        return value

    def _record(self, name: str) -> str:
        unique, nth = name, 1
        while unique in self.seen:
            nth = self.seen[name] = self.seen[name] + 1
            unique = f"{name} ({nth})"
        self.twice += nth > 1
        self.seen[unique] = 1
        return unique

    def _attributes(self, row: Sequence[str]) -> dict[str, str]:
        found = {}
        for name, at in self.columns.attributes.items():
            value = row[at].strip() if at < len(row) else ""
            if len(value) > LONGEST_VALUE:
                self.long[name] += 1
            elif value:
                found[name] = value
        return found


def _heading(item: ItemRecord) -> tuple[str, ...]:
    facts = [(name, value) for name, value in item.attributes.items() if value != item.customer]
    return telling([("Customer", item.customer), *facts] if item.customer else facts)


def _lost(n: int, column: str, why: str) -> str:
    return f"{_rows(n)} in the column {column!r} what {why}; it was left out."


def _rows(n: int) -> str:
    return "1 row has" if n == 1 else f"{n:,} rows have"
