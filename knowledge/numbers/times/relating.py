"""Times that are told from today."""

from __future__ import annotations

import re

from knowledge.metrics.periods import Grain
from knowledge.numbers.times.calendar import Open, Relative
from knowledge.numbers.times.making import counted


def ago(match: re.Match[str]) -> Relative:
    count = 1 if match["count"] in {"a", "an"} else counted(match["count"])
    unit = Grain(match["unit"])
    return Relative(unit, count, fiscal=unit is Grain.QUARTER)


def before_last(match: re.Match[str]) -> Relative:
    unit = Grain(match["unit"])
    return Relative(unit, 2, fiscal=unit is Grain.QUARTER)


def so_far(match: re.Match[str]) -> Relative:
    unit = Grain(match["unit"])
    fiscal = bool(match.groupdict().get("fiscal")) or unit is Grain.QUARTER
    return Relative(unit, so_far=True, fiscal=fiscal)


def relative(match: re.Match[str]) -> Relative:
    which = match["which"]
    ago = {"last": 1, "previous": 1, "prior": 1, "past": 1}.get(which, 0)
    fiscal = bool(match["fiscal"]) or match["unit"] == "quarter"
    so_far = bool(match.groupdict().get("far") or match.groupdict().get("early"))
    return Relative(Grain(match["unit"]), ago, so_far=so_far, fiscal=fiscal)


def past(match: re.Match[str]) -> Relative:
    count = counted(match["count"])
    unit = Grain(match["unit"])
    return Relative(unit, 1, count) if count > 1 else Relative(unit, 1)


def to_date(match: re.Match[str]) -> Relative:
    unit = {"y": Grain.YEAR, "q": Grain.QUARTER, "m": Grain.MONTH, "w": Grain.WEEK}[match["to"][0]]
    return Relative(unit, so_far=True, fiscal=unit is Grain.QUARTER)


def begun(match: re.Match[str]) -> Open:
    fiscal = bool(match["fiscal"]) or match["unit"] == "quarter"
    return Open(start=Relative(Grain(match["unit"]), fiscal=fiscal))
