"""Where a question speaks of the time before an issue's, or a year before it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.metrics.periods import Grain, before, year_before
from knowledge.metrics.wording import day_words, told_in
from knowledge.models import Period

_UNIT = "day|week|month|quarter|year"
_PAST = re.compile(
    r"\b(?:(?:in|for|of|during) )?(?:the )?"
    rf"(?:(?P<back>{_UNIT}) (?:before|earlier)(?: that| this)?"
    rf"|(?:previous|preceding) (?P<previous>{_UNIT}))\b"
    r"|\b(?:a|one) (?P<year>year) (?:ago|before|earlier)\b"
    rf"|\b(?:the )?same (?P<same>{_UNIT}) (?:last year|(?:a|the) year (?:ago|before|earlier))\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:\b(?:than|versus|vs\.?|against|compared (?:to|with)|from|since)|\S\s+(?:and|to|with|over))"
    r"(?: in| the)*\s*$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:(?:and|but|so|or|ok(?:ay)?|what|how|about|was|were|it|is|in|for|of|the)\b[\s,]*)*[?.!\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Past:
    """What stands before and behind the words for an earlier time, and that time as it is named."""

    ahead: str
    behind: str
    when: str

    @property
    def is_all(self) -> bool:
        """Whether nothing else is asked: "and the week before?"."""
        return bool(_LEADS.fullmatch(f"{self.ahead}{self.behind}"))

    @property
    def named(self) -> str:
        """The question with that time."""
        return f"{self.ahead.rstrip()}{self.when}{self.behind}".strip()


def past(question: str, period: Period, grain: Grain) -> Past | None:
    """The earlier time that a question is about.

    None where there is none, or where another one is only compared with it.
    """
    found = _PAST.search(question)
    if found is None or _AGAINST.search(question[: found.start()]):
        return None
    unit = found["back"] or found["previous"]
    if unit == grain:
        earlier = before(period, grain)
    elif unit in (None, Grain.YEAR):
        earlier = year_before(period, grain)
    else:
        return None
    return Past(question[: found.start()], question[found.end() :], when(earlier, grain))


def when(period: Period | None, grain: Grain | None) -> str:
    """A period behind a number, so that it is read as one of its length; "" for all time."""
    if period is None:
        return ""
    return f" in the week of {day_words(period.start)}" if grain is Grain.WEEK else told_in(period)
