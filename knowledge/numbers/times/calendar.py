"""Times as people name them, to days. Pure: today and the newest row are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.metrics.periods import Grain, before, containing
from knowledge.models import Period
from knowledge.numbers.times.earlier import DAY, plus_months, same_days

_PARTS = {"month": 12, "quarter": 4, "half": 2}


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a year: August, Q3, H1, or the year itself.

    Attributes:
        part: `day`, `week`, `week of` a day, `month`, `quarter`, `half` or `year`.
        number: from 1, of a day its month; 0 for a year.
        year: None where it was not said; of a fiscal year the one that it ends in.
        fiscal: whether it is counted from the start of the fiscal year.
        back: 1 where one that is over is meant: "last August" said in August.
        ago: of which year before the one that today is in; None where that was not said.
        own: whether its year is its own: "this October" beside another year.
    """

    part: str
    number: int = 0
    year: int | None = None
    fiscal: bool = False
    back: int = 0
    day: int = 0
    ago: int | None = None
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
    """Since, after, before or until something: `start` and `end` may be missing."""

    start: Named | Relative | Period | None = None
    end: Named | Relative | Period | None = None
    excluded: bool = False  # before and after: what is named does not count


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
        if when.ago is not None:
            now = self.around(self.today, Grain.YEAR, fiscal=when.fiscal)
            return self._of_year(when, now.end.year - when.ago)
        last = min(self.today, self.newest)
        year = last.year + 1
        while True:  # the newest that has begun, or is over
            found = self._of_year(when, year)
            if found.start <= last and (not when.back or found.end < self.today):
                return found
            year -= 1

    def _of_year(self, when: Named, year: int) -> Period:
        """A part of a year; a fiscal year that starts in another month ends in `year`."""
        if when.part in {"day", "week of"}:
            first = date(year, when.number, 1)
            last = (plus_months(first, 1) - DAY).day
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
        return Period(start, plus_months(start, months) - DAY)

    def _relative(self, when: Relative) -> Period:
        if when.count > 1:
            end = before(containing(self.today, when.unit), when.unit).end
            if when.unit is Grain.DAY:
                return Period(self.today - when.count * DAY, self.today - DAY)
            start = containing(end, when.unit).start
            for _ in range(when.count - 1):
                start = before(containing(start, when.unit), when.unit).start
            return Period(start, end)
        found = self.around(self.today, when.unit, fiscal=when.fiscal)
        for _ in range(when.ago):
            found = self.around(found.start - DAY, when.unit, fiscal=when.fiscal)
        if when.so_far and found.start < self.today <= found.end:
            return Period(found.start, self.today - DAY)
        return found

    def around(self, day: date, unit: Grain, *, fiscal: bool = False) -> Period:
        """The period of this length that a day is in."""
        if not fiscal or self.fiscal_start == 1 or unit not in (Grain.QUARTER, Grain.YEAR):
            return containing(day, unit)
        months = 3 if unit is Grain.QUARTER else 12
        passed = (day.month - self.fiscal_start) % 12 // months * months
        start = date(day.year - (day.month < self.fiscal_start), self.fiscal_start, 1)
        start = plus_months(start, passed)
        return Period(start, plus_months(start, months) - DAY)

    def _open(self, when: Open) -> Period:
        if when.start and when.end:
            first, second = self.between(when.start, when.end)
            return Period(first.start, second.end)
        if when.start:
            first = self.period(when.start)
            start = first.end + DAY if when.excluded else first.start
            return Period(start, max(start, self.today - DAY, self.newest))
        end = max(self.today - DAY, self.newest)
        if when.end:
            closing = self.period(when.end)
            end = closing.start - DAY if when.excluded else closing.end
        return Period(min(self.oldest, end), end)

    def between(self, first: When, second: When) -> tuple[Period, Period]:
        """Both ends of a range; a name without a year is in the one that lets it run forward."""
        start, end = self.period(first), self.period(second)
        unsaid = [
            isinstance(one, Named) and one.year is None and one.ago is None
            for one in (first, second)
        ]
        if end.start >= start.start or not any(unsaid):
            older, newer = sorted((start, end), key=lambda one: one.start)
            return older, newer
        if unsaid[0]:
            return same_days(start, 12), end
        return start, same_days(end, -12)

    def newest_whole(self, unit: Grain) -> Period:
        """The newest period of this length that is over and has rows to its end."""
        day = min(self.today - DAY, self.newest)
        found = self.around(day, unit, fiscal=unit is Grain.QUARTER)
        if found.end <= day:
            return found
        return self.around(found.start - DAY, unit, fiscal=unit is Grain.QUARTER)


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
