"""What a question wants done with a number: rank, split, follow, compare, share, own, explain."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.metrics.periods import Grain
from knowledge.numbers.language.roles import is_aimed
from knowledge.numbers.language.signs import (
    BEST,
    CHANGE,
    COMPARE,
    GRAINS,
    HOW_MANY,
    HOW_MANY_ALONE,
    HOW_WENT,
    LEAST,
    MOST,
    MOVES,
    NO_RANK,
    OVER_TIME,
    OWNER,
    RANKED,
    SHARE,
    SMALL,
    SPLIT,
    SUPERLATIVES,
    TARGET,
    TREND,
    WEAK_CHANGE,
    WHY,
    WORST,
)
from knowledge.numbers.language.words import Token


@dataclass(frozen=True, slots=True)
class Operations:
    """The signs of a question, as far as its words tell.

    Attributes:
        ranks: `most`, `least`, `best`, `worst`, or "".
        top: how many are asked for, 0 where that is not said.
        grain: that a time word names, None where there is none.
        counted: whether it asks how many, and nothing else.
        numeric: whether it asks for a number in so many words.
        moves: the word for a change that is ranked: grew most, the biggest drop.
        extreme: the word for the highest or lowest of something.
    """

    ranks: str = ""
    top: int = 0
    grain: Grain | None = None
    splits: bool = False
    changes: bool = False
    firmly_changes: bool = False
    shares: bool = False
    compares: bool = False
    trends: bool = False
    owner: bool = False
    target: bool = False
    baseline: bool = False
    why: bool = False
    counted: bool = False
    numeric: bool = False
    moves: str = ""
    extreme: str = ""


def operations(question: str, tokens: Sequence[Token]) -> Operations:
    """What a question wants; words of a metric's own name are taken away before."""
    words = [one.text for one in tokens]
    have = set(words)
    ranks = _ranks(words)
    grain = next((GRAINS[word] for word in words if word in GRAINS), None)
    if grain is None and ranks and "when" in have:
        grain = Grain.MONTH
    over_time = bool(OVER_TIME.search(question))
    shares = bool(have & SHARE) or "%" in question
    return Operations(
        ranks=ranks,
        top=_top(words) if ranks else 0,
        grain=grain,
        splits=bool(have & SPLIT),
        changes=bool(have & CHANGE or HOW_WENT.search(question)),
        firmly_changes=bool(have & (CHANGE - WEAK_CHANGE)),
        shares=shares,
        compares=bool(have & COMPARE),
        trends=bool(have & TREND) or over_time,
        owner=("whose" in have and not ranks)
        or bool(have & OWNER and have & {"who", "owner", "owns"}),
        target=bool(have & TARGET) or any(is_aimed(at, tokens) for at in range(len(tokens))),
        baseline="baseline" in have,
        why=bool(have & WHY),
        counted=bool(HOW_MANY_ALONE.search(question)),
        numeric=bool(HOW_MANY.search(question) or shares or ranks),
        moves=next((word for word in words if ranks and word in MOVES), ""),
        extreme=_extreme(words),
    )


def asks_number(question: str) -> bool:
    """Whether the form of a question asks for a number, whatever it is about."""
    return bool(_ASKS_NUMBER.search(question))


_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much)\b|\btop \d"
    r"|\b(?:number|count|share|percentage|percent|proportion|rate|average|median)\b"
    r"|\b(?:total|revenue|volume|trend)\b"
    r"|\bwhich\b.*\b(?:most|least|highest|lowest|best|worst)\b",
    re.IGNORECASE,
)


def _extreme(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        ahead, behind = words[at - 1 : at], words[at + 1 : at + 2]
        none = NO_RANK & set(behind) and not (behind == ["of"] and word not in {"most", "least"})
        if word in SUPERLATIVES and ahead != ["at"] and not none:
            return word
    return ""


def _ranks(words: Sequence[str]) -> str:
    """What comes first; "at least" and "at most" are bounds and no order."""
    bounds = {at + 1 for at, word in enumerate(words[:-1]) if word == "at"}
    have = {word for at, word in enumerate(words) if at not in bounds}
    for some, name in ((BEST, "best"), (WORST, "worst"), (LEAST, "least"), (MOST, "most")):
        if have & some:
            return name
    return "most" if have & RANKED else ""


def _top(words: Sequence[str]) -> int:
    for first, second in itertools.pairwise(words):
        number = second if first in {"top", "bottom", "best", "worst", "first"} else ""
        number = number or (second if first in {"which", "what", "wich"} else "")
        number = number if number in SMALL or number.isdigit() else ""
        number = number or (first if second in MOST | LEAST and first.isdigit() else "")
        if not number and first.isdigit() and int(first) < 51:
            number = first  # the 4 companies that have most
        if number in SMALL or number.isdigit():
            return min(50, int(SMALL.get(number, number)))
    return 0
