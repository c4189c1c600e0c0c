"""What kind of thing a question asks for, and whether a text holds one."""

from __future__ import annotations

import re
from enum import StrEnum

from knowledge.search.words.words import plain


class Expected(StrEnum):
    """The kind of answer; ANY where the question's form does not tell."""

    ANY = "any"
    DATE = "date"
    DURATION = "duration"
    FREQUENCY = "frequency"
    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    CHANNEL = "channel"
    CONTACT = "contact"
    PERSON = "person"
    REASON = "reason"


_NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter|dozen|twice|once"
)
_UNIT = r"(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"

_ASKS = (
    (Expected.FREQUENCY, r"\bhow often\b|\bhow frequently\b|\bhow regularly\b"),
    (Expected.DURATION, r"\bhow long\b|\bhow (?:soon|quickly|fast)\b|\bhow many (?:\w+ )?" + _UNIT),
    (
        Expected.DATE,
        (
            r"\bwhen\b|\bwhat (?:day|date|year|month|time)\b|"
            r"\bwhich (?:day|date|year|month|quarter)\b|"
            r"\bby when\b|\bsince when\b|\bdeadline\b|\bfrom which\b.*\byear\b"
        ),
    ),
    (
        Expected.MONEY,
        (
            r"\bhow much (?:does|do|did|is|are|was|will|would|can|money|budget)\b|"
            r"\bhow expensive\b|\b(?:price|cost|costs|salary|salaries|fee|fees|amount|budget|"
            r"allowance|revenue|funding)\b"
        ),
    ),
    (
        Expected.SHARE,
        r"\bwhat (?:share|percentage|percent|proportion|fraction)\b|\b(?:rate|margin|percentage)\b",
    ),
    (
        Expected.NUMBER,
        (
            r"\bhow many\b|\bhow much\b|\bhow (?:big|large|old|tall|far|high|deep|heavy|wide)\b|"
            r"\b(?:(?<!phone )number|count|score|size|range|average|total|nps|csat|arr|mrr|"
            r"headcount|turnover)\b"
        ),
    ),
    (Expected.CHANNEL, r"\bchannel\b"),
    (Expected.CONTACT, r"\b(?:phone number|telephone|e-?mail address|home address|phone)\b"),
    (Expected.PERSON, r"\bwho\b|\bwhose\b|\bwhom\b"),
    (Expected.REASON, r"\bwhy\b|\bhow come\b"),
)

_HOLDS = {
    Expected.DATE: (
        rf"\b(?:{_MONTH})\b|\b(?:1[5-9]|20)\d\d\b|\b{_WEEKDAY}\b|\bq[1-4]\b|\bfy ?\d\d|"
        r"\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]m\b|\bcentury\b|"
        rf"\b(?:{_UNIT})\b|\bmonthly|weekly|daily|yearly|annual"
    ),
    Expected.DURATION: (
        rf"\b(?:\d[\d.,]*|{_NUMBER_WORDS})[ -]+(?:\w+[ -]+){{0,2}}{_UNIT}\b|\b{_UNIT}\b|"
        r"\bimmediately\b|\bforever\b"
    ),
    Expected.FREQUENCY: (
        r"\b(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|every|each|per|"
        r"once|twice|times)\b|\b\d+ ?%"
    ),
    Expected.MONEY: (
        r"[$€£¥]\s?\d|\b\d[\d,.]*\s?(?:k|m|bn|usd|eur|gbp|dollars?|euros?|pounds?|cents?)\b|"
        r"\bfree\b"
    ),
    Expected.SHARE: r"\d\s?%|\bper ?cent\b|\b(?:half|third|quarter)\b|\b0?\.\d+\b|\bpercentage\b",
    Expected.NUMBER: rf"\d|\b(?:{_NUMBER_WORDS})\b",
    Expected.CHANNEL: r"(?<!\w)#[a-z]",
    Expected.CONTACT: r"@|\+?\d[\d ()-]{6,}\d",
}


def expected(question: str) -> Expected:
    """The kind of answer that a question's form asks for; the first rule that holds."""
    text = plain(question)
    for kind, pattern in _ASKS:
        if re.search(pattern, text):
            return kind
    return Expected.ANY


def holds(kind: Expected, text: str) -> bool | None:
    """Whether a text holds such a thing; None where its form cannot tell."""
    pattern = _HOLDS.get(kind)
    return None if pattern is None else bool(re.search(pattern, plain(text)))


def asks_for_rule(question: str) -> bool:
    """Whether somebody asks what is allowed or required."""
    return bool(_RULE_ASKED.search(plain(question)))


def states_rule(text: str) -> bool:
    """Whether a text allows, forbids or requires something."""
    return bool(_RULE_STATED.search(plain(text)))


_RULE_ASKED = re.compile(
    r"\b(?:may|can|could|should|must|shall) "
    r"(?:i|we|you|they|our|my|the|a|an|someone|anyone|people)\b|"
    r"\ballowed\b|\bpermitted\b|\b(?:have|need) to\b|\bmust\b|\bsupposed to\b|\brules?\b"
)
_RULE_STATED = re.compile(
    r"\b(?:may|must|cannot|can't|should|shall|never|always|only|not|no|allowed|permitted|required?|requires|"
    r"needs?|without|unless|approval|approved?|forbidden|mandatory|eligible)\b"
)
