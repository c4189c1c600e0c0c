"""Numbers, amounts, percentages, durations, times and dates in one form."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_WORDS = {word: float(value) for value, word in enumerate(_SMALL)} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
    "hundred": 100.0,
    "dozen": 12.0,
}
_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)} | {"sept": 9}
_SECONDS = {"second": 1.0, "minute": 60.0, "min": 60.0, "hour": 3600.0, "day": 86400.0}
_SECONDS |= {"week": 604800.0}
_LONG = {"month": 1.0, "quarter": 3.0, "year": 12.0}
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_MONEY = {"€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "$": "usd", "usd": "usd"}
_MONEY |= {"dollar": "usd", "dollars": "usd", "£": "gbp", "gbp": "gbp", "pound": "gbp"}
_MONEY |= {"pounds": "gbp", "chf": "chf", "cent": "cent", "cents": "cent", "p": "p"}

_M = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_DATES = [
    re.compile(rf"\b{_Y}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{_Y}\b"),
    re.compile(rf"\b(?P<day>[0-3]?\d)/(?P<month>[01]?\d)/{_Y}\b"),
    re.compile(rf"\b{_D}(?: of)? {_M}\b\.?(?:,? {_Y}\b)?", re.IGNORECASE),
    re.compile(rf"\b{_M}\b\.? {_D}\b(?!\s*(?:%|percent))(?:,? {_Y}\b)?", re.IGNORECASE),
    re.compile(rf"\b{_M}\b,? {_Y}\b", re.IGNORECASE),
    re.compile(rf"(?<=\b(?:in|of|by|to) ){_M}\b", re.IGNORECASE),
    re.compile(rf"(?<=\b(?:since|until|after|early) ){_M}\b", re.IGNORECASE),
    re.compile(rf"(?<=\b(?:from|late|each) ){_M}\b", re.IGNORECASE),
    re.compile(
        r"\b(?P<month>January|February|April|June|July|August|September|October|November"
        r"|December)\b"
    ),
]
_CLOCK = re.compile(
    r"(?<![\w.:])(?P<hour>[012]?\d)(?::(?P<minute>[0-5]\d)\s?(?P<half>[ap]\.?m\b)?|\s?(?P<late>[ap]\.?m\b))"
    r"|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,/])(?<!(?-i:[A-Z])-)(?P<before>[€$£]|(?:EUR|USD|GBP|CHF)\s)?\s?(?P<sign>(?<![\w)])[-−+])?"
    r"(?P<digits>\d{1,3}(?:[,.\u00a0\u202f' ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?P<times>k|m|bn|thousand|million|billion)\b|(?P<ordinal>st|nd|rd|th)\b)?"
    r"(?![\w])",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(?:(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?"
    rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))}|an?)\b"
    r"(?:[- ](?P<times>hundred|thousand|million)\b)?",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"\b(?:within|in|after|for|of|than|least|most|about|under|over|lasts?|takes?|by|to)\s+$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:\s|-)*(?:(?:to|and|or|–|-)\s*\d+(?:[.,]\d+)?(?:\s|-)*)?"
    r"(?:(?:working|business|calendar|full|consecutive|whole|more|further|clear)[\s-]+)?"
    r"(?P<unit>%|[^\W\d_]+|[€$£])(?P<cent>\s+cent\b)?(?P<points>\s+points?\b)?"
)


_OWN_KIND = frozenset({"date", "clock", "percent", "points"})  # never written without their sign


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, amount, time or date.

    Attributes:
        kind: number, percent, points, duration, months, clock, date, or a currency.
        values: what it may be ("1.200" is 1200 or 1.2); a date is (year, month, day), 0 if unsaid.
        raw: the number as it stands, for sources that leave the unit to a table's head.
        start: where in the text; `end` where it and its unit are over.
    """

    kind: str
    values: frozenset[float | tuple[int, int, int]]
    raw: frozenset[float]
    start: int
    end: int

    def matches(self, source: Quantity) -> bool:
        """Whether a source that says `source` bears this out."""
        if "date" in (self.kind, source.kind):
            return self._day(source)
        if self.kind == source.kind:
            return bool(self.values & source.values)
        loose = "number" in (self.kind, source.kind)
        return loose and bool((self.raw or self.values) & (source.raw or source.values))

    def alike(self, other: Quantity) -> bool:
        """Whether the two could be mistaken for each other: the same kind of thing."""
        kinds = {self.kind, other.kind}
        return len(kinds) == 1 or ("number" in kinds and not kinds & _OWN_KIND)

    def _day(self, source: Quantity) -> bool:
        if self.kind != "date":
            return bool(self.raw & source.raw)
        if source.kind != "date":
            years = {float(value[0]) for value in self.values if isinstance(value, tuple)}
            bare = all(isinstance(v, tuple) and not v[1] for v in self.values)
            return bare and bool(years & source.raw)
        return any(
            isinstance(mine, tuple)
            and isinstance(theirs, tuple)
            and all(a in (0, b) for a, b in zip(mine, theirs, strict=True))
            for mine in self.values
            for theirs in source.values
        )


def quantities(text: str) -> list[Quantity]:
    """Everything in a text that counts, measures or dates, in order; none overlap."""
    taken = [False] * (len(text) + 1)
    found: list[Quantity] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            _take(found, taken, _date(match))
    for match in _CLOCK.finditer(text):
        _take(found, taken, _clock(match))
    for match in _NUMBER.finditer(text):
        _take(found, taken, _number(match, text))
    for match in _SPELT.finditer(text):
        _take(found, taken, _spelt(match, text))
    return sorted(found, key=lambda quantity: quantity.start)


def _take(found: list[Quantity], taken: list[bool], quantity: Quantity | None) -> None:
    if quantity is None or any(taken[quantity.start : quantity.end]):
        return
    found.append(quantity)
    taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)


def _date(match: re.Match[str]) -> Quantity | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _MONTH[month[:3]]
    day, year = int(parts.get("day") or 0), int(parts.get("year") or 0)
    if not 1 <= number <= 12 or day > 31:
        return None
    raw = frozenset({float(part) for part in (day, year) if part})
    return Quantity("date", frozenset({(year, number, day)}), raw, *match.span())


def _clock(match: re.Match[str]) -> Quantity | None:
    if match["word"]:
        minutes = 720.0 if match["word"].lower() == "noon" else 0.0
        return Quantity("clock", frozenset({minutes}), frozenset({minutes / 60}), *match.span())
    hour, half = int(match["hour"]), (match["half"] or match["late"] or "").lower()
    late = 12 if half.startswith("p") and hour < 12 else 0
    value = float((hour + late) * 60 + int(match["minute"] or 0))
    return Quantity("clock", frozenset({value}), frozenset({float(hour)}), *match.span())


def _number(match: re.Match[str], text: str) -> Quantity | None:
    times = _TIMES.get((match["times"] or "").lower(), 1.0)
    sign = -1.0 if match["sign"] in ("-", "−") else 1.0
    values = frozenset(sign * value * times for value in _readings(match["digits"]))
    if match["ordinal"]:
        return Quantity("ordinal", values, values, *match.span())
    start = match.start("before") if match["before"] else match.start("digits")
    if match["before"]:
        kind = _MONEY[match["before"].strip().lower()]
        return Quantity(kind, values, values, start, match.end())
    return _with_unit(values, start, match.end(), text)


def _readings(digits: str) -> set[float]:
    bare = re.sub(r"[\s'\u00a0\u202f]", "", digits)
    readings: set[float] = set()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        readings.add(float(bare.replace(",", "")))
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        readings.add(float(bare.replace(".", "").replace(",", ".")))
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        readings.add(float(bare))
    elif re.fullmatch(r"\d+,\d{1,2}", bare):
        readings.add(float(bare.replace(",", ".")))
    return readings or {float(re.sub(r"\D", "", bare))}


def _spelt(match: re.Match[str], text: str) -> Quantity | None:
    word = match["word"].lower()
    value = 1.0 if word in ("a", "an") else _WORDS[word]
    if match["tens"]:
        value += _WORDS[match["tens"].lower()]
    times = (match["times"] or "").lower()
    value *= {"hundred": 100.0, "thousand": 1e3, "million": 1e6}.get(times, 1.0)
    quantity = _with_unit(frozenset({value}), match.start(), match.end(), text)
    # "a" and "one" are numbers only where they measure: "within a day", "one percent"
    if word in ("a", "an") and not times and not _MEASURES.search(text[: match.start()]):
        return None
    if word in ("a", "an", "one") and not match["tens"] and not times:
        return quantity if quantity.kind != "number" else None
    return quantity


def _with_unit(values: frozenset[float], start: int, end: int, text: str) -> Quantity:
    """The unit that follows decides what a number measures."""
    unit = _UNIT.match(text, end)
    name = unit["unit"].lower() if unit else ""
    single = name[:-1] if name.endswith("s") and len(name) > 2 else name
    over = unit.end("unit") if unit else end
    if any(char.isdigit() for char in text[end:over]):
        over = end  # the other end of a range is a quantity of its own
    if unit and (name in ("%", "percent", "pct") or (name == "per" and unit["cent"])):
        kind = "points" if unit["points"] else "percent"
        return Quantity(kind, values, values, start, over)
    if unit and name == "percentage" and unit["points"]:
        return Quantity("points", values, values, start, over)
    if single in _SECONDS:
        scaled = frozenset(value * _SECONDS[single] for value in values)
        return Quantity("duration", frozenset(scaled), values, start, over)
    if single in _LONG:
        scaled = frozenset(value * _LONG[single] for value in values)
        return Quantity("months", scaled, values, start, over)
    if name in _MONEY and name != "p":
        return Quantity(_MONEY[name], values, values, start, over)
    return Quantity("number", values, values, start, end)
