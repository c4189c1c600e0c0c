"""Schedules as people say them: "every Monday at 09:00 (Europe/London)". Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.schedule.digests import PlannedDigest
from bot.schedule.slots import MonthDay, Schedule, slots

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AHEAD = (timedelta(days=8), timedelta(days=64), timedelta(days=400))


def when(schedule: Schedule) -> str:
    """When it comes, such as "every Monday and Thursday at 09:00 (Europe/Berlin)"."""
    zone = str(schedule.zone).replace("_", " ")
    return f"{_days(schedule)} at {schedule.at:%H:%M} ({zone})"


def next_slot(planned: PlannedDigest, now: datetime) -> datetime | None:
    """When a digest comes next, in its own zone; None while it is paused, or for never."""
    schedule = planned.schedule
    for ahead in () if planned.paused else _AHEAD:
        found = slots(schedule, now, now + ahead)
        if found:
            return found[0].astimezone(schedule.zone)
    return None


def moment(at: datetime) -> str:
    """A point in time, as "Monday 7 Dec, 09:00"."""
    return f"{at:%A} {at.day} {at:%b}, {at:%H:%M}"


def _days(schedule: Schedule) -> str:
    day = schedule.month_day
    if day is MonthDay.LAST_WORKING_DAY:
        return "on the last working day of each month"
    if isinstance(day, int):
        return "on the last day of each month" if day == 31 else f"on day {day} of each month"
    days = sorted(schedule.weekdays)
    if days == list(range(7)):
        return "every day"
    if days == list(range(5)):
        return "from Monday to Friday"
    named = [_NAMES[one] for one in days]
    return "every " + " and ".join([", ".join(named[:-1]), named[-1]] if len(days) > 1 else named)
