"""A question in plain words: without greetings and requests, idioms as what they mean."""

from __future__ import annotations

import re


def unrequested(question: str) -> str:
    """The question without what only asks for an answer: please state, could you confirm."""
    question = _GREETING.sub("", question)
    for pattern, plain_words in _IDIOMS:
        question = pattern.sub(plain_words, question)
    return _REQUEST.sub(" ", question)


_COUNTED = r"one|two|three|four|five|six|1|2|3|4|5|6"


_IDIOMS = (
    (re.compile(r"\b(?:all in all|in total|all told)\b", re.IGNORECASE), " "),
    (re.compile(r"\badds? up to\b", re.IGNORECASE), " total "),
    (re.compile(r"\b(?:yet|still|waiting) to (?:be|get)\b", re.IGNORECASE), " not "),
    (re.compile(r"\bstill (?:with us|here|around|on board)\b", re.IGNORECASE), " not left "),
    (
        re.compile(
            rf"\b({_COUNTED})[- ]*(and|or|to|/) ?({_COUNTED})[- ](years?|months?|days?|weeks?)\b",
            re.IGNORECASE,
        ),
        r"\1 \4 \2 \3 \4",
    ),
    (re.compile(r"\b(?:went|gone|sent) out\b(?! of\b)", re.IGNORECASE), " shipped "),
    (
        re.compile(
            r"\bby how many (?:percentage )?(?:points|percent|dollars|euros|pounds|days|weeks"
            r"|months|hours|minutes)\b",
            re.IGNORECASE,
        ),
        "by how much",
    ),
    (re.compile(r"\bnext to\b", re.IGNORECASE), " versus "),
    (re.compile(r"\bpart (?=of\b)|(?<=['’]s )part\b", re.IGNORECASE), "share "),
)


_REQUEST = re.compile(
    r"^\W*(?:(?:please|kindly|pls|plz|hi|hey|hello|so|ok(?:ay)?|and|just)\W+)*"
    r"(?:(?:can|could|would|will) (?:you|u|someone|somebody|anyone)\W+(?:please\W+)?)?"
    r"(?:state|confirm|indicate|provide|pull|list|report|compute|calculate)\b(?! of)",
    re.IGNORECASE,
)


_GREETING = re.compile(
    r"^\W*(?:(?:good )?(?:morning|afternoon|evening)|quick (?:one|question)"
    r"|(?:hi|hey|hello|dear)(?: (?:team|all|there|everyone|everybody|folks|both))?)\b\W+",
    re.IGNORECASE,
)
