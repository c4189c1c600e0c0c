"""Whether a question asks what a word means, and which word."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ARTICLE = re.compile(
    r"^(?:an?|the|our|your|their|this|that|by|term|word|acronym|abbreviation|phrase)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:mean|means|meaning|stand|stands|stood|for|actually|exactly|again|please|here|anyway|"
    r"used|abbreviation|acronym|short|about|do|does))+$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[,:]?\s+(?:in|at|on|within|according to|for|from|around|and|or|when|as|pre-|that|which)\s.*$|"
    r"[:;(].*$",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\b(?:in|since|for|during|by|of|last|this|next)\s+(?:\w+\s+)?(?:19|20)\d\d\b|\bq[1-4]\b",
    re.IGNORECASE,
)
"""A value at a time is asked for, not a meaning."""
_QUOTED = re.compile(r"[\"“”]([^\"“”]{1,60})[\"“”]")

_ASKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwhat\s+(?:do|does|did)\s+(?P<term>.+?)\s+(?:mean|stand\s+for|refer\s+to)\b",
        (
            r"\bwhat\s+(?:do|does)\s+(?:we|you|they|people|ppl|folks)\s+mean\s+"
            r"(?:by|with)\s+(?P<term>.+)$"
        ),
        r"\bwhat\s+(?:do|does)\s+(?P<term>an?\s+.+?)\s+do\b",
        r"\b(?:define|explain)\s+(?P<term>.+)$",
        r"\b(?:meaning|definition)\s+of\s+(?P<term>.+)$",
        r"\bwhat(?:'s|s|\s+is|\s+are)\s+(?P<term>.+)$",
        r"\bwho(?:'s|s|\s+is|\s+are)\s+(?P<term>an?\s+.+)$",
        r"^(?P<term>.+?)\s+(?:can|could|may|might)\s+mean\b",
        r"^(?P<term>.+?)\s+(?:meaning|means|stands\s+for)\b",
        r"\bwhat\s+(?P<term>.+?)\s+(?:means|stands\s+for)\b",
    )
)
_DIFFERENCE = re.compile(
    r"\bdiff(?:erence|erences|)?\s+between\s+(?P<one>.+?)\s+(?:and|&|vs\.?|versus)\s+"
    r"(?P<other>.+)$",
    re.IGNORECASE,
)
_FIRMLY = re.compile(
    r"\b(?:mean|means|meaning|stand|stands)\b|\bdefin|\bacronym\b|\babbreviation\b|"
    r"\bglossary\b|\blingo\b",
    re.IGNORECASE,
)


def asked_terms(question: str) -> list[str]:
    """Words or phrases whose meaning the question may ask for, the likeliest first; perhaps none.

    They are only likely: whoever looks them up decides.
    """
    return list(dict.fromkeys(term for term in _candidates(question) if term))


def is_firm(question: str) -> bool:
    """Whether the question speaks of a meaning in so many words."""
    return bool(_FIRMLY.search(question))


def _candidates(question: str) -> Iterator[str]:
    text = question.strip().rstrip("?!. ")
    difference = _DIFFERENCE.search(text)
    if difference:
        yield _bare(difference["one"])
        yield _bare(difference["other"])
        return
    yield from (quoted.strip() for quoted in _QUOTED.findall(question))
    for pattern in _ASKS:
        found = pattern.search(text)
        if found and not _TIMED.search(found["term"]):
            yield _bare(found["term"])
            yield _bare(_PLACE.sub("", found["term"]))
    if len(text.split()) <= 3:
        yield _bare(text)


def _bare(term: str) -> str:
    term = term.strip(" \"“”'‘’`*_,.:;?!")
    before = None
    while before != term:
        before = term
        term = _TAIL.sub("", _ARTICLE.sub("", term)).strip(" \"“”'`*_,.:;?!")
    return term
