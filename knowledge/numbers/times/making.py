"""Names of days, months, quarters and years, as times."""

from __future__ import annotations

import re
from datetime import date

from knowledge.metrics.periods import Grain, containing
from knowledge.models import Period
from knowledge.numbers.times.calendar import Named, Open

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}


NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()


_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINALS |= {"fourth": 4, "4th": 4}


def _month(name: str) -> int:
    return _MONTHS[name[:3]]


def counted(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS.index(text) + 1


def _whole_year(text: str) -> int:
    """97 is 1997 and 23 is 2023."""
    year = int(text)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def exact(match: re.Match[str]) -> Period | None:
    named = match.groupdict()
    month = named["month"] or ""
    number = int(month) if month.isdigit() else _month(month)
    try:
        day = date(_whole_year(named["year"]), number, int(named["day"]))
    except ValueError:
        return None
    return Period(day, day)


def of_month(match: re.Match[str]) -> Named | None:
    year = match.groupdict().get("year")
    month = match["month"]
    number = int(month) if month.isdigit() else _month(month)
    return Named("month", number, _whole_year(year) if year else None) if number <= 12 else None


def of_day(match: re.Match[str]) -> Named | None:
    day, month = int(match["day"]), _month(match["month"])
    return Named("day", month, day=day) if 1 <= day <= 31 else None


def last_month_named(match: re.Match[str]) -> Named:
    back = 0 if match["which"] == "this" else 1
    return Named("month", _month(match["month"]), back=back, own=True)


def numeric(match: re.Match[str]) -> Period | None:
    """A date in figures, where its day cannot be its month: 15/03/2023, 03/15/2023."""
    first, second = int(match["first"]), int(match["second"])
    if (first > 12) == (second > 12) and first != second:
        return None
    day, month = max(first, second), min(first, second)
    try:
        found = date(int(match["year"]), month, day)
    except ValueError:
        return None
    return Period(found, found)


def days(match: re.Match[str]) -> Open | None:
    """Some days of one month: 1 to 15 March 2023."""
    year = _whole_year(match["year"]) if match["year"] else None
    month, first, last = _month(match["month"]), int(match["day"]), int(match["last"])
    if not 1 <= first <= last <= 31:
        return None
    ends = (Named("day", month, year, day=first), Named("day", month, year, day=last))
    return Open(*ends)


def half_of_month(match: re.Match[str]) -> Open:
    """The first fifteen days of a month, or those that are left."""
    year = _whole_year(match["year"]) if match["year"] else None
    month = _month(match["month"])
    first, last = (1, 15) if _ORDINALS[match["which"]] == 1 else (16, 31)
    return Open(Named("day", month, year, day=first), Named("day", month, year, day=last))


def part_of_year(match: re.Match[str]) -> Open | None:
    """The first or the last months or quarters of a year."""
    count, part, year = counted(match["count"]), match["unit"], _whole_year(match["year"])
    most = 12 if part == "month" else 4
    if not 1 <= count <= most:
        return None
    first = 1 if match["which"] == "first" else most - count + 1
    fiscal = part == "quarter"
    return Open(Named(part, first, year, fiscal), Named(part, first + count - 1, year, fiscal))


def of_week(match: re.Match[str]) -> Named | None:
    """A week by its number of ISO 8601."""
    number, year = int(match["number"]), match.groupdict().get("year")
    return Named("week", number, int(year) if year else None) if 1 <= number <= 53 else None


def of_quarter(match: re.Match[str]) -> Named:
    number = match["number"]
    year = match.groupdict().get("year")
    fiscal = True  # where the fiscal year is the calendar's this is the same
    part = "half" if match["part"].startswith("h") else "quarter"
    last = 2 if part == "half" else 4
    value = last if number in {"last", "final"} else _ORDINALS.get(number) or int(number)
    return Named(part, value, _whole_year(year) if year else None, fiscal)


def of_fiscal_year(match: re.Match[str]) -> Named:
    second = match.groupdict().get("second")
    return Named("year", 0, _whole_year(second or match["year"]), fiscal=True)


def of_year(match: re.Match[str]) -> Named | None:
    amount = _MORE_THAN.search(match.string[: match.start()])
    if amount and re.match(r"\s+\w", match.string[match.end() :]):
        return None  # more than 2000 orders
    return Named("year", 0, _whole_year(match["year"]))


_MORE_THAN = re.compile(r"\b(?:more|less|fewer|greater|larger|higher) than\s*$")


def week_of(match: re.Match[str]) -> Period | Named | None:
    """The week that a day is in."""
    month, year = _month(match["month"]), match.groupdict().get("year")
    day = int(match["day"])
    if not year:
        return Named("week of", month, day=day)
    try:
        return containing(date(int(year), month, day), Grain.WEEK)
    except ValueError:
        return None
