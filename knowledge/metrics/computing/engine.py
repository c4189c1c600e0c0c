"""Figures: a metric, a period, a grain, groups and filters in; values and what is behind them out.

MetricFlow turns the question into SQL, about 10 ms, and DuckDB in a child process, or the warehouse
that the tables live in, answers it. MetricFlow is loaded with the first question (two seconds), not
with this module: a bot that has just started answers questions about documents meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from knowledge.errors import DocumentError
from knowledge.metrics.computing.flows import Flows
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.query import Dimension, Result, Where
from knowledge.metrics.running.answer import Answer, Unanswered
from knowledge.metrics.running.plans import Asking, Plan
from knowledge.metrics.running.reach import Reach
from knowledge.models import Figure, Period, Source, SourceKind

if TYPE_CHECKING:
    from knowledge.metrics.computing.manifest import Computation
    from knowledge.metrics.computing.metricflow import Flow
    from knowledge.metrics.computing.tables import TableLoad, Tables

_FIRST_DAY = date(1, 1, 1)


def _now() -> datetime:
    return datetime.now(UTC)


class Metrics:
    """The numbers of a workspace, computed when they are asked for."""

    def __init__(
        self,
        definitions: Definitions,
        tables: Tables,
        sources: Sequence[Source] = (),
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """`sources` are the declared ones; a metric is computed from the tables that they give.

        `clock` tells when a warehouse was asked.
        """
        self.definitions = definitions
        self._tables = tables
        self._sources = {one.name: one for one in sources if one.kind is SourceKind.TABLE}
        self._flows = Flows(definitions, tables, self._sources)
        self._lock = threading.Lock()
        self._clock = clock
        self._spans: tuple[object, dict[str, Period | None]] = (None, {})

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
        asked = Asking(_days(period), tuple(by), tuple(where), grain)
        with self._lock:
            flow, reach, loads = self._flows.ready(metric)
            plan = flow.plan(metric, asked, reach.tables)
        self._flows.require(plan, loads)
        answer, sql = self._answer(metric, flow, reach, plan)
        rows = flow.rows(metric, plan, answer)
        additive = flow.computations[metric].additive
        loaded = min((loads[name].loaded_at for name in plan.tables), default=None)
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
                as_of=self._clock() if reach.place else loaded,
            )
            for row in rows
        ]
        return Result(tuple(sorted(figures, key=_time if grain else _size)), sql)

    def dimensions(self, metric: str) -> tuple[Dimension, ...]:
        """What a metric can be split and filtered by, in a stable order."""
        self.definitions.metric(metric)
        with self._lock:
            flow, reach = self._flows.reaching(metric)
            return flow.dimensions(metric, reach.tables)

    def values(self, metric: str, dimension: str, most: int = 2000) -> tuple[str, ...]:
        """The values of a dimension that rows of this metric have, most rows first; no blanks."""
        found = self.figure(metric, by=(dimension,))
        named = (next(iter(one.dimensions.values()), "") for one in found)
        return tuple(name for name in named if name)[:most]

    def span(self, metric: str, before: date) -> Period | None:
        """The first and the last day that rows of this metric have, of those before a day."""
        self.definitions.metric(metric)
        with self._lock:
            flow, reach, loads = self._flows.ready(metric)
            plan = flow.span(metric, before)
        if plan is None:
            return None
        if self._spans[0] is not loads:  # of tables that have changed since
            self._spans = (loads, {})
        kept = self._spans[1]
        if reach.place or plan.sql not in kept:  # a warehouse changes when it likes
            answer, _ = self._answer(metric, flow, reach, plan)
            kept[plan.sql] = _span(answer)
        return kept[plan.sql]

    def watermark(self, source: str, before: date, column: str = "") -> date | None:
        """The newest day of a source's rows before a day, by the metrics that are computed from it.

        With a column it is the newest day there, else in what dates those metrics.

        Raises:
            DocumentError: there is no table of this source, with the reason.
            DefinitionError: the column holds no days.
        """
        with self._lock:
            computations = self._flows.computations()
        for metric, computation in computations.items():
            if column and source in computation.tables:
                return self._newest(metric, source, column, before)
            if not column and computation.dated_table == source and computation.day:
                span = self.span(metric, before)
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
        """Whoever may see a metric reads all of these: its own, and those of its tables.

        Also of those that it may be split by: nothing in its figures is for anybody else.
        """
        self.definitions.metric(metric)
        with self._lock:
            return self._flows.reaching(metric)[1].audiences

    def tables(self, metric: str) -> tuple[str, ...]:
        """The tables that a metric is computed from, first the one that dates its rows."""
        how = self.computation(metric)
        return tuple(dict.fromkeys((how.dated_table, *how.tables)))

    def computation(self, metric: str) -> Computation:
        """How a metric is computed, as far as others need to know."""
        self.definitions.metric(metric)
        with self._lock:
            return self._flows.computations()[metric]

    def additive(self, metric: str) -> bool:
        """Whether it counts: twice as long a period has about twice as much."""
        return self.computation(metric).additive

    def loaded(self) -> Mapping[str, TableLoad]:
        """The current tables by source; the same object until one of them changes."""
        return self._tables.current()

    def warm(self) -> None:
        """Loads what the first question would have to wait for."""
        if self.definitions.metrics:
            self._tables.start()
            with self._lock:
                self._flows.computations()

    def _newest(self, metric: str, table: str, column: str, before: date) -> date | None:
        with self._lock:
            flow, reach, _ = self._flows.ready(metric)
            plan = flow.newest(table, column, before)
        span = _span(self._answer(metric, flow, reach, plan)[0])
        return span.end if span else None

    def _answer(self, metric: str, flow: Flow, reach: Reach, plan: Plan) -> tuple[Answer, str]:
        """The rows of a statement, run where only those tables are that its readers may see.

        Raises:
            DefinitionError: it cannot be run.
        """
        try:
            if not reach.place:
                return self._tables.run(reach.tables, plan.sql), plan.sql
            from knowledge.metrics.running.confining import confined  # noqa: PLC0415 - sqlglot

            sql = confined(plan.sql, plan.relations)
            return self._tables.run_there(reach.place, sql, min(plan.tables)), sql
        except Unanswered as error:
            raise flow.unfit(metric, str(error)) from error


def _span(answer: Answer) -> Period | None:
    first, last = answer.rows[0] if answer.rows else (None, None)
    return Period(first, last) if isinstance(first, date) and isinstance(last, date) else None


def _days(period: Period | None) -> tuple[date, date] | None:
    return (period.start, period.end) if period else None


def _time(figure: Figure) -> tuple[date, int]:
    return (figure.period.start if figure.period else _FIRST_DAY, -figure.n)


def _size(figure: Figure) -> tuple[int, tuple[str, ...]]:
    return (-figure.n, tuple(figure.dimensions.values()))
