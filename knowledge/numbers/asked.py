"""What a question for a number turned out to ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period


class Kind(StrEnum):
    """What is wanted of a metric."""

    VALUE = "value"
    RANKING = "ranking"
    GROUPS = "groups"
    TREND = "trend"
    CHANGE = "change"
    SHARE = "share"
    DISTINCT = "distinct"
    OWNER = "owner"
    TARGET = "target"
    BASELINE = "baseline"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that a question stands for, checked against the definitions.

    Attributes:
        period: None for all time.
        unit: the length that the period was told in, None where it is none of the usual.
        other: the period that it is compared with, where the question names one.
        by: the dimension that it is split by, "" for none.
        also: further dimensions that it was to be split by, and is not.
        where: conditions on all rows.
        part: for a share: the conditions of the part; `where` are those of the whole.
        whole: for a share of one metric in another: the other's name, "" where conditions tell it.
        grain: of a trend, or of a ranking of times.
        bound: a comparison and a number that the groups must keep: (">=", 75.0).
        without: a metric whose rows are taken off, "" for none: customers who did not leave.
        against: of two groups: the conditions of the one; the other is all rows but these.
        least: whether the smallest come first in a ranking.
        top: how many are asked for in a ranking; 0 where the question does not say.
        all_time: whether everything there is is meant, and not how it stands now.
        unsaid: words of the metric's name that the question did not use.
        corrected: pairs of a misspelt word and what it was read as.
    """

    metric: str
    kind: Kind = Kind.VALUE
    period: Period | None = None
    unit: Grain | None = None
    other: Period | None = None
    by: str = ""
    also: tuple[str, ...] = ()
    where: tuple[Where, ...] = ()
    part: tuple[Where, ...] = ()
    whole: str = ""
    grain: Grain | None = None
    bound: tuple[str, float] | None = None
    against: tuple[Where, ...] = ()
    without: str = ""
    least: bool = False
    top: int = 0
    all_time: bool = False
    unsaid: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several readings are as good as each other."""

    readings: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A metric is meant, but something of the question is in no definition.

    Attributes:
        metrics: names of the nearest metrics, best first.
        words: as they stand in the question, that nothing is known of.
        offers: names of what the nearest metric can be split by.
        undone: what the words ask for that is never computed: `change` where changes are ranked,
            `extreme` where the highest or lowest of no groups is meant, `as of` where it stands on
            a day, `from` where it may be that day or all since, `part` where it is a part of a
            time that has no ends, `apart` where times are to be added up; "" for words not known.
    """

    metrics: tuple[str, ...]
    words: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    undone: str = ""


Read = Asked | Ambiguous | Unfit
