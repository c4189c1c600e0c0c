"""What a question wants done with a number: rank, split, follow, compare, share, own, explain."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.metrics.periods import Grain
from knowledge.numbers.words import Token, stems

_MOST = frozenset(
    "most highest largest biggest greatest top max maximum leading leads strongest longest".split()
)
_LEAST = frozenset("least lowest fewest smallest bottom min minimum weakest shortest".split())
_BEST, _WORST = frozenset({"best", "fastest", "quickest"}), frozenset({"worst", "slowest"})
_RANKED = frozenset("common frequent popular often rank ranking ranked ranks commonly".split())
_CHANGE = frozenset(
    """
    change changed changes changing grow grew grown growing growth increase increased increasing
    decrease decreased decreasing rise rose risen rising drop dropped dropping fall fell fallen
    falling decline declined declining improve improved improving worsen worsened higher lower
    more less fewer bigger larger smaller greater better worse up down compared difference than
    move moved
    """.split()
)
_WEAK_CHANGE = frozenset(
    "bigger larger smaller greater more less fewer up down better worse than higher lower".split()
)
_MOVES = _CHANGE - _WEAK_CHANGE - {"compared", "difference"}
_SHARE = frozenset(
    "share shares slice chunk percent percentage pct portion proportion fraction".split()
)
_COMPARE = frozenset(
    "compare comparison versus vs v difference differ compared beat beats"
    " outperform outsell".split()
)
_TREND = frozenset(
    "trend trends trending develop developed development evolve evolved evolution"
    " history timeline".split()
)
_OWNER = frozenset("own owns owner owned responsible accountable charge".split())
_TARGET = frozenset("target targets goal goals baseline".split())
_AIMED = frozenset("track plan aim".split())
_AT_PLAN = frozenset("on off to against versus vs behind below above of we our the".split())
_REACHED = frozenset("hit hits reach reached reaching meet met meeting miss missed achieve".split())
_WHY = frozenset(
    "why reason reasons cause causes caused driver drivers drives driving behind".split()
)
_SPLIT = frozenset("by per each every across split breakdown broken break which wich".split())
_AGGREGATES = frozenset(stems("average median maximum minimum total"))
_GRAINS: Mapping[str, Grain] = {
    "daily": Grain.DAY, "day": Grain.DAY, "days": Grain.DAY,
    "weekly": Grain.WEEK, "week": Grain.WEEK, "weeks": Grain.WEEK,
    "monthly": Grain.MONTH, "month": Grain.MONTH, "months": Grain.MONTH,
    "quarterly": Grain.QUARTER, "quarter": Grain.QUARTER, "quarters": Grain.QUARTER,
    "yearly": Grain.YEAR, "annual": Grain.YEAR, "annually": Grain.YEAR, "year": Grain.YEAR,
    "years": Grain.YEAR,
}  # fmt: skip
_APART = (
    _MOST | _LEAST | _BEST | _WORST | _RANKED | _COMPARE
    | frozenset("split breakdown broken break rank each every".split())
)  # fmt: skip
_OVER_TIME = re.compile(
    r"\bover time\b|\bmonth by month\b|\bweek by week\b|\byear by year\b", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b|\bcount of\b|#\s?of\b", re.IGNORECASE)
_HOW_MANY_ALONE = re.compile(r"\bhow many\b|\bnumber of\b|\bcount of\b", re.IGNORECASE)
_SUPERLATIVES = _MOST | _LEAST | _BEST | _WORST
_NO_RANK = frozenset("recent recently of important likely probably".split())
_WORDS = (
    _MOST | _LEAST | _BEST | _WORST | _RANKED | _CHANGE | _SHARE | _COMPARE | _TREND | _OWNER
    | _TARGET | _AIMED | _REACHED | _WHY | _SPLIT
    | frozenset("who which wich what when whose much trend time".split())
)  # fmt: skip


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
    grain = next((_GRAINS[word] for word in words if word in _GRAINS), None)
    if grain is None and ranks and "when" in have:
        grain = Grain.MONTH
    over_time = bool(_OVER_TIME.search(question))
    shares = bool(have & _SHARE) or "%" in question
    return Operations(
        ranks=ranks,
        top=_top(words) if ranks else 0,
        grain=grain,
        splits=bool(have & _SPLIT),
        changes=bool(have & _CHANGE),
        firmly_changes=bool(have & (_CHANGE - _WEAK_CHANGE)),
        shares=shares,
        compares=bool(have & _COMPARE),
        trends=bool(have & _TREND) or over_time,
        owner=("whose" in have and not ranks)
        or bool(have & _OWNER and have & {"who", "owner", "owns"}),
        target=bool(have & _TARGET) or any(_is_aimed(at, tokens) for at in range(len(tokens))),
        baseline="baseline" in have,
        why=bool(have & _WHY),
        counted=bool(_HOW_MANY_ALONE.search(question)),
        numeric=bool(_HOW_MANY.search(question) or shares or ranks),
        moves=next((word for word in words if ranks and word in _MOVES), ""),
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


def is_operation(token: Token) -> bool:
    """Whether a word only says what is to be done."""
    return token.text in _WORDS or token.text in _GRAINS


def is_said(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a word only says what is to be done, as it stands there.

    Missed is about a target where one is spoken of, else about what is counted; calls that were
    dropped are no drop of calls; a day is a grain of time behind a word that splits or ranks.
    """
    text = tokens[at].text
    ahead = [one.text for one in tokens[max(0, at - 2) : at]]
    if text in _AIMED:
        return _is_aimed(at, tokens)
    if text in _REACHED:
        return any(one.text in _TARGET for one in tokens)
    if text in _CHANGE and text.endswith(_PARTICIPLES):
        return ahead[-1:] == [] or ahead[-1] not in _PASSIVE
    if text in _UNITS:
        near = {*ahead, *(one.text for one in tokens[at + 1 : at + 2])}
        return bool(near & (_APART | _SPLIT | _GRAINED))
    return is_operation(tokens[at])


def _is_aimed(at: int, tokens: Sequence[Token]) -> bool:
    """Whether plan and track stand for a target: on track, against plan."""
    return tokens[at].text in _AIMED and at > 0 and tokens[at - 1].text in _AT_PLAN


_PARTICIPLES = ("ed", "en", "wn")
_PASSIVE = frozenset("was were are is been got being be get".split())
_UNITS = frozenset("day week month quarter year".split())
_GRAINED = frozenset("a an what over on to trend trends in one next".split())


def sets_apart(tokens: Sequence[Token]) -> bool:
    """Whether groups are to be told apart: ranked, split or compared."""
    return any(one.text in _APART for one in tokens)


def is_rank(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a number says how many are asked for in a ranking: top 3, the 5 largest."""
    if not tokens[at].text.isdigit() and tokens[at].text not in _SMALL:
        return False
    near = {one.text for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    bound = at > 1 and tokens[at - 2].text == "at"
    asked = at > 0 and tokens[at - 1].text in {"which", "what"}
    return not bound and (
        asked or bool(near & (_MOST | _LEAST | _BEST | _WORST | {"first", "last"}))
    )


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


def _extreme(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        ahead, behind = words[at - 1 : at], words[at + 1 : at + 2]
        if word in _SUPERLATIVES and ahead != ["at"] and not _NO_RANK & set(behind):
            return word
    return ""


def _ranks(words: Sequence[str]) -> str:
    """What comes first; "at least" and "at most" are bounds and no order."""
    bounds = {at + 1 for at, word in enumerate(words[:-1]) if word == "at"}
    have = {word for at, word in enumerate(words) if at not in bounds}
    for some, name in ((_BEST, "best"), (_WORST, "worst"), (_LEAST, "least"), (_MOST, "most")):
        if have & some:
            return name
    return "most" if have & _RANKED else ""


def _top(words: Sequence[str]) -> int:
    for first, second in itertools.pairwise(words):
        number = second if first in {"top", "bottom", "best", "worst", "first"} else ""
        number = number or (second if first in {"which", "what", "wich"} else "")
        number = number if number in _SMALL or number.isdigit() else ""
        number = number or (first if second in _MOST | _LEAST and first.isdigit() else "")
        if not number and first.isdigit() and int(first) < 51:
            number = first  # the 4 companies that have most
        if number in _SMALL or number.isdigit():
            return min(50, int(_SMALL.get(number, number)))
    return 0


_SMALL = {
    word: str(count)
    for count, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}
