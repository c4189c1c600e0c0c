"""What the metrics say of one customer: their values where a dimension is that customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.errors import ThroughlineError
from knowledge.metrics.query import Where
from knowledge.models import Figure, Reader
from knowledge.numbers.language.vocabulary import DimensionWords, MetricWords
from knowledge.numbers.service import Numbers

_FEWEST_NAMES = 10  # a dimension of fewer values is a kind of something, and no list of names
_MOST = 6


@dataclass(frozen=True)
class OfCustomer:
    """Computes a customer's figures."""

    numbers: Numbers

    def figures(self, names: Sequence[str], reader: Reader) -> list[Figure]:
        """Of each metric that the reader may see and that knows one of the names; at most six."""
        wanted = {name.strip().lower() for name in names if name.strip()}
        found: list[Figure] = []
        try:
            metrics = self.numbers.readable(reader).metrics
        except ThroughlineError:  # `metric check` says what is wrong
            return []
        for metric in metrics:
            for where in _conditions(metric, wanted):
                found += self._figure(metric, where)
        return found[:_MOST]

    def _figure(self, metric: MetricWords, where: Where) -> list[Figure]:
        try:
            figures = self.numbers.metrics.figure(metric.name, where=(where,))
        except ThroughlineError:
            return []
        return [one for one in figures[:1] if one.value is not None and one.n]


def _conditions(metric: MetricWords, wanted: set[str]) -> Iterator[Where]:
    """At most one a metric: of the dimensions that hold the name, the first."""
    for dimension in metric.dimensions:
        values = _named(dimension, wanted)
        if values:
            yield Where(dimension.name, values)
            return


def _named(dimension: DimensionWords, wanted: set[str]) -> tuple[str, ...]:
    if len(dimension.texts) < _FEWEST_NAMES:
        return ()
    return tuple(one for one in dimension.texts if one.strip().lower() in wanted)
