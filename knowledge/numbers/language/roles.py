"""What a word does where it stands: it ranks, splits, judges, or names something."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.numbers.language.signs import (
    AIMED,
    APART,
    AT_PLAN,
    BEST,
    CHANGE,
    GRAINS,
    LEAST,
    MOST,
    OWNER,
    REACHED,
    SMALL,
    SPLIT,
    TARGET,
    TREND,
    WHY,
    WORDS,
    WORST,
)
from knowledge.numbers.language.words import Token, stems

_AGGREGATES = frozenset(stems("average median maximum minimum total"))


def is_operation(token: Token) -> bool:
    """Whether a word only says what is to be done."""
    return token.text in WORDS or token.text in GRAINS


def is_said(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word only says what is to be done, as it stands there.

    Missed is about a target where one is spoken of, else about what is counted; calls that were
    dropped are no drop of calls; a day is a grain of time behind a word that splits or ranks.
    """
    text = tokens[at].text
    ahead = [one.text for one in tokens[max(0, at - 2) : at]]
    if _ABOUT & {*ahead} and text in _SUBJECTS:  # complaints about drivers, about a change
        return False
    if text in AIMED:
        return is_aimed(at, tokens)
    if text in REACHED:
        return any(one.text in TARGET for one in tokens)
    if text in CHANGE and text.endswith(_PARTICIPLES):
        return ahead[-1:] == [] or ahead[-1] not in _PASSIVE
    if text in _UNITS:
        near = {*ahead, *(one.text for one in tokens[at + 1 : at + 2])}
        return bool(near & (APART | SPLIT | _GRAINED))
    return is_operation(tokens[at])


def is_aimed(at: int, tokens: Sequence[Token]) -> bool:
    """Whether plan and track stand for a target: on track, against plan."""
    return tokens[at].text in AIMED and at > 0 and tokens[at - 1].text in AT_PLAN


_ABOUT = frozenset("about regarding concerning".split())


_SUBJECTS = CHANGE | OWNER | TARGET | TREND | WHY


_PARTICIPLES = ("ed", "en", "wn")


_PASSIVE = frozenset("was were are is been got being be get".split())


_UNITS = frozenset("day week month quarter year".split())


_GRAINED = frozenset("a an what over on to trend trends in one next".split())


def sets_apart(tokens: Sequence[Token]) -> bool:
    """Whether groups are to be told apart: ranked, split or compared."""
    return any(one.text in APART for one in tokens)


def is_rank(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a number says how many are asked for in a ranking: top 3, the 5 largest."""
    if not tokens[at].text.isdigit() and tokens[at].text not in SMALL:
        return False
    near = {one.text for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    bound = at > 1 and tokens[at - 2].text == "at"
    asked = at > 0 and tokens[at - 1].text in {"which", "what"}
    return not bound and (asked or bool(near & (MOST | LEAST | BEST | WORST | {"first", "last"})))


def is_level(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word only says how a value is felt: why is churn so high, NPS is low in March."""
    if tokens[at].text not in _LEVELS:
        return False
    ahead = tokens[at - 1].text if at else ""
    behind = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return ahead in _SO or not behind or behind in _PLACED


_LEVELS = frozenset("high low bad good poor weak strong big large small great many few".split())


_SO = frozenset("how so too that this very still quite such".split())


_PLACED = frozenset("in at for among with on right now".split())


def is_aggregate(token: Token) -> bool:
    """Whether a word says how values are put together: it must be in the metric's own name."""
    return token.stem in _AGGREGATES
