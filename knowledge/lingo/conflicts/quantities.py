"""The quantities of a definition, so that two can be compared whatever they are written in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
     "ninety": 90, "hundred": 100, "thousand": 1000, "half": 0.5, "a dozen": 12}  # fmt: skip
_UNITS = {
    **dict.fromkeys("second seconds sec".split(), ("time", 1 / 86_400)),
    **dict.fromkeys("minute minutes min".split(), ("time", 1 / 1_440)),
    **dict.fromkeys("hour hours hr hrs h".split(), ("time", 1 / 24)),
    **dict.fromkeys("day days".split(), ("time", 1.0)),
    **dict.fromkeys("week weeks".split(), ("time", 7.0)),
    **dict.fromkeys("fortnight fortnights".split(), ("time", 14.0)),
    **dict.fromkeys("month months".split(), ("time", 30.4)),
    **dict.fromkeys("quarter quarters".split(), ("time", 91.3)),
    **dict.fromkeys("year years".split(), ("time", 365.0)),
    **dict.fromkeys(("%", "percent", "per cent", "percentage", "pct"), ("share", 1.0)),
    **dict.fromkeys("g gram grams gramme grammes".split(), ("weight", 0.001)),
    **dict.fromkeys("kg kilo kilos kilogram kilograms kilogramme kilogrammes".split(),
                    ("weight", 1.0)),
    **dict.fromkeys("t tonne tonnes ton tons".split(), ("weight", 1000.0)),
    **dict.fromkeys("cm centimetre centimetres centimeter centimeters".split(),
                    ("length", 0.01)),
    **dict.fromkeys("m metre metres meter meters".split(), ("length", 1.0)),
    **dict.fromkeys("km kilometre kilometres kilometer kilometers".split(), ("length", 1000.0)),
    **dict.fromkeys("mile miles".split(), ("length", 1609.0)),
    **dict.fromkeys("£ gbp pound pounds".split(), ("pounds", 1.0)),
    **dict.fromkeys("€ eur euro euros".split(), ("euros", 1.0)),
    **dict.fromkeys("$ usd dollar dollars".split(), ("dollars", 1.0)),
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d{3})*(?:\.\d+)?(?:\s?(?:k|m|million|thousand))?\b|" + "|".join(
    sorted(_WORDS, key=len, reverse=True)
)
_QUANTITY = re.compile(
    rf"(?P<sign>[£€$]|\b(?:usd|eur|gbp)\b)?\s?(?<![\w.])(?P<number>{_NUMBER})\s?-?\s?"
    r"(?P<unit>%|per cent\b|[a-z]+)?",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:a|an|the|per|each|every|past|last|next|within the|inside the)\s+"
    r"(?P<unit>hour|day|week|fortnight|month|quarter|year)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<hour24>\d{1,2}):(?P<minute24>[0-5]\d)\b",
    re.IGNORECASE,
)
_HALVES = re.compile(r"\bhalf (?:an? )(?P<unit>hour|day|year)\b", re.IGNORECASE)
_FACTORS = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}


def quantities(text: str) -> Mapping[str, frozenset[float]]:
    """By dimension (time in days, weight in kg, a currency, `count`), the values that are named.

    "a week" is 7 days; "orders a year" is a rate and no duration where a count stands before it.
    """
    found: dict[str, set[float]] = defaultdict(set)
    spans = []
    text = _CLOCK.sub(lambda match: _at(match, found), text)
    text = _HALVES.sub(lambda match: f"0.5 {match['unit']}", text)
    for match in _QUANTITY.finditer(text):
        unit = (match["sign"] or match["unit"] or "").lower()
        dimension, factor = _UNITS.get(unit, ("count", 1.0))
        value = _value(match["number"])
        if dimension == "count" and value < 2:
            continue  # "one desk", "a half-truth"
        found[dimension].add(round(value * factor, 4))
        spans.append(match.span())
    for match in _BARE.finditer(text):
        rate = match.group().lower().startswith(("per", "each", "every", "a ", "an "))
        if (rate and "count" in found) or any(a <= match.start() < b for a, b in spans):
            continue
        found["time"].add(round(_UNITS[match["unit"].lower()][1], 4))
    return {name: frozenset(values) for name, values in found.items()}


def differ(one: Mapping[str, frozenset[float]], other: Mapping[str, frozenset[float]]) -> str:
    """The dimension in which both name values and none is the same (within 2 %), or ""."""
    for name in sorted(one.keys() & other.keys()):
        near = any(abs(a - b) <= 0.02 * max(a, b) for a in one[name] for b in other[name])
        if not near:
            return name
    return ""


def _at(match: re.Match[str], found: dict[str, set[float]]) -> str:
    """Takes a time of day out of the text."""
    hour = int(match["hour"] or match["hour24"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    found["clock"].add(hour + int(match["minute"] or match["minute24"] or 0) / 60)
    return " "


def _value(written: str) -> float:
    text = written.lower().strip()
    if text in _WORDS:
        return float(_WORDS[text])
    number = re.match(r"[\d.,]+", text)
    assert number is not None, "the pattern begins with a digit"
    rest = text[number.end() :].strip()
    return float(number.group().replace(",", "")) * _FACTORS.get(rest, 1.0)
