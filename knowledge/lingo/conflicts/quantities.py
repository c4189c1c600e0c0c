"""The quantities of a definition, so that two can be compared whatever they are written in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from knowledge.lingo.conflicts.numerals import in_digits

_WORKING = 1.4  # five working days are a week
_OFFICE = 3.0  # eight hours of 24
_UNITS = {
    **dict.fromkeys("second seconds sec".split(), ("time", 1 / 86_400)),
    **dict.fromkeys("minute minutes min".split(), ("time", 1 / 1_440)),
    **dict.fromkeys("hour hours hr hrs h".split(), ("time", 1 / 24)),
    **dict.fromkeys("day days night nights".split(), ("time", 1.0)),
    **dict.fromkeys("week weeks".split(), ("time", 7.0)),
    **dict.fromkeys("fortnight fortnights".split(), ("time", 14.0)),
    **dict.fromkeys("month months".split(), ("time", 30.4)),
    **dict.fromkeys("quarter quarters".split(), ("time", 91.3)),
    **dict.fromkeys("year years".split(), ("time", 365.0)),
    **dict.fromkeys("decade decades".split(), ("time", 3650.0)),
    **dict.fromkeys("century centuries".split(), ("time", 36500.0)),
    **dict.fromkeys("times time".split(), ("times", 1.0)),
    **dict.fromkeys(("%", "percent", "per cent", "percentage", "pct"), ("share", 1.0)),
    **dict.fromkeys("g gram grams gramme grammes".split(), ("weight", 0.001)),
    **dict.fromkeys("kg kilo kilos kilogram kilograms kilogramme kilogrammes".split(),
                    ("weight", 1.0)),
    **dict.fromkeys("t tonne tonnes ton tons".split(), ("weight", 1000.0)),
    **dict.fromkeys("mm millimetre millimetres millimeter millimeters".split(),
                    ("length", 0.001)),
    **dict.fromkeys("cm centimetre centimetres centimeter centimeters".split(),
                    ("length", 0.01)),
    **dict.fromkeys("m metre metres meter meters".split(), ("length", 1.0)),
    **dict.fromkeys("km kilometre kilometres kilometer kilometers".split(), ("length", 1000.0)),
    **dict.fromkeys("mile miles".split(), ("length", 1609.0)),
    **dict.fromkeys("megabit megabits mbit mbps".split(), ("data", 1.0)),
    **dict.fromkeys("megabyte megabytes mb".split(), ("data", 8.0)),
    **dict.fromkeys("gigabit gigabits gbit gbps".split(), ("data", 1000.0)),
    **dict.fromkeys("gigabyte gigabytes gb".split(), ("data", 8000.0)),
    **dict.fromkeys("£ gbp pound pounds".split(), ("pounds", 1.0)),
    **dict.fromkeys("€ eur euro euros".split(), ("euros", 1.0)),
    **dict.fromkeys("$ usd dollar dollars".split(), ("dollars", 1.0)),
}  # fmt: skip
_MONEY = frozenset({"pounds", "euros", "dollars"})
_QUANTITY = re.compile(
    r"(?:(?P<one>\bat least |\bonly |\bjust (?:the )?|\bexactly |\bat most |\bno more than )"
    r"|(?<!\bno )(?<!\bnot )\b(?P<bound>more than|over|above|exceeding|older than"
    r"|fewer than|less than|under|below"
    r"|younger than)\s)?(?P<sign>[£€$]|\b(?:usd|eur|gbp)\b)?\s?"
    r"(?<![\w.])(?P<number>\d+(?:[.,]\d{3})*(?:\.\d+)?)(?:st|nd|rd|th)?"
    r"(?:\s?(?P<factor>k|m|million|thousand)\b)?\s?-?\s?"
    r"(?:(?P<working>working|business|bank|office)\s|(?:calendar|full|whole|clear|consecutive"
    r"|straight|rolling|successive|more|further)\s)?(?P<unit>%|per cent\b|[a-z]+)?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:a|an|the|per|each|every|past|last|next|within the|inside the)\s+"
    r"(?P<kind>(?:full|whole|calendar|single|rolling|working)\s+)?"
    r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|century)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<hour24>\d{1,2}):(?P<minute24>[0-5]\d)\b|\b(?P<word>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_FIRST = {"first": 1, "last": 31}
_DATE = re.compile(
    rf"\b(?P<day1>\d{{1,2}}(?:st|nd|rd|th)?|first|last(?: day)?)(?: of)? {_MONTH.format(1)}"
    rf"|\b{_MONTH.format(2)} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<end>end|start|beginning) of {_MONTH.format(3)}",
    re.IGNORECASE,
)
_FACTORS = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
_EXACT = 100  # counts up to this are told apart by one
_NEAR = 0.02


def quantities(text: str) -> Mapping[str, frozenset[float]]:
    """By dimension (time in days, weight in kg, a currency, `count`), the values that are named.

    "a week" is 7 days, so are five working days; "more than seven guests" are 8, "under 40" are
    39. "orders a year" is a rate and no duration where a count stands before it.
    """
    found: dict[str, set[float]] = defaultdict(set)
    spans = []
    text = _CLOCK.sub(lambda match: _at(match, found), in_digits(text))
    text = _DATE.sub(lambda match: _on(match, found), text)
    for match in _QUANTITY.finditer(text):
        dimension, value = _measured(match)
        if dimension == "count" and value < 2 and not match["one"]:
            continue  # "one desk", "a half-truth"
        found[dimension].add(float(f"{value:.6g}"))
        spans.append(match.span())
    for match in _BARE.finditer(text):
        rate = match.group().lower().startswith(("per", "each", "every", "a ", "an "))
        rate = rate and not match["kind"]
        if (rate and "count" in found) or any(a <= match.start() < b for a, b in spans):
            continue
        found["time"].add(_UNITS[match["unit"].lower()][1])
    return {name: frozenset(values) for name, values in found.items()}


def differ(one: Mapping[str, frozenset[float]], other: Mapping[str, frozenset[float]]) -> str:
    """The dimension in which each names a value that the other does not, or "".

    Two currencies are a difference too. A value that only one of them names is none: it may be
    an example.
    """
    for name in sorted(one.keys() & other.keys()):
        if _strange(one[name], other[name], name) and _strange(other[name], one[name], name):
            return name
    money = [_MONEY & side.keys() for side in (one, other)]
    return "currency" if all(money) and not money[0] & money[1] else ""


def _strange(some: frozenset[float], others: frozenset[float], name: str) -> bool:
    """Whether one of the first is none of the second."""
    return any(not any(_same(a, b, name) for b in others) for a in some)


def _same(one: float, other: float, name: str) -> bool:
    if name in {"times", "date", "clock"} or (name == "count" and max(one, other) <= _EXACT):
        return one == other
    if name == "share" and abs(one + other - 100) < 1e-6:
        return True  # "at least 97 % in time", "at most 3 % late"
    return abs(one - other) <= _NEAR * max(one, other)


def _measured(match: re.Match[str]) -> tuple[str, float]:
    """The dimension of a quantity and its value in it."""
    unit = (match["sign"] or match["unit"] or "").lower()
    dimension, factor = _UNITS.get(unit, ("count", 1.0))
    value = float(match["number"].replace(",", "")) * _FACTORS.get(
        (match["factor"] or "").lower(), 1.0
    )
    if match["working"] and dimension == "time":
        factor *= _WORKING if unit.startswith("day") else _OFFICE
    bound = (match["bound"] or "").lower()
    if bound and dimension in {"count", "times"} and value == int(value) and value <= _EXACT:
        value += 1 if bound in {"more than", "over", "above", "exceeding", "older than"} else -1
    return dimension, value * factor


def _at(match: re.Match[str], found: dict[str, set[float]]) -> str:
    """Takes a time of day out of the text."""
    if match["word"]:
        found["clock"].add(0.0 if match["word"].lower() == "midnight" else 12.0)
        return " "
    hour = int(match["hour"] or match["hour24"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    found["clock"].add(hour + int(match["minute"] or match["minute24"] or 0) / 60)
    return " "


def _on(match: re.Match[str], found: dict[str, set[float]]) -> str:
    """Takes a day of the year out of the text."""
    month = _MONTHS.index((match["month1"] or match["month2"] or match["month3"])[:3].lower())
    day = match["day1"] or match["day2"] or ("last" if match["end"] == "end" else "first")
    number = re.match(r"\d+", day)
    found["date"].add(
        100.0 * (month + 1) + (int(number[0]) if number else _FIRST[day[:5].split()[0]])
    )
    return " "
