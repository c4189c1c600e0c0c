"""The period that is asked for, and the one that it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.metrics.periods import Grain
from knowledge.models import Period
from knowledge.numbers.language.operations import Operations
from knowledge.numbers.times.calendar import Calendar, Relative, unit_of
from knowledge.numbers.times.earlier import period_before, same_days, year_earlier
from knowledge.numbers.times.spotted import Spotted, Times


@dataclass(frozen=True, slots=True)
class Periods:
    """The times of a query."""

    period: Period | None = None
    unit: Grain | None = None
    other: Period | None = None
    each: Grain | None = None


def periods_of(
    found: Times, calendar: Calendar, wants: Operations, *, groups: bool = False
) -> Periods:
    """The period that is asked for, and the one that it is compared with in so many words.

    Where `groups` are set side by side, more and less are said of these and not of a range's ends.
    """
    if not found.spotted and found.against:
        step = found.step or Grain.MONTH
        newest = calendar.newest_whole(step)
        return Periods(newest, step, _against(found.against, newest, step))
    if not found.spotted:
        return Periods()
    if len(found.spotted) == 1:
        return _alone(found, calendar)
    if len(found.spotted) > 2:
        return _several(found, calendar)
    first, *others = found.spotted
    unit = unit_of(first.when)
    link = others[0].link
    period, second = calendar.period(first.when), calendar.period(others[0].when)
    if link == "to":
        period, second = calendar.between(first.when, others[0].when)
    older, newer = sorted((period, second), key=lambda one: one.start)
    apart = link != "to" and (newer.start - older.end).days > 1
    changes = wants.changes and not (groups and link == "to" and not wants.firmly_changes)
    compares = changes or (wants.compares and link != "to") or link == "versus"
    if not compares and not apart:
        return Periods(Period(older.start, max(older.end, newer.end)))
    if any(isinstance(one.when, Relative) and one.when.so_far for one in found.spotted):
        older = _as_far(older, newer)
    return Periods(newer, unit if unit == unit_of(others[0].when) else None, older)


def _alone(found: Times, calendar: Calendar) -> Periods:
    """One time, or this one against the last: more than last year."""
    when = found.spotted[0].when
    period, unit = calendar.period(when), unit_of(when)
    behind = is_behind(found.spotted[0], found)
    if behind and isinstance(when, Relative) and when.ago == when.count == 1:
        return Periods(calendar.period(replace(when, ago=0)), unit, period)
    return Periods(period, unit, _against(found.against, period, unit))


def is_behind(one: Spotted, found: Times) -> bool:
    """Whether a time is what another is compared with: than last year."""
    return bool(_BEHIND.search(found.rest[: one.start]))


_BEHIND = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|relative to)(?: in)?\s*$", re.IGNORECASE
)


def _as_far(older: Period, newer: Period) -> Period:
    """The beginning of a whole period, beside one that is told so far."""
    months = (newer.start.year - older.start.year) * 12 + newer.start.month - older.start.month
    begun = same_days(newer, months)
    if begun.start != older.start:  # weeks and days
        begun = Period(older.start, older.start + (newer.end - newer.start))
    return Period(older.start, min(older.end, begun.end))


def _ranges(spotted: Sequence[Spotted]) -> list[list[Spotted]]:
    """The times, each beside the one that it reaches to."""
    sides: list[list[Spotted]] = []
    for one in spotted:
        if sides and one.link == "to" and len(sides[-1]) == 1:
            sides[-1].append(one)
        else:
            sides.append([one])
    return sides


def _whole(side: Sequence[Spotted], calendar: Calendar) -> Period:
    if len(side) == 1:
        return calendar.period(side[0].when)
    first, last = calendar.between(side[0].when, side[1].when)
    return Period(first.start, last.end)


def _several(found: Times, calendar: Calendar) -> Periods:
    """Three times or more: two ranges, or from the first to the last, each told by itself."""
    sides = _ranges(found.spotted)
    if len(sides) == 2 and sides[1][0].link == "versus":
        older, newer = sorted((_whole(side, calendar) for side in sides), key=lambda x: x.start)
        return Periods(newer, None, older)
    periods = [calendar.period(one.when) for one in found.spotted]
    units = {unit_of(one.when) for one in found.spotted}
    whole = Period(min(one.start for one in periods), max(one.end for one in periods))
    return Periods(whole, each=units.pop() if len(units) == 1 else None)


def _against(against: str, period: Period, unit: Grain | None) -> Period | None:
    if not against:
        return None
    return year_earlier(period, unit) if against == "year" else period_before(period, unit)
