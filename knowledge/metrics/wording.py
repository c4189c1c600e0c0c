"""Values, changes and days as people read them: 26.5 %, 1,765, 31 Dec 2026. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.standing import Change, Verdict
from knowledge.models import Figure, Period

_TENTH = Decimal("0.1")
_EXACT = 1e15  # above it a float has no tenths
_CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217: amounts keep both decimals
_BARS = "▁▂▃▄▅▆▇█"
_WORDS = {Verdict.BETTER: "better", Verdict.WORSE: "worse"}


def value_words(value: float | None, unit: str, label: str = "") -> str:
    """A value as people read it: 26.5 %, 1,765, 12.40 USD, 3.5 days.

    No unit where the label says it.
    """
    if value is None:
        return "no figure"
    if unit == "percent":
        return f"{_short(value * 100)} %"
    number = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    if not _CURRENCY.fullmatch(unit):
        number = re.sub(r"(\.\d)0$", r"\1", number)
    return number if not unit or unit.lower() in label.lower() else f"{number} {unit}"


def figure_words(figure: Figure | None) -> str:
    """A figure with its label and its period in one line; "" where there is no value."""
    if figure is None or figure.value is None:
        return ""
    when = told_in(figure.period) if figure.period else ""
    return f"{figure.label}: {value_words(figure.value, figure.unit, figure.label)}{when}"


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


def since_day(written: str) -> str:
    """A day as it is written, behind a value: " on 29 Mar 2026"; other words in brackets."""
    if not written:
        return ""
    try:
        return f" on {day_words(date.fromisoformat(written))}"
    except ValueError:
        return f" ({written})"


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
    if period.start == period.end:
        return f"on {name}"
    return f"({name})" if " to " in name else f"in {name}"


def told_in(period: Period) -> str:
    """A period behind a preposition."""
    name = period_name(period)
    if period.start == period.end:
        return f" on {name}"
    return f" from {name}" if " to " in name else f" in {name}"


def lower_first(label: str) -> str:
    """A label within a sentence: names and abbreviations keep their capitals."""
    first = label.split(" ", 1)[0]
    return label if any(sign.isupper() for sign in first[1:]) else label[:1].lower() + label[1:]


def quoted(label: str) -> str:
    """A label as a thing that is spoken of: one word as it is, more of them in quotes."""
    return lower_first(label) if " " not in label.strip() else f"“{label}”"


def plural(noun: str) -> str:
    """Several of a thing: countries, days, statuses."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def singular(nouns: str) -> str:
    """One of several things, where the plural is a usual one; else as it is."""
    for one in (f"{nouns[:-3]}y", nouns[:-2], nouns[:-1]):
        if one and plural(one) == nouns:
            return one
    return nouns


def _short(number: float) -> str:
    """One decimal, halves away from zero as people round; 31.25 is 31.3."""
    if not abs(number) < _EXACT:  # also what is no number
        return f"{number:,.1f}".removesuffix(".0")
    told = Decimal(repr(round(float(number), 9))).quantize(_TENTH, ROUND_HALF_UP) + 0
    return f"{told:,}".removesuffix(".0")
