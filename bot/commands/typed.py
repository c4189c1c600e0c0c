"""Conditions, days and periods as they are typed at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import Protocol

from knowledge.errors import InputError
from knowledge.metrics.located import nearest
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period

_CONDITION = re.compile(r"\s*([^=!]+?)\s*(!?=)(.*)", re.DOTALL)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_BETWEEN = re.compile(r"(?<!\\)\|")


class Values(Protocol):
    """What is asked of the metrics."""

    def values(self, metric: str, dimension: str) -> tuple[str, ...]:
        """The values of a dimension, most rows first."""
        ...


def conditions(
    metrics: Values, metric: str, written: Sequence[str]
) -> tuple[list[Where], list[str]]:
    """Conditions as they were typed, with a note for each value that no row has.

    Values in another case than the table's are taken for the table's.

    Raises:
        InputError: one is no condition, or the metric has no such dimension.
    """
    where, notes = [], []
    for one in written:
        found = _CONDITION.fullmatch(one)
        if not found:
            raise InputError(f"'{one}' is no condition; write one such as contract=Month-to-month.")
        dimension, sign = found[1], found[2]
        known = metrics.values(metric, dimension)
        values = [part.replace("\\|", "|").strip() for part in _BETWEEN.split(found[3])]
        values = [_as_written(value, known) for value in values]
        notes += [_note(metric, dimension, value, known) for value in values]
        where.append(Where(dimension, tuple(values), sign == "!="))
    return where, [note for note in notes if note]


def _as_written(value: str, known: Collection[str]) -> str:
    same = [one for one in known if one.casefold() == value.casefold()]
    return same[0] if value not in known and len(same) == 1 else value


def _note(metric: str, dimension: str, value: str, known: Collection[str]) -> str:
    if not value or value in known:
        return ""
    return f"No row of '{metric}' has {dimension} '{value}'.{nearest(value, known)}"


def grain_of(name: str) -> Grain | None:
    """The grain of this name, None for "".

    Raises:
        InputError: there is none; offers the nearest.
    """
    known = [str(one) for one in Grain]
    if name and name not in known:
        raise InputError(f"There is no grain '{name}'.{nearest(name, known)}")
    return Grain(name) if name else None


def period_of(since: str, until: str, span: Period | None, today: date) -> Period | None:
    """The days that count: from the first row on where only an end was given, else up to today.

    `span` is the first and last day of the rows, None where they have none.

    Raises:
        InputError: a day that is none, or the first is after the last.
    """
    if not since and not until:
        return None
    last = max(today, span.end) if span else today
    end = _day(until, _end_of) if until else last
    start = _day(since, lambda day, _: day) if since else min(end, span.start if span else end)
    if start > end:
        raise InputError(
            f"Nothing lies between {start} and {end}: the first day is after the last."
        )
    return Period(start, end)


def _day(written: str, of: Callable[[date, int], date]) -> date:
    """A day, of a month or of a year where no more was given."""
    parts = _DAY.fullmatch(written.strip())
    try:
        if parts:
            day = date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            return of(day, sum(part is not None for part in parts.groups()))
    except ValueError:
        pass
    raise InputError(f"'{written}' is no day; write 2026-08-01, 2026-08 or 2026.")


def _end_of(day: date, parts: int) -> date:
    if parts == 3:
        return day
    following = date(day.year + 1, 1, 1) if parts == 1 or day.month == 12 else None
    return (following or date(day.year, day.month + 1, 1)) - timedelta(days=1)
