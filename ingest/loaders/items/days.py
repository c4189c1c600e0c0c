"""Days as people and programs write them; which number is the month is told by the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(?:[T ,].*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T.*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d\d)(?!\d)(?:[T ,].*)?")
_DAY_NAME = re.compile(
    r"(?:[^\W\d_]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([^\W\d_]{3,9})\.?,?[ -](\d{4})\b.*",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(
    r"(?:[^\W\d_]+day,?\s+)?([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b.*",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_CENTURY = 70  # two digits from here on are of the last century


@dataclass(frozen=True, slots=True)
class Days:
    """Reads the days of one column.

    Attributes:
        month_first: whether 5/6/2026 is the sixth of May.
        unclear: whether nothing in the column says which it is; then it is the fifth of June.
    """

    month_first: bool = False
    unclear: bool = False

    def read(self, value: str) -> date | None:
        """The day that is written first in a value; None where there is none.

        2026-12-31, 31/12/2026, 31.12.26, 20261231, 31 Dec 2026, December 31, 2026, any of them with
        a time after it, and seconds or milliseconds since 1970 (UTC). A time changes no day.
        """
        text = value.strip()
        if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
            return _day(match[1], match[2], match[3])
        if match := _YEAR_LAST.fullmatch(text):
            first, second = (match[3], match[1]) if self.month_first else (match[1], match[3])
            return _day(_whole_year(match[4]), second, first)
        if match := _DAY_NAME.fullmatch(text):
            return _named(match[1], match[2], match[3])
        if match := _NAME_DAY.fullmatch(text):
            return _named(match[2], match[1], match[3])
        if match := _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(match[1]), UTC).date()
        return None


def days_of(values: Iterable[str]) -> Days:
    """How the days of a column are to be read: a number above 12 is a day, and the most decide."""
    day_first = month_first = either = 0
    for value in values:
        match = _YEAR_LAST.fullmatch(value.strip())
        if match:
            first, second = int(match[1]), int(match[3])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
            either += first <= 12 and second <= 12 and first != second
    unclear = either > 0 and not (day_first or month_first)
    return Days(month_first=month_first > day_first, unclear=unclear)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _named(day: str, month: str, year: str) -> date | None:
    number = _MONTHS.get(month[:3].lower())
    return _day(year, str(number), day) if number else None


def _whole_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{'19' if int(year) >= _CENTURY else '20'}{year}"
