"""The adapter to MetricFlow and DuckDB: a question in our words becomes SQL, its rows our rows.

Loading this module loads MetricFlow (one to two seconds).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import duckdb
from metricflow.data_table.mf_table import MetricFlowDataTable
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantic_interfaces.type_enums.dimension_type import DimensionType
from metricflow_semantics.errors.error_classes import MetricFlowException
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup
from metricflow_semantics.sql.sql_bind_parameters import SqlBindParameterSet

from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.loading.raw import quoted
from knowledge.metrics.located import Misdefined, nearest
from knowledge.metrics.manifest import Manifest, parse
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Dimension, Where
from knowledge.metrics.tables import TableLoad
from knowledge.models import Period

_NO_PARAMETERS = SqlBindParameterSet()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a result: `start` is the first day of its period where it was split by time."""

    value: float | None
    n: int
    dimensions: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None


class Flow:
    """MetricFlow over one state of the tables."""

    def __init__(
        self,
        definitions: Definitions,
        loads: Mapping[str, TableLoad],
        connection: duckdb.DuckDBPyConnection,
        manifest: Manifest | None = None,
    ) -> None:
        """A manifest that was parsed before is used again.

        Raises:
            DefinitionError: MetricFlow refuses a definition.
        """
        for name in ("metricflow", "metricflow_semantics", "metricflow_semantic_interfaces"):
            logging.getLogger(name).setLevel(logging.ERROR)  # they log filters: what people ask
        self.loads = loads
        self.manifest = manifest or parse(definitions)
        self.computations = self.manifest.computations
        self._definitions = definitions
        self._connection = connection
        self._engine = MetricFlowEngine(
            SemanticManifestLookup(self.manifest.semantic), _Client(connection)
        )

    def rows(
        self,
        metric: str,
        days: tuple[date, date] | None,
        by: Sequence[str],
        where: Sequence[Where],
        grain: Grain | None,
    ) -> tuple[list[Row], str]:
        """The rows of one query and its SQL; without groups and grain exactly one row.

        Raises:
            InputError: a dimension that the metric does not have.
            DefinitionError: the definition does not fit the table.
        """
        groups = {name: self.dimension(metric, name) for name in by}
        filters = [_condition(self.dimension(metric, one.dimension), one) for one in where]
        if days:
            filters.append(_between(days))
        time = [f"metric_time__{grain.value}"] if grain else []
        request = MetricFlowQueryRequest.create(
            metric_names=[metric, self.computations[metric].rows],
            group_by_names=[*time, *groups.values()],
            where_constraints=filters,
        )
        table, sql = self._run(metric, request)
        found = [_row(metric, self.computations[metric].rows, cells) for cells in table]
        return (found if found or groups or grain else [Row(None, 0)]), sql

    def dimensions(self, metric: str) -> tuple[Dimension, ...]:
        """What a metric can be split by; time is asked for with a grain."""
        found = {
            str(one.dunder_name): one.label or _short(str(one.dunder_name)).replace("_", " ")
            for one in self._engine.list_dimensions([metric])
            if one.type is DimensionType.CATEGORICAL
        }
        tails = set(found)
        return tuple(
            Dimension(name, found[name])
            for name in sorted(found)
            if not any(name.endswith(f"__{tail}") for tail in tails)  # the same by a longer way
        )

    def span(self, metric: str, before: date) -> Period | None:
        """First and last day of the rows behind a metric, of those before a day."""
        computation = self.computations[metric]
        if not computation.day:
            return None
        sql = (
            f"select min(day), max(day) from (select ({computation.day})::date as day"  # noqa: S608 - the administrator's own expression
            f" from main.{quoted(computation.dated_table)}) where day < ?"
        )
        try:
            found = self._connection.execute(sql, [before]).fetchone()
        except duckdb.Error as error:
            raise self._unfit(metric, error) from error
        return Period(found[0], found[1]) if found and found[0] else None

    def dimension(self, metric: str, name: str) -> str:
        """The long name of a dimension that may be given short.

        Raises:
            InputError: the metric has none of this name, or several.
        """
        known = [
            str(one.dunder_name)
            for one in self._engine.list_dimensions([metric])
            if not str(one.dunder_name).startswith("metric_time")
        ]
        wanted = name.strip().lower()
        found = [one for one in known if wanted in {one, _short(one)}]
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(found)
            raise InputError(f"The metric '{metric}' has several of '{name}': {choices}.")
        offers = nearest(wanted, [*known, *map(_short, known)])
        raise InputError(f"The metric '{metric}' cannot be split by '{name}'.{offers}")

    def _run(
        self, metric: str, request: MetricFlowQueryRequest
    ) -> tuple[list[dict[str, Any]], str]:
        try:
            answered = self._engine.query(request)
        except (MetricFlowException, duckdb.Error) as error:
            raise self._unfit(metric, error) from error
        result = answered.result_df
        rows = result.rows if result is not None else ()
        names = result.column_names if result is not None else ()
        return [dict(zip(names, row, strict=True)) for row in rows], answered.sql

    def _unfit(self, metric: str, error: Exception) -> DefinitionError:
        definition = self._definitions.metric(metric)
        sentence = f"the metric '{metric}' cannot be computed from its table. {_reason(error)}"
        return Misdefined(definition.file, definition.line, sentence)


class _Client:
    """What MetricFlow asks of a database."""

    sql_engine_type = SqlEngine.DUCKDB

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.sql_plan_renderer = DuckDbSqlPlanRenderer()
        self._connection = connection

    def query(
        self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet = _NO_PARAMETERS
    ) -> MetricFlowDataTable:
        del sql_bind_parameter_set  # DuckDB's renderer writes none
        cursor = self._connection.cursor()
        cursor.execute(stmt)
        names = [column[0] for column in cursor.description or ()]
        return MetricFlowDataTable.create_from_rows(names, cursor.fetchall())

    def execute(
        self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet = _NO_PARAMETERS
    ) -> None:
        self.query(stmt, sql_bind_parameter_set)

    def dry_run(
        self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet = _NO_PARAMETERS
    ) -> None:
        self.query(f"explain {stmt}", sql_bind_parameter_set)

    def close(self) -> None:
        self._connection.close()

    def render_bind_parameter_key(self, bind_parameter_key: str) -> str:
        return f"${bind_parameter_key}"


def _reason(error: Exception) -> str:
    """The sentence of an error: DuckDB's first line, the first message of MetricFlow's list."""
    text = str(error).strip()
    said = text.partition("Message:")[2].strip() or text or type(error).__name__
    close = re.search(r'^Candidate bindings: (?:\w+\.)?("[^"]+")', text, re.MULTILINE)
    return said.splitlines()[0].strip() + (f" Did you mean {close[1]}?" if close else "")


def _row(metric: str, rows: str, cells: dict[str, Any]) -> Row:
    value, n = cells.pop(metric), cells.pop(rows)
    moments = [name for name in cells if name.startswith("metric_time__")]
    moment = cells.pop(moments[0]) if moments else None
    return Row(
        value=None if value is None else float(value),
        n=int(n or 0),
        dimensions={
            _short(name): "" if cell is None else str(cell) for name, cell in cells.items()
        },
        start=moment.date() if isinstance(moment, datetime) else moment,
    )


def _short(dimension: str) -> str:
    return dimension.rsplit("__", 1)[-1]


def _between(days: tuple[date, date]) -> str:
    start, end = days
    day = "{{ TimeDimension('metric_time', 'day') }}"
    return f"{day} >= date '{start.isoformat()}' and {day} <= date '{end.isoformat()}'"


def _condition(dimension: str, where: Where) -> str:
    """A filter whose values can neither end their quotes nor open a template."""
    listed = ", ".join(f"({_literal(value)})" for value in where.values)
    cell = f"coalesce(cast({{{{ Dimension('{dimension}') }}}} as varchar), '')"
    return f"{cell} {'not in' if where.negated else 'in'} ({listed})"


def _literal(value: str) -> str:
    safe = value.replace("'", "''")
    for sign in "{}%#":
        safe = safe.replace(sign, f"' || chr({ord(sign)}) || '")
    return f"'{safe}'"
