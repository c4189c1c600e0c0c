"""A question to a metric, the statement that answers it, and the rows of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from knowledge.errors import InputError
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where

_MOST_GROUPS = 6
_MOST_VALUES = 2_000
_LONGEST_VALUE = 10_000  # characters


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of a metric: rows of these days that meet the conditions, split by these."""

    days: tuple[date, date] | None = None
    by: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    grain: Grain | None = None

    def __post_init__(self) -> None:
        """Refuses what nobody asks and a database would choke on.

        Raises:
            InputError: there is too much of it.
        """
        values = [value for one in self.where for value in one.values]
        if len(self.by) > _MOST_GROUPS:
            raise InputError(f"A figure can be split by at most {_MOST_GROUPS} dimensions.")
        if len(values) > _MOST_VALUES or len(self.where) > _MOST_VALUES:
            raise InputError(f"A figure can have conditions on at most {_MOST_VALUES} values.")
        if any(len(value) > _LONGEST_VALUE or not _sound(value) for value in values):
            raise InputError("No row can have such a value: it is too long, or no sound text.")


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, and what it needs.

    Attributes:
        tables: those that it reads.
        relations: the same as the statement names them, by schema and name.
        names: of the columns that it gives; a database may cut them.
        single: whether it gives one row, also where nothing is found.
    """

    sql: str
    tables: frozenset[str]
    relations: frozenset[tuple[str, str]]
    names: tuple[str, ...] = ()
    single: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a result: `start` is the first day of its period where it was split by time."""

    value: float | None
    n: int
    dimensions: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None


def row_of(metric: str, rows: str, cells: dict[str, Any]) -> Row:
    """A row of an answer.

    Args:
        metric: the column of the value.
        rows: the column of the rows behind it.
        cells: by column.
    """
    value, n = cells.pop(metric), cells.pop(rows)
    moments = [name for name in cells if name.startswith("metric_time__")]
    moment = cells.pop(moments[0]) if moments else None
    return Row(
        value=None if value is None else float(value),
        n=int(n or 0),
        dimensions={short(name): _told(cell) for name, cell in cells.items()},
        start=moment.date() if isinstance(moment, datetime) else moment,
    )


def short(dimension: str) -> str:
    """The name of a dimension without its entity."""
    return dimension.rsplit("__", 1)[-1]


def _told(cell: object) -> str:
    """A value as the database writes it as text, so that a condition on it finds its rows."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _sound(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value
