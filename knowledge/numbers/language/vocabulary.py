"""What the metrics of a workspace are called, and the values that their rows have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.query import Dimension
from knowledge.numbers.language.words import stems, tokens

_SHORT_VALUE = 3  # words of a name; longer ones are descriptions
_LEGAL_FORMS = frozenset(stems("inc ltd llc llp co corp corporation company plc gmbh na n a"))


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a dimension.

    Attributes:
        words: the stems that name it, in order; other names of it are further values of this text.
        code: whether it is short and in capitals, so that only capitals name it surely.
        idle: whether its words say nothing by themselves: a plan that is called Team.
    """

    dimension: str
    text: str
    words: tuple[str, ...]
    code: bool = False
    idle: bool = False

    def is_named(self, stems: set[str]) -> bool:
        """Whether these of its words are enough: half of them, or the first of a short name."""
        there = sum(word in stems for word in self.words)
        return 2 * there >= len(self.words) or (self.is_short and self.words[0] in stems)

    @property
    def is_short(self) -> bool:
        """Whether it is a name and no sentence."""
        return len([word for word in self.words if word not in _LEGAL_FORMS]) <= _SHORT_VALUE


@dataclass(frozen=True, slots=True)
class DimensionWords:
    """A dimension as it is spoken of.

    Attributes:
        own: whether it belongs to the table that is counted, and comes with no join.
        texts: its values as they stand in the table, most rows first.
        truth: its value for "yes" and for "no", where it has just these.
    """

    dimension: Dimension
    words: tuple[str, ...]
    values: tuple[Value, ...]
    own: bool = True
    truth: tuple[str, str] | None = None
    negative: str = ""
    texts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.dimension.name


@dataclass(frozen=True, slots=True)
class MetricWords:
    """A metric as it is spoken of.

    Attributes:
        phrases: the stems of each of its names: label, name, synonyms, glossary term.
        described: the one of them that is a description: it names the metric as a whole only.
        joint: those of them that join two things: calls and chats are named together only.
        context: stems that may stand beside its whole name and change nothing: what it is made of.
        asides: those of the shares that it is the part of: losses, of customers who left.
        loose: those of them that may also stand beside a part of the name.
        light: stems of a name that people leave out: what its table is called.
        written: the words of its names as they are written.
        unit: stems of what it is counted in.
        ratio: whether it is one number over another.
        whole: the metric that counts all rows of its table in the same unit, "" where none does.
        base: whether it counts or adds up all rows of its table.
    """

    definition: MetricDefinition
    phrases: tuple[tuple[str, ...], ...]
    context: frozenset[str]
    loose: frozenset[str]
    asides: frozenset[str]
    light: frozenset[str]
    dimensions: tuple[DimensionWords, ...]
    additive: bool = True
    base: bool = False
    unit: frozenset[str] = frozenset()
    whole: str = ""
    ratio: bool = False
    written: frozenset[str] = frozenset()
    described: tuple[str, ...] = ()
    joint: frozenset[tuple[str, ...]] = frozenset()

    @property
    def done(self) -> frozenset[str]:
        """Stems of what its names say was done: shipped after their required date."""
        said = (word for name in self.definition.names for word in tokens(name))
        return frozenset(one.stem for one in said if one.text.endswith("ed"))

    @property
    def name(self) -> str:
        return self.definition.name


@dataclass(frozen=True, slots=True)
class About:
    """What the engine knows of a metric's computation, in words.

    Attributes:
        texts: labels and descriptions of what it is made of.
        tables: names of its tables and of their rows.
        files: names of the files that they come from.
        ratio: whether it is one number over another.
        additive: whether its groups add up to the whole.
        unconditional: whether every row of its table counts.
        entity: the entity of its own table.
        asides: names of the shares that it is the part of.
    """

    texts: tuple[str, ...]
    tables: tuple[str, ...]
    additive: bool
    unconditional: bool
    entity: str
    asides: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    ratio: bool = False


class Known(Protocol):
    """What a vocabulary is made from."""

    def metrics(self) -> Iterable[MetricDefinition]:
        """All of them."""
        ...

    def about(self, metric: str) -> About:
        """How one is computed."""
        ...

    def dimensions(self, metric: str) -> Sequence[Dimension]:
        """What one can be split by."""
        ...

    def values(self, metric: str, dimension: str) -> Sequence[str]:
        """The values of a dimension, most rows first."""
        ...


@dataclass(frozen=True)
class Vocabulary:
    """All words for numbers of a workspace.

    Attributes:
        known: every stem that any name or value has, and a word that has it, for spelling.
        named: every stem that a metric's name has.
        surfaces: every word as it is written, with its stem.
        index: by stem, the values that have it.
    """

    metrics: tuple[MetricWords, ...]
    known: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    surfaces: Mapping[str, str] = field(default_factory=dict)
    index: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    def metric(self, name: str) -> MetricWords | None:
        """The metric of a name."""
        return next((one for one in self.metrics if one.name == name), None)
