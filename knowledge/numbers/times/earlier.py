"""Earlier periods that one is compared with."""

from __future__ import annotations

from datetime import date, timedelta

from knowledge.metrics.periods import Grain
from knowledge.models import Period

DAY = timedelta(days=1)


def period_before(period: Period, unit: Grain | None) -> Period:
    """The one before it that is as long, and as far gone: half a month with half a month."""
    months = _STEPS.get(unit) if unit else _whole_months(period)
    if months:
        return same_days(period, months)
    days = (period.end - period.start).days + 1
    step = timedelta(days=7 if unit is Grain.WEEK else days)
    return Period(period.start - step, period.end - step)


def year_earlier(period: Period, unit: Grain | None) -> Period:
    """The same days a year earlier; of weeks and days those with the same weekdays."""
    if unit in (Grain.WEEK, Grain.DAY):
        return Period(period.start - timedelta(weeks=52), period.end - timedelta(weeks=52))
    return same_days(period, 12)


_STEPS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


def _whole_months(period: Period) -> int:
    """How many months it is made of, 0 where it is not."""
    after = period.end + DAY
    if period.start.day != 1 or after.day != 1:
        return 0
    return (after.year - period.start.year) * 12 + after.month - period.start.month


def plus_months(day: date, months: int) -> date:
    """The first of a month, some months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def same_days(period: Period, months: int) -> Period:
    """The same days some months earlier; a month's last day stays one."""
    return Period(_earlier(period.start, months), _earlier(period.end, months))


def _earlier(day: date, months: int) -> date:
    first = plus_months(day.replace(day=1), -months)
    last = (plus_months(first, 1) - DAY).day
    is_last = (day + DAY).day == 1
    return first.replace(day=last if is_last else min(day.day, last))
