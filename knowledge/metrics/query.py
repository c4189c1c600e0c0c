"""What is asked of the metrics, and what comes back beside the figures."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.models import Figure


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on rows: a dimension has one of these values, or with `negated` none of them.

    Attributes:
        dimension: long (`entity__dimension`) or short.
        values: at least one, as they stand in the table; rows without a value are "".
    """

    dimension: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a metric can be split and filtered by.

    Attributes:
        name: long; `short` is the part after the last `__`.
        label: as its definition calls it, else the short name in words.
    """

    name: str
    label: str

    @property
    def short(self) -> str:
        return self.name.rsplit("__", 1)[-1]


@dataclass(frozen=True, slots=True)
class Result:
    """Figures, and the statement that they were computed by."""

    figures: tuple[Figure, ...]
    sql: str
