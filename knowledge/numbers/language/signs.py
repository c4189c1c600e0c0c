"""Words that say what is to be done with a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from knowledge.metrics.periods import Grain

MOST = frozenset(
    "most highest largest biggest greatest top max maximum leading leads strongest longest".split()
)


LEAST = frozenset("least lowest fewest smallest bottom min minimum weakest shortest".split())


BEST, WORST = frozenset({"best", "fastest", "quickest"}), frozenset({"worst", "slowest"})


RANKED = frozenset("common frequent popular often rank ranking ranked ranks commonly".split())


CHANGE = frozenset(
    """
    change changed changes changing grow grew grown growing growth increase increased increasing
    decrease decreased decreasing rise rose risen rising drop dropped dropping fall fell fallen
    falling decline declined declining improve improved improving worsen worsened higher lower
    more less fewer bigger larger smaller greater better worse up down compared difference than
    move moved
    """.split()
)


WEAK_CHANGE = frozenset(
    "bigger larger smaller greater more less fewer up down better worse than higher lower".split()
)


MOVES = CHANGE - WEAK_CHANGE - {"compared", "difference"}


SHARE = frozenset(
    "share shares slice chunk percent percentage pct portion proportion fraction".split()
)


COMPARE = frozenset(
    "compare comparison versus vs v difference gap differ compared beat beats"
    " outperform outsell".split()
)


TREND = frozenset(
    "trend trends trending develop developed development evolve evolved evolution"
    " history timeline".split()
)


OWNER = frozenset("own owns owner owned responsible accountable charge".split())


TARGET = frozenset("target targets goal goals baseline".split())


AIMED = frozenset("track plan aim".split())


AT_PLAN = frozenset("on off to against versus vs behind below above of we our the".split())


REACHED = frozenset("hit hits reach reached reaching meet met meeting miss missed achieve".split())


WHY = frozenset(
    "why reason reasons cause causes caused driver drivers drives driving behind".split()
)


SPLIT = frozenset("by per each every across split breakdown broken break which wich".split())


GRAINS: Mapping[str, Grain] = {
    "daily": Grain.DAY, "day": Grain.DAY, "days": Grain.DAY,
    "weekly": Grain.WEEK, "week": Grain.WEEK, "weeks": Grain.WEEK,
    "monthly": Grain.MONTH, "month": Grain.MONTH, "months": Grain.MONTH,
    "quarterly": Grain.QUARTER, "quarter": Grain.QUARTER, "quarters": Grain.QUARTER,
    "yearly": Grain.YEAR, "annual": Grain.YEAR, "annually": Grain.YEAR, "year": Grain.YEAR,
    "years": Grain.YEAR,
}  # fmt: skip


APART = (
    MOST | LEAST | BEST | WORST | RANKED | COMPARE
    | frozenset("split breakdown broken break rank each every".split())
)  # fmt: skip


OVER_TIME = re.compile(
    r"\bover time\b|\bmonth by month\b|\bweek by week\b|\byear by year\b", re.IGNORECASE
)


HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b|\bcount of\b|#\s?of\b", re.IGNORECASE)


HOW_MANY_ALONE = re.compile(r"\bhow many\b|\bnumber of\b|\bcount of\b", re.IGNORECASE)


HOW_WENT = re.compile(
    r"\bhow (?:did|do|does|has|have)\b.*\b(?:go|gone|do|done|fare|fared|look|looked)\b.*\bfrom\b",
    re.IGNORECASE,
)


SUPERLATIVES = MOST | LEAST | BEST | WORST


NO_RANK = frozenset("recent recently of important likely probably".split())


WORDS = (
    MOST | LEAST | BEST | WORST | RANKED | CHANGE | SHARE | COMPARE | TREND | OWNER
    | TARGET | AIMED | REACHED | WHY | SPLIT
    | frozenset("who which wich what when whose much trend time".split())
)  # fmt: skip


SMALL = {
    word: str(count)
    for count, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}
