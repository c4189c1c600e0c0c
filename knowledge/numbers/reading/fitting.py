"""How well a metric fits a question, and whether it is asked for a number at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.numbers.language.operations import Operations
from knowledge.numbers.language.plain import unrequested
from knowledge.numbers.language.signs import RANKED, SHARE
from knowledge.numbers.language.words import NOT, tokens
from knowledge.numbers.reading.conditions import VERBS, among
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.restricting import is_participle, restricting
from knowledge.numbers.reading.wanting import (
    counted_noun,
    counted_otherwise,
    counts_groups,
    is_special,
    lacking_words,
    wanted,
)

NEAR = 0.35  # scores that close are as good as each other


def rate_first(parts: Question, best: list[Match], matches: Sequence[Match]) -> list[Match]:
    """Where nobody asks how many, a share comes before the count that it is made of.

    It need not fit as well where a rate is asked for in so many words: leaving at a higher rate.
    """
    first = best[0]
    if not first.metric.asides or wanted(parts, first).counted or of_the_part(parts, first):
        return best
    rate = any(token.stem == "rate" for token in parts.tokens)
    near = [one for one in best[1:] if one.score >= first.score - NEAR]
    near += [replace(one, rest=()) for one in matches if rate and {*one.rest} <= first.named]
    shares = [
        one
        for one in near
        if one.metric.definition.unit == "percent"
        and any(set(phrase) <= first.metric.asides for phrase in one.metric.phrases)
    ]
    chosen = {one.metric.name for one in shares[:1]}
    promoted = [replace(one, score=first.score + 2 * NEAR) for one in shares[:1]]
    return [*promoted, *(one for one in best if one.metric.name not in chosen)]


def of_the_part(parts: Question, one: Match) -> bool:
    """Whether what it counts is the whole of a share: of those who left, which part had a plan."""
    special = [at for at in one.named if parts.tokens[at].stem not in one.metric.light]
    special = [at for at in special if parts.tokens[at].text not in SHARE]
    behind = among(parts)
    if behind and special and min(special) > behind:
        return any(min(found.places) < behind for found in one.found)
    lead = _OF_THEM.match(parts.text)
    ends = len(tokens(unrequested(lead.group()))) if lead else _verb_behind(parts)
    named = bool(special) and max(special) < ends
    return named and any(min(found.places) >= ends for found in one.found)


def _verb_behind(parts: Question) -> int:
    """The place of the verb behind "share of": what stands between is the whole. 0 for none."""
    texts = [token.text for token in parts.tokens]
    of = next(
        (at for at in range(1, len(texts)) if texts[at] == "of" and texts[at - 1] in SHARE), 0
    )
    verbs = (at for at in range(of, len(texts)) if texts[at] in VERBS)
    return next(verbs, 0) if of else 0


def fitted(one: Match, parts: Question) -> Match:
    """Its score, with what the form of the question says of the unit."""
    wants = wanted(parts, one)
    score = one.score + _of_its_unit(one, parts)
    lasts = [at for at, token in enumerate(parts.tokens) if token.text in _LASTS]
    percent = one.metric.definition.unit == "percent"
    if percent and not wants.shares and lasts and _HOW_LONG.search(parts.text):
        one = replace(one, rest=(*one.rest, lasts[0]))  # a time is asked for, and it has none
        score -= 2.0
    totals = any(parts.tokens[at].text in {"total", "sum"} for at in one.rest)
    if totals and one.metric.additive:  # adding up is what it does
        rest = tuple(at for at in one.rest if parts.tokens[at].text not in {"total", "sum"})
        score += 2.0 * (len(one.rest) - len(rest))
        one = replace(one, rest=rest)
    score -= 1.2 * sum(at < parts.begins and parts.tokens[at].idle for at in one.named)
    idle = all(parts.tokens[at].idle for at in one.named)
    if one.metric.base and one.named and idle and not (wants.numeric or wants.counted):
        score -= 1.0  # people are named, and something else is asked of them
    restricted = restricting(one, parts)
    one = replace(one, rest=(*one.rest, *restricted), restricted=restricted)
    score -= 2.0 * len(restricted)
    counted = counted_noun(parts.tokens, one)
    if counted is None:
        counted = counted_otherwise(parts.tokens, one)
    if counted is not None:
        one = replace(one, rest=(*one.rest, counted))
        score -= 2.0
    told = tuple(at for at in one.rest if at >= parts.begins)
    return replace(one, score=score + 2.0 * (len(one.rest) - len(told)), rest=told)


def _of_its_unit(one: Match, parts: Question) -> float:
    """What it speaks for a count or a share that a count or a share is asked for."""
    wants = wanted(parts, one)
    rate = {at for at, token in enumerate(parts.tokens) if token.stem == "rate"}
    if one.metric.definition.unit == "percent":
        asked = wants.shares or any(parts.tokens[at].text in SHARE for at in one.named)
        part = asked and of_the_part(parts, one)
        shared = -3.0 if part else (1.5 if wants.shares else 0.0)
        rows = not (asked or rate) and _names_rows(one, parts)
        return shared - (3.0 if wants.counted or rows else 0.0)
    whole = wants.shares and not one.found and (one.metric.base or bool(one.missing))
    return -(3.0 if whole else 0.0) - (2.0 if rate - one.named else 0.0)


def _names_rows(one: Match, parts: Question) -> bool:
    """Whether it is told of rows and not of their share: lost customers, not customer loss."""
    return any(
        (is_participle(parts.tokens[at]) or parts.tokens[at].text == "lost")
        and at + 1 in one.named
        and parts.tokens[at + 1].stem in one.metric.light
        and parts.tokens[at + 1].text.endswith("s")
        for at in one.named
    )


def is_named(one: Match, parts: Question) -> bool:
    """Whether enough of the metric's name is there; a table's count needs a value or a split."""
    if not one.named:
        if not one.metric.base:  # a share in so many words is not any share that there is
            return False
        wants = wanted(parts, one)
        whole = bool(one.found) and all(found.whole for found in one.found)
        counts = counts_groups(parts, one)  # of what, nobody said
        often = any(token.text in RANKED for token in parts.tokens)  # biggest by what, nobody said
        ranked = bool(wants.ranks and one.dimensions and often)
        return not counts and (((wants.counted or wants.shares) and whole) or ranked)
    lacking = lacking_words(one)
    if NOT in lacking:  # customers with total charges are not those without
        return False
    sentence = len(one.named) + len(one.missing) > 2
    if sentence and set(lacking) & one.metric.done:  # what was done is not said
        return False
    if lacking and wanted(parts, one).counted and not _says_what(one, parts):
        return False
    return not lacking or (len(lacking) <= len(one.named) and is_special(one, parts))


def _says_what(one: Match, parts: Question) -> bool:
    """Whether what is counted is said at all: how many attempts are no deliveries."""
    what = one.metric.unit | one.metric.light
    return not what or any(token.stem in what for token in parts.tokens)


def wants_number(parts: Question, one: Match) -> bool:
    """Whether a number is asked for: in so many words, by a time or a value, or by nothing else."""
    wants = wanted(parts, one)
    text = parts.text.lower()
    if _asks_of_rows(text, wants, one):
        return False
    if (
        _MEANING.search(text)
        or _HOW_MADE.search(text)
        or _HEARD.search(text)
        or _ADVICE.match(text)
    ):
        return False
    signs = (wants.numeric, wants.trends, wants.owner, wants.target, wants.why, wants.changes)
    if any(signs) or parts.times.spotted or one.found or (wants.splits and one.dimensions):
        return True
    return not lacking_words(one) and not _A_THING.search(text)


def _asks_of_rows(text: str, wants: Operations, one: Match) -> bool:
    """Whether it asks who, when, or how big: something of the rows, and not how many there are."""
    others = wants.owner or wants.changes or wants.compares or wants.target or wants.baseline
    if _WHO_OR_WHEN.match(text):
        return not (wants.ranks or others)
    counts = one.metric.unit & {
        *one.metric.light,
        *(s for each in one.metric.phrases for s in each),
    }
    return bool(counts and _HOW_BIG.search(text)) and not wants.shares


_LASTS = frozenset("minutes hours days weeks months years".split())


_HOW_LONG = re.compile(
    r"\b(?:how many|(?:average|mean|median|typical)(?: number of)?)\W(?:\w+ )?"
    r"(?:minutes|hours|days|weeks|months|years)\b",
    re.IGNORECASE,
)


_OF_THEM = re.compile(
    r"\W*(?:(?:and|so|ok|out) )?(?:of|from|among|amongst|within)\b.*?"
    r"(?=,|\b(?:what|which|how|give|tell|show)\b)",
    re.IGNORECASE | re.DOTALL,
)


_HOW_MADE = re.compile(
    r"\bcount(?:s|ed)? as\b|\bhow (?:is|are|was|were|do|does|did)\b.*"
    r"\b(?:calculated?|computed?|defined?|measured?|worked out|made up|determined?)\b"
)


_HEARD = re.compile(r"\bwhat (?:do|does|did|are|is)\b.*\b(?:say|saying|think|feel|complain)")


_WHO_OR_WHEN = re.compile(
    r"\W*(?:(?:and|so|but) )?(?:(?:since )?when\b|whom?\b(?! (?:knows|can tell)\b))"
)


_HOW_BIG = re.compile(r"\bhow (?:big|large|wide|far|heavy|old|late|early) (?:is|are|was|were)\b")


_A_THING = re.compile(r"^\W*what(?:['’]?s| is| are) (?:an? |the meaning)", re.IGNORECASE)


_ADVICE = re.compile(
    r"\W*(?:where )?(?:should|must|shall|may|can|could) (?:i|we|you|they)\b"
    r"(?! (?:\w+ ){0,2}(?:tell|show|give|see|get|have|know|list|pull|find|check)\b)"
    r"(?! (?:\w+ ){0,2}(?:compute|calculate)\b)"
    r"|\W*where (?:can|could|do|should) (?:i|we|you)\b|\W*how (?:do|can|should|could|to)\b"
    r"(?! (?:\w+ ){0,3}(?:compare|change|develop|differ|do|look|stand|evolve|grow))"
)


_MEANING = re.compile(
    r"\b(?:do|does|did)\b.*\bmean\b|\bmeans\b|\bmeaning of\b|\bstands? for\b|\bdefin"
    r"|\bexplain the (?:term|word)\b"
)
