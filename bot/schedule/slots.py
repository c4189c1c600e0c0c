"""When a digest is due: instants from local dates and wall times. Pure.

A wall time that a change of clocks leaves out moves forward by the gap; one that happens twice
counts the first time. So each due date has exactly one slot.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SATURDAY = 5


class MonthDay(Enum):
    """A day of the month that is not the same number each month."""

    LAST_WORKING_DAY = "last_working_day"


class OnHoliday(StrEnum):
    """What becomes of a slot that falls on a holiday."""

    SEND = "send"
    SKIP = "skip"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which local dates, at which wall time, in which zone.

    Attributes:
        weekdays: 0 is Monday; used where `month_day` is None.
        month_day: 1 to 31, in shorter months their last day; or the last working day.
        holidays: no working days.
        on_holiday: what becomes of a slot on one of them; two that move to one day are one.
    """

    at: time
    zone: ZoneInfo
    weekdays: frozenset[int] = frozenset(range(7))
    month_day: int | MonthDay | None = None
    holidays: frozenset[date] = frozenset()
    on_holiday: OnHoliday = OnHoliday.SEND


def slots(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """The instants in (after, until], in UTC, oldest first. Both ends carry a zone."""
    first = after.astimezone(schedule.zone).date() - _DAY
    last = until.astimezone(schedule.zone).date() + _DAY
    instants = (instant(day, schedule) for day in _dates(first, last) if is_due(day, schedule))
    return [one for one in instants if after < one <= until]


def is_due(day: date, schedule: Schedule) -> bool:
    """Whether a slot falls on this local date, holidays considered."""
    if schedule.on_holiday is OnHoliday.SEND:
        return _planned(day, schedule)
    if day in schedule.holidays:
        return False
    if _planned(day, schedule):
        return True
    return schedule.on_holiday is OnHoliday.NEXT_WORKING_DAY and _moved_to(day, schedule)


def instant(day: date, schedule: Schedule) -> datetime:
    """The slot of a local date, in UTC.

    With fold 0, zoneinfo reads a time in a gap by the offset before it, which is later by the gap
    once it is back in UTC, and a repeated time as the first.
    """
    local = datetime.combine(day, schedule.at, tzinfo=schedule.zone)
    return local.astimezone(UTC)


def local_date(slot: datetime, schedule: Schedule) -> date:
    """The date that a slot is for, where its readers are.

    A gap just before midnight moves a slot into the next day: it is still for the day before.
    """
    day = slot.astimezone(schedule.zone).date()
    return day - _DAY if instant(day - _DAY, schedule) == slot else day


def _planned(day: date, schedule: Schedule) -> bool:
    if schedule.month_day is None:
        return day.weekday() in schedule.weekdays
    if schedule.month_day is MonthDay.LAST_WORKING_DAY:
        return day == _last_working_day(day, schedule.holidays)
    return day.day == min(schedule.month_day, _month_length(day))


def _moved_to(day: date, schedule: Schedule) -> bool:
    """Whether a slot on a holiday before this day had to wait for it."""
    if not _works(day, schedule.holidays):
        return False
    before = day - _DAY
    while not _works(before, schedule.holidays):
        if before in schedule.holidays and _planned(before, schedule):
            return True
        before -= _DAY
    return False


def _works(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def _dates(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _last_working_day(day: date, holidays: Collection[date]) -> date:
    last = day.replace(day=_month_length(day))
    while not _works(last, holidays):
        last -= _DAY
    return last
