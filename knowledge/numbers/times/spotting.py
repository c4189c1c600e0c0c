"""Where a question speaks of a time, and which."""

from __future__ import annotations

import re

from knowledge.numbers.times.against import against_unnamed
from knowledge.numbers.times.linking import link_times, open_times
from knowledge.numbers.times.patterns import RULES
from knowledge.numbers.times.spotted import Spotted, Times
from knowledge.numbers.times.years import join_years, of_one_year, with_years


def times(question: str) -> Times:
    """The times in a question, in their order."""
    question, against, step = against_unnamed(question)
    text = question.lower()
    found: list[Spotted] = []
    taken = [False] * len(text)
    for pattern, make in RULES:
        for match in pattern.finditer(text):
            start, end = _span(match)
            when = None if any(taken[start:end]) else make(match)
            if when is not None:
                taken[start:end] = [True] * (end - start)
                found.append(Spotted(when, start, end))
    found.sort(key=lambda one: one.start)
    found = join_years(found, text, taken)
    ever = _EVER.search(text)
    linked = open_times(link_times(found, text), text)
    rest = "".join(" " if taken[at] else sign for at, sign in enumerate(question))
    rest = _LED_BY.sub("  ", _EVER.sub(" ", rest))
    dated = of_one_year(list(with_years(linked)))
    return Times(tuple(dated), rest, bool(ever), against, step)


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


_LED_BY = re.compile(r"\bby(?=\s{4,})")  # until a time that was taken out, and no split


_EVER = re.compile(
    r"\b(?:(?:over|of|for|in|across) (?:all|the whole) times?|all[- ]time|ever|to date"
    r"|since (?:the )?(?:beginning|start)(?! of))\b",
    re.IGNORECASE,
)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the time itself stands: what leads to it (since, in) stays in the text."""
    return match.span("at") if "at" in match.re.groupindex else match.span()
