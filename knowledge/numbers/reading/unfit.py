"""What is said where a metric is meant and something else is in no definition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.metrics.periods import Grain
from knowledge.numbers.asked import Asked, Read, Unfit
from knowledge.numbers.language.words import Token
from knowledge.numbers.reading.conditions import conditions_of
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.wanting import wanted
from knowledge.numbers.times.calendar import Calendar, unit_of
from knowledge.numbers.times.spotted import Spotted

_WEAK = 0.4  # of the telling words: more of them unexplained, and something else is asked


_PASSED = 2.0  # what a word costs that restricts: without it the metric would have been meant


def unfit_of(parts: Question, matches: Sequence[Match]) -> Unfit | None:
    """A metric is meant for sure, and something else is not known."""
    meant = [
        one
        for one in matches
        if one.rest and one.named and not [w for w in one.missing if w not in one.metric.light]
    ]
    if not meant:
        return None
    first = max(meant, key=lambda one: one.score + _PASSED * len(one.restricted))
    wants = wanted(parts, first)
    telling = [at for at, one in enumerate(parts.tokens) if not one.idle]
    split = any(_is_asked_by(at, parts.tokens) for at in first.rest)
    many = len(first.rest) > _WEAK * max(1, len(telling))
    held = bool(first.restricted) and len(first.rest) <= len(first.restricted) + 1
    asks = wants.numeric or parts.times.spotted or split or wants.trends or wants.changes
    asks = asks or (held and bool(first.found))
    if not asks or (many and not split and not held):
        return None
    said = parts.text.lower()  # what another word was read as is not quoted
    words = tuple(word for at in first.rest if (word := parts.tokens[at].text) in said)
    return told_unfit(first, meant, words)


def told_unfit(first: Match, meant: Sequence[Match], words: tuple[str, ...]) -> Unfit:
    offers = tuple(one.dimension.label for one in first.metric.dimensions)
    near = dict.fromkeys(one.metric.name for one in meant[:3])
    return Unfit(tuple(near), words, offers)


def undone_by(parts: Question, one: Match, calendar: Calendar) -> tuple[str, str] | None:
    """What is never computed, and the word for it: ranked changes, the highest of no groups."""
    wants = wanted(parts, one)
    standing = _AS_OF.search(parts.text) if parts.times.spotted else None
    if standing and calendar.oldest < calendar.newest:
        return "as of", standing.group()
    if len(parts.times.spotted) == 1 and _from_a_day(parts):
        return "from", "from"
    vague = next((word for one in parts.times.spotted if (word := _vague(one, parts))), "")
    if vague:
        return "part", vague
    if wants.moves and (one.dimensions or wants.grain):
        return "change", wants.moves
    grouped = one.dimensions or wants.grain or wants.compares or conditions_of(one.found)[1]
    return ("extreme", wants.extreme) if wants.extreme and not grouped else None


def _from_a_day(parts: Question) -> bool:
    """Whether it may be of a day, or of all since then: from 10 October."""
    one = parts.times.spotted[0]
    ahead = parts.times.rest[: one.start].rstrip()
    return unit_of(one.when) is Grain.DAY and ahead.lower().endswith(" from")


def _vague(one: Spotted, parts: Question) -> str:
    """What leaves open which days of a time are meant: early, around, at the end of."""
    found = _SOME_OF.search(parts.times.rest[: one.start])
    return (found["word"] or found["end"]).lower() if found else ""


_SOME_OF = re.compile(
    r"(?:\b(?P<word>early(?: in)?|mid|late|around|circa|roughly)(?: the)?"
    r"|(?<!since)(?<!from)(?<!until)(?<!till)(?<!to)(?<!through)(?<!by)(?<!after)(?<!before)(?<!and)"
    r" the (?P<end>end|close|middle|beginning|start) of(?: the)?)[\s-]*$",
    re.IGNORECASE,
)


def adds_apart(parts: Question, meant: Read) -> bool:
    """Whether times that lie apart are to be added up: Q1 and Q3 together."""
    links = {one.link for one in parts.times.spotted[1:]}
    apart = isinstance(meant, Asked) and meant.other is not None and links == {"and"}
    return apart and bool(_TOGETHER.search(parts.text))


_AS_OF = re.compile(r"\bas (?:of|at)\b(?! (?:today|now|yesterday)\b)", re.IGNORECASE)


_TOGETHER = re.compile(
    r"\b(?:together|combined|altogether|in (?:total|sum|all)|total|sum|added up)\b", re.IGNORECASE
)


def _is_asked_by(at: int, listed: Sequence[Token]) -> bool:
    return any(one.text in {"by", "per", "across"} for one in listed[max(0, at - 2) : at])
