"""Times as people name them, to days. Pure: today and the newest row are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.metrics.periods import Grain, before, containing
from knowledge.models import Period

_DAY = timedelta(days=1)
_PARTS = {"month": 12, "quarter": 4, "half": 2}


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a year: August, Q3, H1, or the year itself.

    Attributes:
        part: `day`, `week`, `week of` a day, `month`, `quarter`, `half` or `year`.
        number: from 1, of a day its month; 0 for a year.
        year: None where it was not said; of a fiscal year the one that it ends in.
        fiscal: whether it is counted from the start of the fiscal year.
        own: whether its year is its own: "this October" beside another year.
        back: how many such parts before the newest one: 1 for "last August" said in August.
    """

    part: str
    number: int = 0
    year: int | None = None
    fiscal: bool = False
    back: int = 0
    day: int = 0
    own: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """A time told from today.

    Attributes:
        unit: how long; with `count` above 1 that many days, weeks, ... that end yesterday.
        ago: 0 is the one that today is in, 1 the one before.
        so_far: ends yesterday.
    """

    unit: Grain
    ago: int = 0
    count: int = 1
    so_far: bool = False
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Since, before or until something: `start` and `end` may be missing."""

    start: Named | Relative | Period | None = None
    end: Named | Relative | Period | None = None
    excluded: bool = False  # before: the end itself does not count


When = Named | Relative | Open | Period


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a day means here.

    Attributes:
        today: in the workspace's timezone.
        newest: the newest day that there are rows of; a name without a year is one before it.
        oldest: the first such day.
        fiscal_start: the month that the fiscal year begins in.
    """

    today: date
    newest: date
    oldest: date
    fiscal_start: int = 1

    def period(self, when: When) -> Period:
        """The days that are meant, whole ones: a period may end after today."""
        if isinstance(when, Period):
            return when
        if isinstance(when, Named):
            return self._named(when)
        if isinstance(when, Relative):
            return self._relative(when)
        return self._open(when)

    def _named(self, when: Named) -> Period:
        if when.year is not None:
            return self._of_year(when, when.year)
        last = min(self.today, self.newest)
        year = last.year + 1
        while True:  # the newest that has begun
            found = self._of_year(when, year)
            if found.start <= last:
                return self._of_year(when, year - when.back)
            year -= 1

    def _of_year(self, when: Named, year: int) -> Period:
        """A part of a year; a fiscal year that starts in another month ends in `year`."""
        if when.part in {"day", "week of"}:
            first = date(year, when.number, 1)
            last = (plus_months(first, 1) - _DAY).day
            grain = Grain.DAY if when.part == "day" else Grain.WEEK
            return containing(first.replace(day=min(when.day, last)), grain)
        if when.part == "week":
            first = date.fromisocalendar(year, min(when.number, _weeks(year)), 1)
            return Period(first, first + timedelta(days=6))
        fiscal = when.fiscal and self.fiscal_start > 1
        first = date(year - 1, self.fiscal_start, 1) if fiscal else date(year, 1, 1)
        if when.part == "month":
            first = date(year, 1, 1)
        parts = _PARTS.get(when.part, 1)
        months = 12 // parts
        start = plus_months(first, months * max(0, when.number - 1))
        return Period(start, plus_months(start, months) - _DAY)

    def _relative(self, when: Relative) -> Period:
        if when.count > 1:
            end = before(containing(self.today, when.unit), when.unit).end
            if when.unit is Grain.DAY:
                return Period(self.today - when.count * _DAY, self.today - _DAY)
            start = containing(end, when.unit).start
            for _ in range(when.count - 1):
                start = before(containing(start, when.unit), when.unit).start
            return Period(start, end)
        found = self.around(self.today, when.unit, fiscal=when.fiscal)
        for _ in range(when.ago):
            found = self.around(found.start - _DAY, when.unit, fiscal=when.fiscal)
        if when.so_far and found.start < self.today <= found.end:
            return Period(found.start, self.today - _DAY)
        return found

    def around(self, day: date, unit: Grain, *, fiscal: bool = False) -> Period:
        """The period of this length that a day is in."""
        if not fiscal or self.fiscal_start == 1 or unit not in (Grain.QUARTER, Grain.YEAR):
            return containing(day, unit)
        months = 3 if unit is Grain.QUARTER else 12
        passed = (day.month - self.fiscal_start) % 12 // months * months
        start = date(day.year - (day.month < self.fiscal_start), self.fiscal_start, 1)
        start = plus_months(start, passed)
        return Period(start, plus_months(start, months) - _DAY)

    def _open(self, when: Open) -> Period:
        start = self.period(when.start).start if when.start else self.oldest
        last = max(self.today - _DAY, self.newest)
        end = last
        if when.end:
            closing = self.period(when.end)
            end = closing.start - _DAY if when.excluded else closing.end
        return Period(min(start, end), end)


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week  # always in the last one


def unit_of(when: When) -> Grain | None:
    """The length that a time is told in; None where it is none of the usual."""
    if isinstance(when, Relative):
        return when.unit if when.count == 1 else None
    if isinstance(when, Named):
        return None if when.part == "half" else Grain(when.part.partition(" ")[0])
    if isinstance(when, Period):
        grains = (Grain.DAY, Grain.WEEK)
        return next((one for one in grains if containing(when.start, one) == when), None)
    return None


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
    after = period.end + _DAY
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
    last = (plus_months(first, 1) - _DAY).day
    is_last = (day + _DAY).day == 1
    return first.replace(day=last if is_last else min(day.day, last))
