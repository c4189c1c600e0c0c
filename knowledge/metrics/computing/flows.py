"""What each metric is computed with: MetricFlow in the dialect of its tables, and their reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from knowledge.errors import DocumentError
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.loading.kinds import refusal
from knowledge.metrics.running.plans import Plan
from knowledge.metrics.running.reach import Reach, place_of, reach
from knowledge.models import Source

if TYPE_CHECKING:
    from knowledge.metrics.computing.manifest import Computation
    from knowledge.metrics.computing.metricflow import Flow
    from knowledge.metrics.computing.tables import TableLoad, Tables


class Flows:
    """Made when first asked for, and kept; whoever asks lets one thread in at a time."""

    def __init__(
        self, definitions: Definitions, tables: Tables, sources: Mapping[str, Source]
    ) -> None:
        self._definitions, self._tables, self._sources = definitions, tables, sources
        self._flows: dict[bool, Flow] = {}
        self._reaches: dict[str, tuple[Flow, Reach]] = {}

    def ready(self, metric: str) -> tuple[Flow, Reach, Mapping[str, TableLoad]]:
        """What a metric is computed with, once all tables that it reads by itself are there.

        Raises:
            DocumentError: a table is not there, with the reason.
        """
        loads = self._tables.current()
        for table in self.computations()[metric].tables:
            if table not in loads or table not in self._sources:
                raise DocumentError(self._missing(table))
        flow, reach = self.reaching(metric)
        return flow, reach, loads

    def require(self, plan: Plan, loads: Mapping[str, TableLoad]) -> None:
        """Sees that all tables of a statement are there.

        Raises:
            DocumentError: one is not, with the reason.
        """
        for table in sorted(plan.tables):
            if table not in loads or table not in self._sources:
                raise DocumentError(self._missing(table))

    def reaching(self, metric: str) -> tuple[Flow, Reach]:
        """What turns a question for a metric into a statement, and the tables that it reaches."""
        if metric not in self._reaches:
            own = self._definitions.metric(metric).audience
            tables = self.computations()[metric].tables
            named = (self._sources[one] for one in tables if one in self._sources)
            flow = self._flowing(any(place_of(one) for one in named))
            read = {*tables, *flow.read(metric)}
            found = reach(metric, read, flow.joinable(metric), self._sources, own)
            self._reaches[metric] = (flow, found)
        return self._reaches[metric]

    def computations(self) -> Mapping[str, Computation]:
        """How each metric is computed, by its name."""
        return self._flowing(there=False).computations

    def _missing(self, table: str) -> str:
        source = self._sources.get(table)
        if source is None:
            return f"There is no table '{table}': declare a source of that name and ingest it."
        return refusal(source) or f"The table '{table}' is not loaded yet: ingest it."

    def _flowing(self, there: bool) -> Flow:  # noqa: FBT001 - of two kinds
        """MetricFlow for the tables that are here, or for those in a warehouse."""
        from knowledge.metrics.computing.metricflow import Dialect, Flow  # noqa: PLC0415 - two seconds

        dialect = Dialect.POSTGRESQL if there else Dialect.DUCKDB
        if there not in self._flows:
            manifest = None if not self._flows else next(iter(self._flows.values())).manifest
            self._tables.start()
            self._flows[there] = Flow(self._definitions, dialect, manifest)
        return self._flows[there]
