"""Values, changes and days as people read them: 26.5 %, 1,765, 31 Dec 2026. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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
        return f"as {since}"
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
    """A period by its name where it has one: August 2023, Q1 1997, 1997; else its days."""
    if period is None:
        return "all time"
    for grain, words in (
        (Grain.DAY, "{0.day} {0:%B %Y}"),
        (Grain.MONTH, "{0:%B %Y}"),
        (Grain.QUARTER, "Q{1} {0:%Y}"),
        (Grain.YEAR, "{0:%Y}"),
    ):
        if containing(period.start, grain) == period:
            return words.format(period.start, (period.start.month + 2) // 3)
    if period.start.year == period.end.year:
        return f"{period.start.day} {period.start:%b} to {day_words(period.end)}"
    return f"{day_words(period.start)} to {day_words(period.end)}"


def _short(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
