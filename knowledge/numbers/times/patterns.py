"""How times are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from knowledge.metrics.periods import Grain
from knowledge.numbers.times.calendar import Relative, When
from knowledge.numbers.times.making import (
    NUMBERS,
    days,
    exact,
    half_of_month,
    last_month_named,
    numeric,
    of_day,
    of_fiscal_year,
    of_month,
    of_quarter,
    of_week,
    of_year,
    part_of_year,
    week_of,
)
from knowledge.numbers.times.relating import (
    ago,
    before_last,
    begun,
    past,
    relative,
    so_far,
    to_date,
)

_MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)


_YEAR = r"(?:19|20)\d\d"


_UNITS = "day|week|month|quarter|year"


_UP_TO = r" ?(?:-|–|to|until|till|through|thru) ?(?:the )?"


_COUNT = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"


def _rules(
    patterns: Mapping[str, Callable[[re.Match[str]], When | None]],
) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When | None]], ...]:
    return tuple((re.compile(pattern), make) for pattern, make in patterns.items())


_NTH = r"(?:st|nd|rd|th)?"


RULES = _rules(
    {
        (
            rf"\b(?:the )?(?P<which>first|1st|second|2nd) half (?:of|in) (?P<month>{_MONTH_NAMES})"
            rf"\b\.?(?:,? (?P<year>{_YEAR}))?\b"
        ): half_of_month,
        (
            r"\b(?:the )?week (?:of|starting|beginning|commencing|from)(?: on)?(?: the)?"
            rf"(?: monday)?,? ?(?:the )?(?P<day>\d{{1,2}}){_NTH}(?: of)? "
            rf"(?P<month>{_MONTH_NAMES})\.?(?:,? (?P<year>{_YEAR}))?\b"
        ): week_of,
        (
            rf"\b(?:the )?week (?:of|starting|beginning|commencing|from)(?: on)?(?: the)? ?"
            rf"(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}}){_NTH}(?:,? (?P<year>{_YEAR}))?\b"
        ): week_of,
        (
            rf"\bbetween (?:the )?(?P<day>\d{{1,2}}){_NTH} and (?:the )?(?P<last>\d{{1,2}}){_NTH}"
            rf"(?: of)? (?P<month>{_MONTH_NAMES})\b\.?(?:,? (?P<year>{_YEAR}))?"
        ): days,
        rf"\b(?:the )?(?P<unit>{_UNITS}) before last\b": before_last,
        (
            rf"\b(?:since|from) the (?:start|beginning) of (?:the |this |our |the current )?"
            rf"(?P<fiscal>(?:fiscal|financial) )?(?P<unit>{_UNITS})\b"
            rf"(?! ?(?:of )?(?:\d|{_MONTH_NAMES}))"
        ): begun,
        rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)\b": exact,
        rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>{_YEAR})\b": exact,
        rf"(?<![/\d])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>{_YEAR})\b": numeric,
        (
            rf"\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_UP_TO}(?P<last>\d{{1,2}})"
            rf"(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH_NAMES})\b\.?(?:,? (?P<year>{_YEAR}))?"
        ): days,
        (
            rf"\b(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_UP_TO}"
            rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>{_YEAR}))?"
        ): days,
        (
            rf"\b(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
            rf"(?P<month>{_MONTH_NAMES})\.?,? (?P<year>{_YEAR})\b"
        ): exact,
        (
            rf"\b(?:on )?(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? "
            rf"(?P<year>{_YEAR})\b"
        ): exact,
        (
            rf"\b(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
            rf"(?P<month>{_MONTH_NAMES})\b"
        ): of_day,
        rf"\b(?:on )?(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b": of_day,
        rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)\b(?!-\d)": of_month,
        rf"(?<![/\d])(?P<month>0?[1-9]|1[0-2])/(?P<year>{_YEAR})\b": of_month,
        (
            rf"\b(?P<month>{_MONTH_NAMES})\.?,?(?: of)?[ /-]?['’]?"
            rf"(?P<year>{_YEAR}|(?<=['’])\d\d)\b(?!-\d)"
        ): of_month,
        (
            rf"\b(?:the )?(?:(?:calendar|iso) )?(?:week|wk|cw|kw)\.? ?(?P<number>\d{{1,2}})"
            rf"(?:[ ,/-]+(?:of )?(?P<year>{_YEAR}))?\b"
        ): of_week,
        rf"\b(?P<month>{_MONTH_NAMES})\.? (?P<year>3[2-9]|[4-9]\d)\b(?!%| ?percent)": of_month,
        (
            rf"\b(?P<part>q)(?P<number>[1-4])(?:[ /-]*(?:of )?(?:fy ?)?['’]?"
            rf"(?P<year>{_YEAR}|\d\d))?\b"
        ): of_quarter,
        (
            rf"\b(?P<part>h)(?P<number>[12])(?:[ /-]*(?:of )?(?:fy ?)?['’]?"
            rf"(?P<year>{_YEAR}|\d\d))?\b"
        ): of_quarter,
        (
            rf"\b(?:the )?(?P<number>first|1st|second|2nd|third|3rd|fourth|4th) "
            rf"(?P<part>quarter|half)(?:[, ]+(?:of )?(?:the )?(?:year )?(?P<year>{_YEAR}))?\b"
        ): of_quarter,
        (
            rf"\b(?:the )?(?P<number>last|final) (?P<part>quarter|half) of "
            rf"(?:the )?(?:year )?(?P<year>{_YEAR})\b"
        ): of_quarter,
        (
            rf"\b(?:fy|(?:fiscal|financial) years?) ?['’]?(?P<year>{_YEAR}|\d\d)"
            rf"(?:[/-](?P<second>{_YEAR}|\d\d))?\b"
        ): of_fiscal_year,
        (
            rf"\b(?:the )?(?P<which>first|last) (?P<count>{_COUNT}) (?P<unit>month|quarter)s? "
            rf"(?:of|in) (?:the year )?(?P<year>{_YEAR})\b"
        ): part_of_year,
        rf"\b(?P<count>{_COUNT}|an?) (?P<unit>{_UNITS})s? ago\b": ago,
        r"\b(?:the )?day before yesterday\b": lambda _: Relative(Grain.DAY, 2),
        (rf"\bso far (?:in )?this (?P<fiscal>(?:fiscal|financial) )?(?P<unit>{_UNITS})\b"): so_far,
        rf"\b(?P<unit>{_UNITS})[- ]to[- ]date\b": so_far,
        (
            rf"\b(?:the )?(?:last|past|previous|latest) (?P<count>{_COUNT}) (?P<unit>{_UNITS})s?\b"
        ): past,
        (
            r"\b(?P<early>so far )?(?:the )?"
            r"(?P<which>last|this|previous|prior|past|current|present) "
            rf"(?P<fiscal>(?:fiscal|financial) )?(?P<unit>{_UNITS})(?P<far> so far| to date)?\b"
        ): relative,
        r"\b(?P<to>ytd|qtd|mtd|wtd)\b": to_date,
        r"\byesterday\b": lambda _: Relative(Grain.DAY, 1),
        r"\b(?:so far )?today\b(?! ?['’]s)": lambda _: Relative(Grain.DAY),
        rf"\b(?P<which>last|past|previous|this) (?P<month>{_MONTH_NAMES})\b": last_month_named,
        (
            r"\b(?:in|since|for|during|of|by|until|till|through|thru|from|between|and|to|vs\.?"
            r"|versus|than|before|after|with|starting|did|was)"
            rf" (?P<at>(?P<month>{_MONTH_NAMES}))\b(?! i\b)"
        ): of_month,
        rf"\b(?:{_MONTH_NAMES}),? (?P<at>(?P<month>march|may))\b": of_month,
        rf"\b(?P<month>(?!(?:may|march)\b)(?:{_MONTH_NAMES}))\b(?!\.\w)": of_month,
        (
            rf"(?<![$€£#/.\d])(?<!\d-)(?<!above )(?<!below )(?<!under )(?<! least )"
            rf"\b(?:(?:the |calendar )?year )?(?P<year>{_YEAR})\b(?![/.]\d|-\d\d?\b|,?\d)"
            r"(?! ?[%$€£])(?! (?:usd|eur|gbp|dollars?|euros?|pounds?|rows?|units?|points?)\b)"
            r"(?! (?:percent|minutes?|hours?|days?)\b)"
        ): of_year,
        rf"(?<=(?:19|20)\d\d-)(?P<year>{_YEAR})\b": of_year,
        r"(?P<at>['’](?P<year>\d\d))\b": of_year,
        (
            r"\b(?:in|for|during|of|vs|than|and|to) (?P<at>(?P<year>[789]\d))\b"
            r"(?! ?(?:percent|%|\w))"
        ): of_year,
    }
)
