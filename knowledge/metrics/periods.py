"""Days, weeks (Monday to Sunday), months, quarters and years as inclusive pairs of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from knowledge.models import Period

_DAY = timedelta(days=1)


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})))?")
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


def containing(day: date, grain: Grain) -> Period:
    """The period of this grain that a day is in."""
    if grain is Grain.DAY:
        return Period(day, day)
    if grain is Grain.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = _MONTHS[grain]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(start, _plus_months(start, months) - _DAY)


def before(period: Period, grain: Grain) -> Period:
    """The period of the same grain that ends the day before this one starts."""
    return containing(period.start - _DAY, grain)


def last_complete(today: date, grain: Grain) -> Period:
    """The newest period of this grain that is over before today."""
    return before(containing(today, grain), grain)


def year_before(period: Period, grain: Grain) -> Period:
    """The period a year earlier; for weeks 52 weeks, so that weekdays match."""
    if grain is Grain.WEEK:
        year = timedelta(weeks=52)
        return Period(period.start - year, period.end - year)
    start = period.start
    leap_day = (start.month, start.day) == (2, 29)
    return containing(start.replace(year=start.year - 1, day=28 if leap_day else start.day), grain)


def back_from(period: Period, grain: Grain, count: int) -> Iterator[Period]:
    """A period and those before it, newest first, `count` in all."""
    for _ in range(count):
        yield period
        period = before(period, grain)


def last_day(written: str) -> date | None:
    """The last day of a day, week, month, quarter or year in ISO's words, or 2026-Q1; else None."""
    text = written.strip().rsplit("/", 1)[-1]
    found = _WRITTEN.fullmatch(text)
    try:
        if not found:
            return date.fromisoformat(text)
        year, (quarter, week, month) = int(found[1]), found.groups()[1:]
        if week:
            return date.fromisocalendar(year, int(week), 7)
        if quarter:
            return containing(date(year, 3 * int(quarter), 1), Grain.QUARTER).end
        grain = Grain.MONTH if month else Grain.YEAR
        return containing(date(year, int(month or 1), 1), grain).end
    except ValueError:
        return None


def _plus_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)
