"""How far the rows of a metric reach, and which of its periods are whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.periods import Grain, containing, last_complete
from knowledge.metrics.wording import day_words, quoted, told_in
from knowledge.models import Period
from knowledge.numbers.asked import Asked
from knowledge.numbers.computed import NoRows, Spans
from knowledge.numbers.times.earlier import same_days

_DAY = timedelta(days=1)
_HEAD = 0.02  # of an earlier period: the first rows of a year are of its second day
_TAIL = 0.1  # of a period: with more days without rows at its end it is not taken for whole


@dataclass(frozen=True, slots=True)
class Reach:
    """The days that there are rows of, as of today."""

    spans: Spans
    today: date

    def whole(
        self, asked: Asked, definition: MetricDefinition, span: tuple[date, date] | None
    ) -> tuple[Asked, date | None]:
        """The query with its period cut at the newest row, where it is not over; and that day.

        Raises:
            NoRows: there are none of that time.
        """
        if asked.period is None:
            return asked, None
        if span is None or asked.period.end < span[0] or asked.period.start > span[1]:
            raise NoRows(no_rows(definition, asked.period, span))
        last = min(span[1], self.today - _DAY)
        missing = (asked.period.end - last).days
        length = (asked.period.end - asked.period.start).days + 1
        if missing <= max(1, _TAIL * length) and asked.period.end < self.today:
            return asked, None
        if missing <= 0 or last < asked.period.start:
            return asked, None
        cut = Period(asked.period.start, last)
        return replace(asked, period=cut, other=as_far(asked.other, asked.period, cut)), last

    def covers(self, asked: Asked, since: Period) -> bool:
        """Whether the rows reach over an earlier period, but for a few days at its start."""
        span = self.spans(asked.metric)
        if span is None or since.end > span[1]:
            return False
        length = (since.end - since.start).days + 1
        return (span[0] - since.start).days <= _HEAD * length

    def newest(self, asked: Asked, grain: Grain) -> Period:
        """The newest whole period that has rows to its end."""
        span = self.spans(asked.metric)
        today = min(self.today, span[1] + _DAY) if span else self.today
        found = last_complete(today, grain)
        around = containing(today - _DAY, grain)
        missing = (around.end - (today - _DAY)).days
        near = missing <= max(1, _TAIL * ((around.end - around.start).days + 1))
        return around if near and around.end < self.today else found


def no_rows(
    definition: MetricDefinition, period: Period | None, span: tuple[date, date] | None
) -> str:
    """Says that there are none of that time, and of which there are."""
    asked = told_in(period) if period else ""
    if span is None:
        return f"{definition.label} is not told by time, so there is no figure{asked}."
    if span[0] == span[1]:
        known = day_words(span[0])
        return f"{definition.label} is only known as of {known}: there is no figure{asked}."
    return (
        f"There are no rows for {quoted(definition.label)}{asked}: they reach from "
        f"{day_words(span[0])} to {day_words(span[1])}."
    )


def as_far(other: Period | None, whole: Period, cut: Period) -> Period | None:
    """The earlier period that a cut one is compared with, as far gone as that."""
    if other is None or other.end >= whole.start:
        return other
    length, theirs = (whole.end - whole.start).days, (other.end - other.start).days
    if abs(length - theirs) > _TAIL * length:
        return other
    months = (whole.start.year - other.start.year) * 12 + whole.start.month - other.start.month
    moved = same_days(cut, months)
    if moved.start != other.start:
        moved = Period(other.start, other.start + (cut.end - cut.start))
    return Period(other.start, min(other.end, moved.end))


def is_whole(whole: Period, period: Period) -> bool:
    """Whether a period is whole, but for a day."""
    return (whole.end - whole.start).days - (period.end - period.start).days <= 1
