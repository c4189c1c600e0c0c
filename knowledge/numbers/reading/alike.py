"""Words beside each other: of one family, denied, split by, told per something."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.numbers.language.roles import is_operation
from knowledge.numbers.language.vocabulary import MetricWords
from knowledge.numbers.language.words import NOT, Token
from knowledge.search.words.stop_words import STOP_WORDS

_ENDINGS = ("ment", "er", "or", "ing", "ion", "ation", "al", "s", "es", "ed", "ic", "ity", "y", "d")


_SPLITS = frozenset("by per each every across which wich".split())


_REACH = 7  # words between a "not" and what it denies, all of them idle


_GAP = 2  # idle words that may stand inside a value


def alike(wanted: str, stem: str) -> bool:
    """Whether two stems are of one word family: pay and payment, ship and shipping."""
    if wanted == stem:
        return True
    short, long = sorted((wanted, stem), key=len)
    return len(short) >= 3 and long.startswith(short) and long[len(short) :] in _ENDINGS


def is_per(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word is what a number is to be told for each of."""
    token, ahead = tokens[at], tokens[at - 1].text if at else ""
    if token.text in STOP_WORDS or is_operation(token):
        return False
    return ahead in _PER or (ahead == "by" and token.idle and not token.text.endswith("s"))


_PER = frozenset("per each every".split())


def is_each(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word stands right behind a "per": per month names no value."""
    return at > 0 and tokens[at - 1].text in _PER


def is_unit(at: int, metric: MetricWords, tokens: Sequence[Token]) -> bool:
    """Whether a word says what the metric is counted in: in months, how many months."""
    led = at > 0 and tokens[at - 1].text in {"in", "many"}
    return led and tokens[at].stem in metric.unit


def idle_between(tokens: Sequence[Token], first: int, second: int) -> bool:
    between = tokens[first + 1 : second]
    return len(between) <= _GAP and all(one.idle and one.stem != NOT for one in between)


def near_before(places: frozenset[int]) -> range:
    """Where a "not" stands that is about a value."""
    return range(max(0, min(places) - _REACH), min(places))


def is_split(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a name is asked to be split by: by contract, per country, which issue."""
    before = [one.text for one in tokens[max(0, at - 3) : at]]
    return any(word in _SPLITS for word in before) or before[-2:] == ["how", "many"]
