"""Figures: a metric, a period, a grain, groups and filters in; values and what is behind them out.

MetricFlow turns the question into SQL and DuckDB answers it, about 10 ms for each. Both are loaded
with the first question (two seconds), not with this module: a bot that has just started answers
questions about documents meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from knowledge.errors import DocumentError
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.loading.kinds import refusal
from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.query import Dimension, Result, Where
from knowledge.models import Figure, Period, Source, SourceKind

if TYPE_CHECKING:
    from knowledge.metrics.manifest import Computation
    from knowledge.metrics.metricflow import Flow
    from knowledge.metrics.tables import TableLoad, Tables

_FIRST_DAY = date(1, 1, 1)


class Metrics:
    """The numbers of a workspace, computed when they are asked for."""

    def __init__(
        self,
        definitions: Definitions,
        tables: Tables,
        sources: Sequence[Source] = (),
    ) -> None:
        """`sources` are the declared ones; a metric is computed from the tables that they give."""
        self.definitions = definitions
        self._tables = tables
        self._sources = {one.name: one for one in sources if one.kind is SourceKind.TABLE}
        self._lock = threading.Lock()
        self._flow: Flow | None = None

    def figure(
        self,
        metric: str,
        period: Period | None = None,
        by: Sequence[str] = (),
        where: Sequence[Where] = (),
        grain: Grain | None = None,
    ) -> list[Figure]:
        """The figures of `result`."""
        return list(self.result(metric, period, by, where, grain).figures)

    def result(
        self,
        metric: str,
        period: Period | None = None,
        by: Sequence[str] = (),
        where: Sequence[Where] = (),
        grain: Grain | None = None,
    ) -> Result:
        """One figure, or one for each group and, with a grain, for each period that has rows.

        Args:
            metric: its name.
            period: only rows dated in it count; None is all time.
            by: dimensions to split by, long (`entity__dimension`) or short; groups by falling rows.
            where: conditions, all of which must hold.
            grain: splits by time; figures then carry their own period, oldest first.

        Raises:
            InputError: no such metric or dimension; offers the nearest.
            DocumentError: a table behind it is not there, with the reason.
            DefinitionError: its definition does not fit its table.
        """
        definition = self.definitions.metric(metric)
        with self._lock:
            flow = self._ready(metric)
            rows, sql = flow.rows(metric, _days(period), by, where, grain)
        computation = flow.computations[metric]
        additive = computation.additive
        loaded = min((flow.loads[name].loaded_at for name in computation.tables), default=None)
        figures = [
            Figure(
                metric=metric,
                label=definition.label,
                value=0.0 if row.value is None and additive else row.value,
                unit=definition.unit,
                n=row.n,
                dimensions=row.dimensions,
                period=containing(row.start, grain) if row.start and grain else period,
                owner=definition.owner,
                definition=definition.description,
                as_of=loaded,
            )
            for row in rows
        ]
        return Result(tuple(sorted(figures, key=_time if grain else _size)), sql)

    def dimensions(self, metric: str) -> tuple[Dimension, ...]:
        """What a metric can be split and filtered by, in a stable order."""
        self.definitions.metric(metric)
        with self._lock:
            return self._flowing().dimensions(metric)

    def values(self, metric: str, dimension: str, most: int = 2000) -> tuple[str, ...]:
        """The values of a dimension that rows of this metric have, most rows first; no blanks."""
        found = self.figure(metric, by=(dimension,))
        named = (next(iter(one.dimensions.values()), "") for one in found)
        return tuple(name for name in named if name)[:most]

    def span(self, metric: str, before: date) -> Period | None:
        """The first and the last day that rows of this metric have, of those before a day."""
        self.definitions.metric(metric)
        with self._lock:
            return self._ready(metric).span(metric, before)

    def watermark(self, source: str, before: date) -> date | None:
        """The newest day of a source's rows before a day, by the metrics that are computed from it.

        Raises:
            DocumentError: there is no table of this source, with the reason.
        """
        with self._lock:
            for metric, computation in self._flowing().computations.items():
                if computation.dated_table == source and computation.day:
                    span = self._ready(metric).span(metric, before)
                    return span.end if span else None
        raise DocumentError(f"No metric is computed from a table '{source}'.")

    def refresh(self, now: datetime) -> dict[str, str]:
        """Follows the declared tables' files; gives a reason for each that cannot be had."""
        self._tables.forget(list(self._sources))
        reasons = {}
        for source in self._sources.values():
            try:
                self._tables.load_table(source, now)
            except DocumentError as error:
                reasons[source.name] = str(error)
        return reasons

    def audiences(self, metric: str) -> frozenset[str]:
        """Whoever may see a metric reads all of these: its own, and those of its tables."""
        own = self.definitions.metric(metric).audience
        with self._lock:
            tables = self._flowing().computations[metric].tables
        named = {self._sources[name].audience for name in tables if name in self._sources}
        return frozenset(named | {own} if own else named)

    def computation(self, metric: str) -> Computation:
        """How a metric is computed, as far as others need to know."""
        self.definitions.metric(metric)
        with self._lock:
            return self._flowing().computations[metric]

    def loaded(self) -> Mapping[str, TableLoad]:
        """The current tables by source; the same object until one of them changes."""
        with self._lock:
            return self._flowing().loads

    def warm(self) -> None:
        """Loads what the first question would have to wait for."""
        if self.definitions.metrics:
            with self._lock:
                self._flowing()

    def _ready(self, metric: str) -> Flow:
        """MetricFlow over the current tables, once all that the metric reads are there."""
        flow = self._flowing()
        for table in flow.computations[metric].tables:
            if table not in flow.loads:
                raise DocumentError(self._missing(table))
        return flow

    def _missing(self, table: str) -> str:
        source = self._sources.get(table)
        if source is None:
            return f"There is no table '{table}': declare a source of that name and ingest it."
        return refusal(source) or f"The table '{table}' is not loaded yet: ingest it."

    def _flowing(self) -> Flow:
        from knowledge.metrics.metricflow import Flow  # noqa: PLC0415 - two seconds, not at start

        loads, cursor = self._tables.connection()
        if self._flow is None or self._flow.loads is not loads:
            manifest = self._flow.manifest if self._flow else None
            self._flow = Flow(self.definitions, loads, cursor, manifest)
        return self._flow


def _days(period: Period | None) -> tuple[date, date] | None:
    return (period.start, period.end) if period else None


def _time(figure: Figure) -> tuple[date, int]:
    return (figure.period.start if figure.period else _FIRST_DAY, -figure.n)


def _size(figure: Figure) -> tuple[int, tuple[str, ...]]:
    return (-figure.n, tuple(figure.dimensions.values()))
