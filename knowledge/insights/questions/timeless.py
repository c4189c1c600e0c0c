"""A question without the words of its period, where somebody else has read the period."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_UNIT = r"(?:days?|weeks?|months?|quarters?|years?)"
_ONE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?(?:,?\s+\d{{4}})?|"
    r"\d{4}-\d{2}(?:-\d{2})?|(?:fy\s?)?(?:19|20)\d\d|q[1-4](?:\s+(?:fy\s?)?\d{2,4})?|"
    r"(?:today|yesterday|christmas|easter)|"
    rf"(?:the\s+)?(?:last|past|previous|this|current|recent)\s+(?:(?:\d+|two|three|four|six|twelve|"
    rf"few|couple\s+of)\s+)?{_UNIT}(?:\s+so\s+far)?|(?:summer|autumn|winter|spring)(?:\s+\d{{4}})?"
)
_PERIOD = re.compile(
    rf"(?:,\s*)?(?:\b(?:in|on|since|during|for|over|within|from|between|until|up\s+to|before|after|"
    rf"of)\s+)?\b(?:{_ONE})(?:\s+(?:to|and|until|till|-|–)\s+(?:{_ONE}))?(?=\W|$)",
    re.IGNORECASE,
)
_MAY_VERB = re.compile(r"(?<!\bin )(?<!since )(?<!during )\bmay\b")


def without_time(question: str) -> str:
    """The question with every name of a time, and the mark at its end, taken out."""
    masked = _MAY_VERB.sub("\x00", question)  # the month has a capital
    return " ".join(_PERIOD.sub(" ", masked).replace("\x00", "may").split()).rstrip(" ?!.")
