"""The years of times that are told without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.metrics.periods import Grain
from knowledge.models import Period
from knowledge.numbers.times.calendar import Named, Relative, When
from knowledge.numbers.times.spotted import Spotted


def of_one_year(found: list[Spotted]) -> list[Spotted]:
    """Parts of a year told beside the year: the summer of 2023 (June to August)."""
    years = [one for one in found if isinstance(one.when, Named) and one.when.part == "year"]
    parts = [one for one in found if _is_part(one)]
    if len(years) != 1 or not parts or years[0].link or len(parts) + 1 != len(found):
        return found
    year = years[0].when
    assert isinstance(year, Named)
    if any(one.link == "versus" for one in found):
        return found
    return [
        replace(one, when=replace(one.when, year=year.year))
        for one in parts
        if isinstance(one.when, Named)
    ]


def _is_part(one: Spotted) -> bool:
    when = one.when
    return isinstance(when, Named) and when.part != "year" and when.year is None and not when.own


def with_years(found: Iterator[Spotted]) -> Iterator[Spotted]:
    """A name without a year has that of the one it is told with: between Q1 and Q2 1997."""
    listed = list(found)
    for at, one in enumerate(listed):
        following = listed[at + 1] if at + 1 < len(listed) else None
        near = [listed[at - 1]] if at and one.link else []
        near += [following] if following is not None and following.link else []
        if following is not None and following.link == "to" and one.link != "to":
            near = [following, *near]  # its own range comes first
        years = [year for other in near if (year := _year_of(other.when))]
        bare = isinstance(one.when, Named) and one.when.year is None and not one.when.own
        if bare and years:
            assert isinstance(one.when, Named)
            turn = _turns(one, following) if one.link in {"", "versus"} else 0
            one = replace(one, when=replace(one.when, year=years[0] - turn))  # noqa: PLW2901
        yield one


def _turns(one: Spotted, following: Spotted | None) -> bool:
    """Whether a year ends between two times: from November to February 2024."""
    if following is None or following.link != "to":
        return False
    first, second = one.when, following.when
    if not (isinstance(first, Named) and isinstance(second, Named)) or first.part != second.part:
        return False
    return (first.number, first.day) > (second.number, second.day)


def join_years(found: list[Spotted], text: str, taken: list[bool]) -> list[Spotted]:
    """A part of a year and its year told apart, as one time: August last year, 2023 Q1.

    Other times side by side (the last week of March) are no time that is known: they are given
    back to the text.
    """
    joined: list[Spotted] = []
    for one in found:
        if not joined or not _TOUCHING.fullmatch(text[joined[-1].end : one.start]):
            joined.append(one)
            continue
        last = joined[-1]
        when = _within(last.when, one.when) or _within(one.when, last.when)
        if when is not None:
            taken[last.start : one.end] = [True] * (one.end - last.start)
            joined[-1] = Spotted(when, last.start, one.end)
        elif "," in text[last.end : one.start]:
            joined.append(one)
        else:
            joined.pop()
            taken[last.start : one.end] = [False] * (one.end - last.start)
    return joined


_TOUCHING = re.compile(r"(?:['’]s)?\s*(?:,|of|in)?\s*(?:the )?\s*")


def _within(part: When, year: When) -> Named | None:
    """A part of a year, in a year that is told beside it."""
    if not isinstance(part, Named) or part.part == "year" or part.year is not None:
        return None
    if isinstance(year, Named) and year.part == "year":
        return replace(part, year=year.year, fiscal=part.fiscal or year.fiscal)
    if isinstance(year, Relative) and year.unit is Grain.YEAR and year.count == 1:
        return replace(part, ago=year.ago)
    return None


def _year_of(when: When) -> int | None:
    if isinstance(when, Named):
        return when.year
    return when.start.year if isinstance(when, Period) else None
