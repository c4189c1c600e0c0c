"""Words that stand as a condition, though they are among a metric's own: they restrict it.

"Orders that have shipped" are not all orders, and "closed after more than five days" is not
"closed within five days". A metric that passes such a word over counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.numbers.language.signs import GRAINS, LEAST, MOST, SHARE
from knowledge.numbers.language.vocabulary import MetricWords
from knowledge.numbers.language.words import Token
from knowledge.numbers.reading.alike import is_unit
from knowledge.numbers.reading.found import Match
from knowledge.numbers.reading.question import Question
from knowledge.numbers.reading.wanting import LASTING
from knowledge.numbers.times.calendar import Open


def restricting(one: Match, parts: Question) -> tuple[int, ...]:
    """Places of words that a match passes over and that say which rows are meant."""
    tokens = parts.tokens
    found = [at for at in range(len(tokens)) if _restricts(at, one, tokens)]
    since = [at for at in range(1, len(tokens)) if tokens[at].text in {"since", "until", "till"}]
    if since and not any(isinstance(each.when, Open) or each.link for each in parts.times.spotted):
        found += [at for at in since[-1:] if at not in found]  # a time that is not known
    if one.metric.unit.isdisjoint(LASTING) and _HOW_LONG.search(parts.text):
        found += [at for at, each in enumerate(tokens) if each.text in _LASTS and at not in found]
    return tuple(found)


def is_participle(token: Token) -> bool:
    """Whether a word may say what was done with something: shipped, closed, upheld is none."""
    return token.text.endswith("ed") and len(token.text) > 4


def _restricts(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    if _is_other_unit(at, one, tokens) or _is_beside_all(at, one, tokens):
        return True
    if any(at in found.places for found in one.found):
        return False
    if at in one.context:
        most = at > 0 and tokens[at - 1].text in MOST | LEAST and tokens[at].text not in SHARE
        number = tokens[at].stem.isdigit()
        return most or number or _is_unwritten(tokens[at], one.metric) or _is_of(at, one, tokens)
    return (
        _is_quantified(at, tokens)
        or _is_bounded(at, one, tokens)
        or _is_said_of(at, one, tokens)
        or _is_turned(at, one, tokens)
        or _is_in_time(at, one, tokens)
        or _is_of_each(at, one, tokens)
        or (at in one.beside and _stands_apart(at, one, tokens))
    )


def _is_unwritten(token: Token, metric: MetricWords) -> bool:
    """Whether a participle is none of those that the metric is told with: discounted revenue."""
    return is_participle(token) and token.text not in _said(metric)


def _is_of(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether it is told of others than the metric's name does: the score of promoters."""
    light = one.metric.light | one.metric.unit | one.metric.asides
    if tokens[at].stem in light or tokens[at].text in _said(one.metric):
        return False
    named = {stem for phrase in one.metric.phrases for stem in phrase}
    return tokens[at].stem in named and at > 0 and tokens[at - 1].text in {"of", "among", "from"}


def _is_said_of(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether such a participle stands before the noun that it restricts."""
    before = at in one.named and at + 1 in one.named and not is_participle(tokens[at + 1])
    return before and _is_unwritten(tokens[at], one.metric)


def _is_of_each(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether a count is not meant but what is usual, or what it is worth: the typical company."""
    if at in one.named or not one.metric.additive:
        return False
    counts = bool(one.metric.unit & one.metric.light)
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    one_row = behind is not None and behind.stem in one.metric.unit and behind.text[-1] != "s"
    if counts and one_row and tokens[at].text in _NEWEST:
        return True
    if tokens[at].text == "most" and not one.dimensions:  # where do most of them go
        return behind is not None and behind.text == "of"
    return tokens[at].text in _USUAL or (counts and tokens[at].text in _WORTH)


def _is_in_time(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether it says that something was on time, and the metric's name does not."""
    led = at > 0 and tokens[at - 1].text in {"on", "in"}
    return led and tokens[at].text == "time" and at not in one.named


def _is_quantified(at: int, tokens: Sequence[Token]) -> bool:
    """Whether it says how often groups are to be there: only once, just one, more than one."""
    ahead = tokens[at - 1].text if at else ""
    if tokens[at].text == "same":
        return True
    if tokens[at].text in {"once", "twice", "thrice"}:
        return ahead != "least"
    return tokens[at].text == "one" and ahead in _JUST


def _is_bounded(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether a number of the name stands behind a bound that the name does not have."""
    if at not in one.named or not tokens[at].stem.isdigit() or not at:
        return False
    return tokens[at - 1].text in _BOUNDS and tokens[at - 1].text not in _said(one.metric)


def _is_turned(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether it puts the words of a name the other way round: before discounts, not after."""
    said = _said(one.metric)
    if tokens[at].text not in _TURNS or tokens[at].text in said or not said & _TURNS:
        return False
    if (
        tokens[at].text in {"by", "on"}
        and not {one.text for one in tokens[at + 1 : at + 2]} & _WHOSE
    ):
        return False
    behind = next((near for near in range(at + 1, len(tokens)) if not tokens[near].idle), -1)
    return behind in one.named or behind in one.context


def _is_beside_all(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether a value is told of more than its rows: including it, or before it."""
    places = {place for found in one.found for place in found.places}
    behind = next((near for near in range(at + 1, len(tokens)) if not tokens[near].idle), -1)
    return tokens[at].text in _BESIDE_ALL and behind in places


_BESIDE_ALL = frozenset("including incl before after".split())


def _is_other_unit(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether the value is wanted in a unit that is not its own: in years, of months."""
    if not at or tokens[at - 1].text != "in" or at in one.named or is_unit(at, one.metric, tokens):
        return False
    return tokens[at].text in GRAINS and tokens[at].text.endswith("s")


def _stands_apart(at: int, one: Match, tokens: Sequence[Token]) -> bool:
    """Whether a dimension's word is told of the rows and names no value: have shipped, for Brazil.

    Right before a value it only says which dimension that is: shipped to Brazil.
    """
    if not is_participle(tokens[at]):
        return False
    places = {near for found in one.found for near in found.places}
    behind = next((near for near in range(at + 1, len(tokens)) if near in places), None)
    if behind is None or behind > at + _NEAR:
        return True
    texts = [each.text for each in tokens]
    so_far = any(texts[near : near + 2] == ["so", "far"] for near in range(len(texts)))
    return so_far or bool(_DONE & {*texts[max(0, at - 2) : at]})


def _said(metric: MetricWords) -> set[str]:
    definition = metric.definition
    return set(re.findall(r"\w+", " ".join((*definition.names, definition.description)).lower()))


_USUAL = frozenset({"typical", "usual"})


_NEWEST = frozenset({"latest", "newest", "recent", "oldest", "last"})


_WORTH = frozenset({"value", "worth"})


_JUST = frozenset("only just exactly precisely than".split())


_BOUNDS = frozenset("than over under above below exceeding beyond".split())


_TURNS = frozenset("before after within by on over under beyond until".split())


_WHOSE = frozenset("their its his her the".split())


_DONE = frozenset("have has had been already".split())


_HOW_LONG = re.compile(r"\bhow (?:long|quick(?:ly)?|fast|soon)\b", re.IGNORECASE)


_LASTS = frozenset("long quick quickly fast soon".split())


_NEAR = 3  # words from a dimension's own to its value
