"""What of a question was found among the words of a metric."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.numbers.language.vocabulary import DimensionWords, MetricWords


@dataclass(frozen=True, slots=True)
class Found:
    """A value in the question.

    Attributes:
        values: those that fit as well; more than one is not clear.
        places: of its words.
        whole: whether all of its words are there.
        rivals: values of other dimensions that the words name as well.
        together: whether all of the values are meant: closed, in whichever way.
    """

    dimension: DimensionWords
    values: tuple[str, ...]
    places: frozenset[int]
    whole: bool
    negated: bool = False
    rivals: tuple[tuple[DimensionWords, str], ...] = ()
    together: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How much of a question one metric explains.

    Attributes:
        named: places of the words of its name.
        missing: words of that name that the question does not have.
        dimensions: that are named without a value, by place.
        beside: places of words that name the dimension of a value.
        rest: places of words that nothing explains.
        score: higher is better.
        restricted: those of `rest` that say which rows are meant, though a name has them.
    """

    metric: MetricWords
    named: frozenset[int]
    missing: tuple[str, ...]
    found: tuple[Found, ...] = ()
    dimensions: tuple[tuple[int, DimensionWords], ...] = ()
    rest: tuple[int, ...] = ()
    context: frozenset[int] = field(default_factory=frozenset)
    beside: frozenset[int] = field(default_factory=frozenset)
    score: float = 0.0
    restricted: tuple[int, ...] = ()
