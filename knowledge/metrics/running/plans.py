"""A question to a metric, the statement that answers it, and the rows of the answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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
        if any(len(value) > _LONGEST_VALUE for value in values):
            raise InputError(f"A value has at most {_LONGEST_VALUE} characters.")


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, and what it needs.

    Attributes:
        tables: those that it reads.
        relations: the same as the statement names them, by schema and name.
        groups: the columns that it splits by, and what each is shown as; a database may cut them.
        single: whether it gives one row, also where nothing is found.
    """

    sql: str
    tables: frozenset[str]
    relations: frozenset[tuple[str, str]]
    groups: Mapping[str, str] = field(default_factory=dict)
    single: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a result: `start` is the first day of its period where it was split by time."""

    value: float | None
    n: int
    dimensions: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None


def row_of(cells: Mapping[str, Any], metric: str, rows: str, groups: Mapping[str, str]) -> Row:
    """A row of an answer.

    Args:
        cells: by column.
        metric: the column of the value.
        rows: the column of the rows behind it.
        groups: the columns it is split by, and what each is shown as.

    Raises:
        TypeError, ValueError: its value is no number.
    """
    moment = next((cell for name, cell in cells.items() if name.startswith("metric_time__")), None)
    return Row(
        value=_number(cells[metric]),
        n=int(cells[rows] or 0),
        dimensions={shown: _told(cells[name]) for name, shown in groups.items()},
        start=moment.date() if isinstance(moment, datetime) else moment,
    )


def shown_names(dimensions: Sequence[str]) -> dict[str, str]:
    """The short name of each dimension in the order asked for; long where two are alike."""
    shorts = [short(one) for one in dimensions]
    return {one: short(one) if shorts.count(short(one)) == 1 else one for one in dimensions}


def short(dimension: str) -> str:
    """The name of a dimension without its entity."""
    return dimension.rsplit("__", 1)[-1]


def _told(cell: object) -> str:
    """A value of a dimension, written as a condition has to give it; rows without one are blank."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def _number(cell: Any) -> float | None:
    """A value; what is divided by nothing is not known."""
    number = None if cell is None else float(cell)
    return number if number is not None and math.isfinite(number) else None
