"""Where a question speaks of a time, and which."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.metrics.periods import Grain, containing
from knowledge.models import Period
from knowledge.numbers.calendar import Named, Open, Relative, When

_MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_YEAR = r"(?:19|20)\d\d"
_UNITS = "day|week|month|quarter|year"
_UP_TO = r" ?(?:-|–|to|until|till|through|thru) ?(?:the )?"
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNT = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_ORDINALS |= {"fourth": 4, "4th": 4}


@dataclass(frozen=True, slots=True)
class Spotted:
    """A time in a text, from `start` to `end`; `link` is the word that joins it to the one before.

    Attributes:
        link: `to` (from ... to, between ... and), `versus`, or "".
    """

    when: When
    start: int
    end: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """All times of a question, and what is left of it without them.

    Attributes:
        ever: whether it speaks of all time.
        against: what the time is to be compared with: `before` is the one before it, `year` the
            same a year earlier, "" where the question does not say.
        step: the length of what is compared, where only that is said: week over week.
    """

    spotted: tuple[Spotted, ...]
    rest: str
    ever: bool = False
    against: str = ""
    step: Grain | None = None


def times(question: str) -> Times:
    """The times in a question, in their order."""
    question, against, step = _against(question)
    text = question.lower()
    found: list[Spotted] = []
    taken = [False] * len(text)
    for pattern, make in _RULES:
        for match in pattern.finditer(text):
            start, end = _span(match)
            when = None if any(taken[start:end]) else make(match)
            if when is not None:
                taken[start:end] = [True] * (end - start)
                found.append(Spotted(when, start, end))
    found.sort(key=lambda one: one.start)
    found = _joined(found, text, taken)
    ever = _EVER.search(text)
    linked = _bounded(_linked(found, text), text)
    rest = "".join(" " if taken[at] else sign for at, sign in enumerate(question))
    rest = _EVER.sub(" ", rest)
    dated = _of_one_year(list(_with_years(linked)))
    return Times(tuple(dated), rest, bool(ever), against, step)


def _of_one_year(found: list[Spotted]) -> list[Spotted]:
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


def timeless(question: str) -> str:
    """The question without its times and the words that only lead to them."""
    found = times(question).spotted
    text = question
    for one in sorted(found, key=lambda one: -one.start):
        if len(question) == len(text) or one.end <= len(text):
            text = f"{text[: one.start]}\0{text[one.end :]}"
    return " ".join(_LED.sub(" ", text).replace("\0", " ").split())


_LED = re.compile(
    r"(?:\b(?:received|sent|written|filed|dated)\s+)?"
    r"(?:\b(?:between|from|in|on|since|during|for|of|until|till|before|after|over|within)\s+)?"
    r"(?:\bthe\s+)?\0(?:\s*(?:\band\b|\bto\b|-|–|\buntil\b)\s*\0)?",
    re.IGNORECASE,
)


def _against(question: str) -> tuple[str, str, Grain | None]:
    """The question without what it says of a comparison with an unnamed time."""
    for pattern, against in _AGAINST:
        found = pattern.search(question)
        if found:
            step = _STEPS.get((found.groupdict().get("step") or "").lower())
            return f"{question[: found.start()]} {question[found.end() :]}", against, step
    return question, "", None


_STEPS = {
    **{grain.value: grain for grain in Grain},
    "yoy": Grain.YEAR,
    "y/y": Grain.YEAR,
    "mom": Grain.MONTH,
    "wow": Grain.WEEK,
    "qoq": Grain.QUARTER,
}


_TO = r"(?:against|versus|vs\.?|than|(?:compared |relative )?(?:with|to)|over|from|on)"
_AGAINST = tuple(
    (re.compile(pattern, re.IGNORECASE), against)
    for pattern, against in {
        (
            rf"\b(?:{_TO} )?the same "
            r"(?:period|time|day|week|month|quarter|days|weeks|months|stretch|span)"
            r" (?:of |in )?(?:the )?(?:last|previous|prior|a) year(?: (?:before|earlier|ago))?\b"
        ): "year",
        rf"\b{_TO} (?:a|the|one) year ago\b": "year",
        rf"\b(?:{_TO} )?(?:a|the|one) year (?:before|earlier|prior)\b(?! last\b)": "year",
        r"\b(?:(?P<step>year)[- ](?:over|on)[- ]year)\b": "year",
        r"\b(?P<step>yoy|y/y)\b": "year",
        (
            rf"\b(?:{_TO} )?(?:the|a|one) (?P<step>day|week|month|quarter|period)"
            r" (?:before|earlier|prior)\b(?! (?:last|yesterday)\b)"
        ): "before",
        (
            r"\b(?P<step>month|week|quarter|day|period)[- ](?:over|on)[- ]"
            r"(?:month|week|quarter|day|period)\b"
        ): "before",
        r"\b(?P<step>mom|wow|qoq)\b": "before",
        (
            rf"\b{_TO} (?:the )?(?:last|previous|prior)(?: (?:one|period))?(?=\W*$|\s*[:,;?])"
        ): "before",
        rf"\b{_TO} before(?=\W*$)": "before",
    }.items()
)

_EVER = re.compile(
    r"\b(?:(?:over|of|for|in|across) (?:all|the whole) times?|all[- ]time|ever|to date"
    r"|since (?:the )?(?:beginning|start)(?! of))\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?P<list>,\s*)|(?P<to>,?\s*(?:-|–|to|till|until|through|thru|and)\s*(?:the )?)"
    r"|(?P<versus>.*\b(?:versus|vs\.?|v|than|compared (?:to|with)|against|or|from|over"
    r"|relative to)\b.*)",
)
_FROM = re.compile(r"\b(?:from|between)(?: the)?\s*$")
_SINCE = re.compile(
    r"\b(?:since|(?:starting|beginning)(?: in| from| on| with)?|from(?= the (?:start|beginning)))"
    r"(?: the)?(?: (?:start|beginning) of)?(?: the)?\s*$"
)
_AFTER = re.compile(r"\b(?:after|later than)(?: the)?(?: end of)?\s*$")
_ONWARDS = re.compile(r"\s*(?:on|onwards?|on forward|forward|until now|till now)\b(?! the\b)")
_UNTIL = re.compile(
    r"\b(?:until|till|up to|up until|through|thru|by the end of)(?: the)?(?: end of)?\s*$"
)
_BEFORE = re.compile(r"\b(?:before|prior to|earlier than)(?: the)?\s*$")


def _linked(found: list[Spotted], text: str) -> list[Spotted]:
    linked = found[:1]
    for first, second in itertools.pairwise(found):
        between = text[first.end : second.start]
        match = _BETWEEN.fullmatch(between)
        link = ""
        if match:
            joins = "and" in between or bool(match["list"])
            framed = not joins or (_FROM.search(text[: first.start]) and not match["list"])
            link = "versus" if match["versus"] else ("to" if framed else "and")
        linked.append(replace(second, link=link))
    return linked


def _bounded(found: list[Spotted], text: str) -> Iterator[Spotted]:
    """Times with since, until or before in front of them, where they are no end of a range."""
    for at, one in enumerate(found):
        ahead = text[: one.start]
        ranged = one.link == "to" or (
            at + 1 < len(found) and found[at + 1].link in {"to", "versus"}
        )
        if ranged or isinstance(one.when, Open):
            yield one
        elif _SINCE.search(ahead) or (_FROM.search(ahead) and _ONWARDS.match(text[one.end :])):
            yield replace(one, when=Open(start=one.when))
        elif _AFTER.search(ahead):
            yield replace(one, when=Open(start=one.when, excluded=True))
        elif _BEFORE.search(ahead):
            yield replace(one, when=Open(end=one.when, excluded=True))
        elif _UNTIL.search(ahead):
            yield replace(one, when=Open(end=one.when))
        else:
            yield one


def _with_years(found: Iterator[Spotted]) -> Iterator[Spotted]:
    """A name without a year has that of the one it is told with: between Q1 and Q2 1997."""
    listed = list(found)
    for at, one in enumerate(listed):
        following = listed[at + 1] if at + 1 < len(listed) else None
        near = [listed[at - 1]] if at and one.link else []
        near += [following] if following is not None and following.link else []
        years = [year for other in near if (year := _year_of(other.when))]
        bare = isinstance(one.when, Named) and one.when.year is None and not one.when.own
        if bare and years:
            assert isinstance(one.when, Named)
            turn = _turns(one, following) if one.link == "" else 0
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


def _joined(found: list[Spotted], text: str, taken: list[bool]) -> list[Spotted]:
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


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the time itself stands: what leads to it (since, in) stays in the text."""
    return match.span("at") if "at" in match.re.groupindex else match.span()


def _year_of(when: When) -> int | None:
    if isinstance(when, Named):
        return when.year
    return when.start.year if isinstance(when, Period) else None


def _month(name: str) -> int:
    return _MONTHS[name[:3]]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text) + 1


def _whole_year(text: str) -> int:
    """97 is 1997 and 23 is 2023."""
    year = int(text)
    return year if year > 99 else year + (1900 if year >= 70 else 2000)


def _exact(match: re.Match[str]) -> Period | None:
    named = match.groupdict()
    month = named["month"] or ""
    number = int(month) if month.isdigit() else _month(month)
    try:
        day = date(_whole_year(named["year"]), number, int(named["day"]))
    except ValueError:
        return None
    return Period(day, day)


def _of_month(match: re.Match[str]) -> Named | None:
    year = match.groupdict().get("year")
    month = match["month"]
    number = int(month) if month.isdigit() else _month(month)
    return Named("month", number, _whole_year(year) if year else None) if number <= 12 else None


def _of_day(match: re.Match[str]) -> Named | None:
    day, month = int(match["day"]), _month(match["month"])
    return Named("day", month, day=day) if 1 <= day <= 31 else None


def _last_month_named(match: re.Match[str]) -> Named:
    back = 0 if match["which"] == "this" else 1
    return Named("month", _month(match["month"]), back=back, own=True)


def _numeric(match: re.Match[str]) -> Period | None:
    """A date in figures, where its day cannot be its month: 15/03/2023, 03/15/2023."""
    first, second = int(match["first"]), int(match["second"])
    if (first > 12) == (second > 12) and first != second:
        return None
    day, month = max(first, second), min(first, second)
    try:
        found = date(int(match["year"]), month, day)
    except ValueError:
        return None
    return Period(found, found)


def _days(match: re.Match[str]) -> Open | None:
    """Some days of one month: 1 to 15 March 2023."""
    year = _whole_year(match["year"]) if match["year"] else None
    month, first, last = _month(match["month"]), int(match["day"]), int(match["last"])
    if not 1 <= first <= last <= 31:
        return None
    ends = (Named("day", month, year, day=first), Named("day", month, year, day=last))
    return Open(*ends)


def _part_of_year(match: re.Match[str]) -> Open | None:
    """The first or the last months or quarters of a year."""
    count, part, year = _count(match["count"]), match["unit"], _whole_year(match["year"])
    most = 12 if part == "month" else 4
    if not 1 <= count <= most:
        return None
    first = 1 if match["which"] == "first" else most - count + 1
    fiscal = part == "quarter"
    return Open(Named(part, first, year, fiscal), Named(part, first + count - 1, year, fiscal))


def _ago(match: re.Match[str]) -> Relative:
    count = 1 if match["count"] in {"a", "an"} else _count(match["count"])
    unit = Grain(match["unit"])
    return Relative(unit, count, fiscal=unit is Grain.QUARTER)


def _before_last(match: re.Match[str]) -> Relative:
    unit = Grain(match["unit"])
    return Relative(unit, 2, fiscal=unit is Grain.QUARTER)


def _so_far(match: re.Match[str]) -> Relative:
    unit = Grain(match["unit"])
    fiscal = bool(match.groupdict().get("fiscal")) or unit is Grain.QUARTER
    return Relative(unit, so_far=True, fiscal=fiscal)


def _of_week(match: re.Match[str]) -> Named | None:
    """A week by its number of ISO 8601."""
    number, year = int(match["number"]), match.groupdict().get("year")
    return Named("week", number, int(year) if year else None) if 1 <= number <= 53 else None


def _of_quarter(match: re.Match[str]) -> Named:
    number = match["number"]
    year = match.groupdict().get("year")
    fiscal = True  # where the fiscal year is the calendar's this is the same
    part = "half" if match["part"].startswith("h") else "quarter"
    last = 2 if part == "half" else 4
    value = last if number in {"last", "final"} else _ORDINALS.get(number) or int(number)
    return Named(part, value, _whole_year(year) if year else None, fiscal)


def _of_fiscal_year(match: re.Match[str]) -> Named:
    second = match.groupdict().get("second")
    return Named("year", 0, _whole_year(second or match["year"]), fiscal=True)


def _of_year(match: re.Match[str]) -> Named | None:
    amount = _MORE_THAN.search(match.string[: match.start()])
    if amount and re.match(r"\s+\w", match.string[match.end() :]):
        return None  # more than 2000 orders
    return Named("year", 0, _whole_year(match["year"]))


_MORE_THAN = re.compile(r"\b(?:more|less|fewer|greater|larger|higher) than\s*$")


def _relative(match: re.Match[str]) -> Relative:
    which = match["which"]
    ago = {"last": 1, "previous": 1, "prior": 1, "past": 1}.get(which, 0)
    fiscal = bool(match["fiscal"]) or match["unit"] == "quarter"
    so_far = bool(match.groupdict().get("far") or match.groupdict().get("early"))
    return Relative(Grain(match["unit"]), ago, so_far=so_far, fiscal=fiscal)


def _past(match: re.Match[str]) -> Relative:
    count = _count(match["count"])
    unit = Grain(match["unit"])
    return Relative(unit, 1, count) if count > 1 else Relative(unit, 1)


def _to_date(match: re.Match[str]) -> Relative:
    unit = {"y": Grain.YEAR, "q": Grain.QUARTER, "m": Grain.MONTH, "w": Grain.WEEK}[match["to"][0]]
    return Relative(unit, so_far=True, fiscal=unit is Grain.QUARTER)


def _week_of(match: re.Match[str]) -> Period | Named | None:
    """The week that a day is in."""
    month, year = _month(match["month"]), match.groupdict().get("year")
    day = int(match["day"])
    if not year:
        return Named("week of", month, day=day)
    try:
        return containing(date(int(year), month, day), Grain.WEEK)
    except ValueError:
        return None


def _begun(match: re.Match[str]) -> Open:
    fiscal = bool(match["fiscal"]) or match["unit"] == "quarter"
    return Open(start=Relative(Grain(match["unit"]), fiscal=fiscal))


def _rules(
    patterns: Mapping[str, Callable[[re.Match[str]], When | None]],
) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When | None]], ...]:
    return tuple((re.compile(pattern), make) for pattern, make in patterns.items())


_NTH = r"(?:st|nd|rd|th)?"
_RULES = _rules(
    {
        (
            r"\b(?:the )?week (?:of|starting|beginning|commencing|from)(?: on)?(?: the)?"
            rf"(?: monday)?,? ?(?:the )?(?P<day>\d{{1,2}}){_NTH}(?: of)? "
            rf"(?P<month>{_MONTH_NAMES})\.?(?:,? (?P<year>{_YEAR}))?\b"
        ): _week_of,
        (
            rf"\b(?:the )?week (?:of|starting|beginning|commencing|from)(?: on)?(?: the)? ?"
            rf"(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}}){_NTH}(?:,? (?P<year>{_YEAR}))?\b"
        ): _week_of,
        (
            rf"\bbetween (?:the )?(?P<day>\d{{1,2}}){_NTH} and (?:the )?(?P<last>\d{{1,2}}){_NTH}"
            rf"(?: of)? (?P<month>{_MONTH_NAMES})\b\.?(?:,? (?P<year>{_YEAR}))?"
        ): _days,
        rf"\b(?:the )?(?P<unit>{_UNITS}) before last\b": _before_last,
        (
            rf"\b(?:since|from) the (?:start|beginning) of (?:the |this |our |the current )?"
            rf"(?P<fiscal>(?:fiscal|financial) )?(?P<unit>{_UNITS})\b"
            rf"(?! ?(?:of )?(?:\d|{_MONTH_NAMES}))"
        ): _begun,
        rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)\b": _exact,
        rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>{_YEAR})\b": _exact,
        rf"(?<![/\d])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>{_YEAR})\b": _numeric,
        (
            rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_UP_TO}(?P<last>\d{{1,2}})"
            rf"(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH_NAMES})\b\.?(?:,? (?P<year>{_YEAR}))?"
        ): _days,
        (
            rf"\b(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_UP_TO}"
            rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>{_YEAR}))?"
        ): _days,
        (
            rf"\b(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
            rf"(?P<month>{_MONTH_NAMES})\.?,? (?P<year>{_YEAR})\b"
        ): _exact,
        (
            rf"\b(?:on )?(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? "
            rf"(?P<year>{_YEAR})\b"
        ): _exact,
        (
            rf"\b(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
            rf"(?P<month>{_MONTH_NAMES})\b"
        ): _of_day,
        rf"\b(?:on )?(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b": _of_day,
        rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)\b(?!-\d)": _of_month,
        rf"(?<![/\d])(?P<month>0?[1-9]|1[0-2])/(?P<year>{_YEAR})\b": _of_month,
        (
            rf"\b(?P<month>{_MONTH_NAMES})\.?,?(?: of)?[ /-]?['’]?"
            rf"(?P<year>{_YEAR}|(?<=['’])\d\d)\b(?!-\d)"
        ): _of_month,
        (
            rf"\b(?:the )?(?:(?:calendar|iso) )?(?:week|wk|cw|kw)\.? ?(?P<number>\d{{1,2}})"
            rf"(?:[ ,/-]+(?:of )?(?P<year>{_YEAR}))?\b"
        ): _of_week,
        rf"\b(?P<month>{_MONTH_NAMES})\.? (?P<year>3[2-9]|[4-9]\d)\b(?!%| ?percent)": _of_month,
        (
            rf"\b(?P<part>q)(?P<number>[1-4])(?:[ /-]*(?:of )?(?:fy ?)?['’]?"
            rf"(?P<year>{_YEAR}|\d\d))?\b"
        ): _of_quarter,
        (
            rf"\b(?P<part>h)(?P<number>[12])(?:[ /-]*(?:of )?(?:fy ?)?['’]?"
            rf"(?P<year>{_YEAR}|\d\d))?\b"
        ): _of_quarter,
        (
            rf"\b(?:the )?(?P<number>first|1st|second|2nd|third|3rd|fourth|4th) "
            rf"(?P<part>quarter|half)(?:[, ]+(?:of )?(?:the )?(?:year )?(?P<year>{_YEAR}))?\b"
        ): _of_quarter,
        (
            rf"\b(?:the )?(?P<number>last|final) (?P<part>quarter|half) of "
            rf"(?:the )?(?:year )?(?P<year>{_YEAR})\b"
        ): _of_quarter,
        (
            rf"\b(?:fy|(?:fiscal|financial) years?) ?['’]?(?P<year>{_YEAR}|\d\d)"
            rf"(?:[/-](?P<second>{_YEAR}|\d\d))?\b"
        ): _of_fiscal_year,
        (
            rf"\b(?:the )?(?P<which>first|last) (?P<count>{_COUNT}) (?P<unit>month|quarter)s? "
            rf"(?:of|in) (?:the year )?(?P<year>{_YEAR})\b"
        ): _part_of_year,
        rf"\b(?P<count>{_COUNT}|an?) (?P<unit>{_UNITS})s? ago\b": _ago,
        r"\b(?:the )?day before yesterday\b": lambda _: Relative(Grain.DAY, 2),
        (rf"\bso far (?:in )?this (?P<fiscal>(?:fiscal|financial) )?(?P<unit>{_UNITS})\b"): _so_far,
        rf"\b(?P<unit>{_UNITS})[- ]to[- ]date\b": _so_far,
        (
            rf"\b(?:the )?(?:last|past|previous|latest) (?P<count>{_COUNT}) (?P<unit>{_UNITS})s?\b"
        ): _past,
        (
            r"\b(?P<early>so far )?(?:the )?"
            r"(?P<which>last|this|previous|prior|past|current|present) "
            rf"(?P<fiscal>(?:fiscal|financial) )?(?P<unit>{_UNITS})(?P<far> so far| to date)?\b"
        ): _relative,
        r"\b(?P<to>ytd|qtd|mtd|wtd)\b": _to_date,
        r"\byesterday\b": lambda _: Relative(Grain.DAY, 1),
        r"\b(?:so far )?today\b(?! ?['’]s)": lambda _: Relative(Grain.DAY),
        rf"\b(?P<which>last|past|previous|this) (?P<month>{_MONTH_NAMES})\b": _last_month_named,
        (
            r"\b(?:in|since|for|during|of|by|until|till|through|thru|from|between|and|to|vs\.?"
            r"|versus|than|before|after|with|starting|did|was)"
            rf" (?P<at>(?P<month>{_MONTH_NAMES}))\b(?! i\b)"
        ): _of_month,
        rf"\b(?:{_MONTH_NAMES}),? (?P<at>(?P<month>march|may))\b": _of_month,
        rf"\b(?P<month>(?!(?:may|march)\b)(?:{_MONTH_NAMES}))\b(?!\.\w)": _of_month,
        (
            rf"(?<![$€£#/.\d])(?<!\d-)(?<!above )(?<!below )(?<!under )(?<! least )"
            rf"\b(?:(?:the |calendar )?year )?(?P<year>{_YEAR})\b(?![/.]\d|-\d\d?\b|,?\d)"
            r"(?! ?[%$€£])(?! (?:usd|eur|gbp|dollars?|euros?|pounds?|rows?|units?|points?)\b)"
            r"(?! (?:percent|minutes?|hours?|days?)\b)"
        ): _of_year,
        rf"(?<=(?:19|20)\d\d-)(?P<year>{_YEAR})\b": _of_year,
        r"(?P<at>['’](?P<year>\d\d))\b": _of_year,
        (
            r"\b(?:in|for|during|of|vs|than|and|to) (?P<at>(?P<year>[789]\d))\b"
            r"(?! ?(?:percent|%|\w))"
        ): _of_year,
    }
)
