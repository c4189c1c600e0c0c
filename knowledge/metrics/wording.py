"""Values, changes and days as people read them: 26.5 %, 1,765, 31 Dec 2026. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.standing import Change, Verdict
from knowledge.models import Period

_BARS = "▁▂▃▄▅▆▇█"
_WORDS = {Verdict.BETTER: "better", Verdict.WORSE: "worse"}


def value_words(value: float | None, unit: str, label: str = "") -> str:
    """A value as people read it: 26.5 %, 1,765, 12.40 USD; no unit where the label says it."""
    if value is None:
        return "no figure"
    if unit == "percent":
        return f"{_short(value * 100)} %"
    number = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return number if not unit or unit.lower() in label.lower() else f"{number} {unit}"


def change_words(change: Change | None, unit: str, since: str) -> str:
    """How a value moved, in words that do not need colours; "" where nothing is known before."""
    if change is None:
        return ""
    if change.verdict is Verdict.SAME:
        return f"the same as {since}"
    arrow = "▲" if change.by > 0 else "▼"
    amount = (
        f"{_short(abs(change.by) * 100)} points"
        if unit == "percent"
        else value_words(abs(change.by), "")
    )
    word = _WORDS.get(change.verdict, "")
    verdict = f", {word}" if word else ""
    return f"{arrow} {amount} from {value_words(change.since, unit, unit)} {since}{verdict}"


def way_words(progress: float) -> str:
    """How much of the way to a target is done."""
    if progress < 0:
        return "further away than at the start"
    return f"{progress:.0%} of the way".replace("%", " %")


def sparkline(values: Sequence[float | None]) -> str:
    """One bar a value, from the smallest to the largest; a dot where nothing is known."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low, spread = min(known), max(known) - min(known)
    return "".join(
        "·" if value is None else _BARS[round((value - low) / spread * 7) if spread else 3]
        for value in values
    )


def day_words(day: date) -> str:
    """A date as 31 Dec 2026."""
    return f"{day.day} {day:%b %Y}"


def period_name(period: Period | None) -> str:
    """A period by its name where it has one: August 2023, Jan to Mar 1997, 1997; else its days."""
    if period is None:
        return "all time"
    start, end = period.start, period.end
    for grain, words in ((Grain.MONTH, "{0:%B %Y}"), (Grain.YEAR, "{0:%Y}")):
        if containing(start, grain) == period:
            return words.format(start)
    if start == end:
        return f"{start.day} {start:%B %Y}"
    same = start.year == end.year
    if start.day == 1 and (end + timedelta(days=1)).day == 1:  # whole months: a quarter, a half
        return f"{start:%b}{'' if same else f' {start:%Y}'} to {end:%b %Y}"
    if same and start.month == end.month:
        return f"{start.day} to {day_words(end)}"
    return f"{start.day} {start:%b}{'' if same else f' {start:%Y}'} to {day_words(end)}"


def since_words(period: Period, unit: Grain | None) -> str:
    """An earlier period behind a value: the week before, in July 2023."""
    if unit in (Grain.DAY, Grain.WEEK):
        return f"the {unit.value} before"
    name = period_name(period)
    return f"from {name}" if " to " in name and unit is None else f"in {name}"


def _short(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
