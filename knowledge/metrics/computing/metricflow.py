"""The adapter to MetricFlow: a question in our words becomes a statement; nothing is run here.

Loading this module loads MetricFlow (one to two seconds).
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow.sql.render.postgres import PostgresSQLSqlPlanRenderer
from metricflow_semantic_interfaces.implementations.semantic_model import PydanticSemanticModel
from metricflow_semantic_interfaces.type_enums.dimension_type import DimensionType
from metricflow_semantics.errors.error_classes import MetricFlowException
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.computing.manifest import Manifest, parse
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.loading.raw import quoted
from knowledge.metrics.located import Misdefined, nearest
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Dimension
from knowledge.metrics.running.answer import Answer
from knowledge.metrics.running.conditions import between, condition
from knowledge.metrics.running.kept_plans import KeptPlans
from knowledge.metrics.running.plans import Asking, Plan, Row, row_of, short, shown_names

_LONGEST_NAME = 63  # letters of a column's name that PostgreSQL keeps


class Dialect(Enum):
    """In whose words statements are written."""

    DUCKDB = (SqlEngine.DUCKDB, DuckDbSqlPlanRenderer)
    POSTGRESQL = (SqlEngine.POSTGRES, PostgresSQLSqlPlanRenderer)


class Flow:
    """MetricFlow over the definitions, for one kind of database; runs nothing."""

    def __init__(
        self, definitions: Definitions, dialect: Dialect, manifest: Manifest | None = None
    ) -> None:
        """A manifest that was parsed before is used again.

        Raises:
            DefinitionError: MetricFlow refuses a definition.
        """
        for name in ("metricflow", "metricflow_semantics", "metricflow_semantic_interfaces"):
            logging.getLogger(name).setLevel(logging.ERROR)  # they log filters: what people ask
        self.manifest = manifest or parse(definitions)
        self.computations = self.manifest.computations
        self.dialect = dialect
        self._definitions = definitions
        models = self.manifest.semantic.semantic_models
        self._relations = {model.name: _relation(model) for model in models}
        self._known: dict[str, tuple[_Known, ...]] = {}
        self._plans = KeptPlans(self._planned)
        try:
            lookup = SemanticManifestLookup(self.manifest.semantic)
            self._engine = MetricFlowEngine(lookup, _Client(dialect))  # type: ignore[arg-type] # it only asks how to write
        except Exception as error:  # it raises whatever it meets in a wrong definition
            raise DefinitionError(
                f"The metric definitions do not fit together: {_reason(error)}"
            ) from error

    def plan(self, metric: str, asked: Asking, among: Collection[str] | None = None) -> Plan:
        """The statement for a question.

        Args:
            metric: its name.
            asked: what of it.
            among: the tables that it may be split and filtered by; None is all.

        Raises:
            InputError: a dimension that the metric does not have.
            DefinitionError: MetricFlow cannot compute it.
        """
        return self._plans.plan(metric, asked, among)

    def _planned(self, metric: str, asked: Asking, among: Collection[str] | None) -> Plan:
        groups = {name: self.dimension(metric, name, among) for name in asked.by}
        filters = [
            condition(self.dimension(metric, one.dimension, among), one) for one in asked.where
        ]
        if asked.days:
            filters.append(between(asked.days))
        time = [f"metric_time__{asked.grain.value}"] if asked.grain else []
        request = MetricFlowQueryRequest.create(
            metric_names=[metric, self.computations[metric].rows],
            group_by_names=[*time, *dict.fromkeys(groups.values())],
            where_constraints=filters,
        )
        plan = self._explained(metric, request)
        shown = shown_names([*dict.fromkeys(groups.values())])
        return replace(plan, groups=shown, single=not (time or groups))

    def rows(self, metric: str, plan: Plan, answer: Answer) -> list[Row]:
        """The rows of a plan's answer; without groups and grain exactly one row.

        Raises:
            DefinitionError: its values are no numbers.
        """
        counted = self.computations[metric].rows
        wanted = (metric, counted, *plan.groups)
        whole = {name[:_LONGEST_NAME]: name for name in wanted}
        names = [name if name in wanted else whole.get(name, name) for name in answer.names]
        cells = (dict(zip(names, row, strict=True)) for row in answer.rows)
        try:
            found = [row_of(row, metric, counted, plan.groups) for row in cells]
        except (TypeError, ValueError) as error:
            definition = self._definitions.metric(metric)
            sentence = f"the metric '{metric}' is a date or a text; a figure has to be a number."
            raise Misdefined(definition.file, definition.line, sentence) from error
        return found if found or not plan.single else [Row(None, 0)]

    def dimensions(
        self, metric: str, among: Collection[str] | None = None
    ) -> tuple[Dimension, ...]:
        """What a metric can be split by, in these tables; time is asked for with a grain."""
        found = {
            one.name: one.label or short(one.name).replace("_", " ")
            for one in self._dimensions(metric)
            if one.categorical and (among is None or one.table in among)
        }
        tails = set(found)
        return tuple(
            Dimension(name, found[name])
            for name in sorted(found)
            if not any(name.endswith(f"__{tail}") for tail in tails)  # the same by a longer way
        )

    def read(self, metric: str) -> frozenset[str]:
        """The tables that it is computed from, with those that its filters join."""
        for asked in (Asking(), Asking(grain=Grain.MONTH)):  # some need periods
            try:
                return self.plan(metric, asked).tables
            except DefinitionError:
                continue
        return frozenset(self.computations[metric].tables) | self.joinable(metric)

    def joinable(self, metric: str) -> frozenset[str]:
        """The tables that a metric could be split by."""
        return frozenset(one.table for one in self._dimensions(metric))

    def span(self, metric: str, before: date) -> Plan | None:
        """First and last day of the rows behind a metric, before a day; None where it has none."""
        computation = self.computations[metric]
        if not computation.day:
            return None
        return self._days(computation.dated_table, computation.day, before)

    def newest(self, table: str, column: str, before: date) -> Plan:
        """First and last day in a column of a table that metrics read, before a day."""
        return self._days(table, quoted(column), before)

    def _days(self, table: str, day: str, before: date) -> Plan:
        relation = next(one for one in self._relations.values() if one[1] == table)
        sql = (
            f"select min(day), max(day) from (select ({day})::date as day"  # noqa: S608 - the administrator's own expression
            f" from {quoted(relation[0])}.{quoted(table)}) as days"
            f" where day < date '{before.isoformat()}'"
        )
        return Plan(sql, frozenset({table}), frozenset({relation}))

    def dimension(self, metric: str, name: str, among: Collection[str] | None = None) -> str:
        """The long name of a dimension that may be given short.

        Raises:
            InputError: the metric has none of this name, or several.
        """
        known = [one.name for one in self.dimensions(metric, among)]
        wanted = name.strip().lower()
        found = [one for one in known if wanted in {one, short(one)}]
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(found)
            raise InputError(f"The metric '{metric}' has several of '{name}': {choices}.")
        offers = nearest(wanted, [*known, *map(short, known)])
        raise InputError(f"The metric '{metric}' cannot be split by '{name[:60]}'.{offers}")

    def _dimensions(self, metric: str) -> tuple[_Known, ...]:
        if metric not in self._known:
            self._known[metric] = tuple(
                _Known(
                    str(one.dunder_name),
                    one.label or "",
                    self._relations[one.semantic_model_reference.semantic_model_name][1],
                    one.type is DimensionType.CATEGORICAL,
                )
                for one in self._engine.list_dimensions([metric])
                if one.semantic_model_reference  # the time of the metric itself has none
            )
        return self._known[metric]

    def _explained(self, metric: str, request: MetricFlowQueryRequest) -> Plan:
        try:
            explained = self._engine.explain(request)
        except MetricFlowException as error:
            raise self.unfit(metric, _reason(error)) from error
        except Exception as error:  # of its insides, which say nothing to anybody else
            raise self.unfit(metric, "MetricFlow cannot write a statement for it.") from error
        models = explained.dataflow_plan.source_semantic_models
        relations = frozenset(self._relations[one.semantic_model_name] for one in models)
        tables = frozenset(name for _, name in relations)
        return Plan(explained.sql_statement.sql, tables, relations)

    def unfit(self, metric: str, reason: str) -> DefinitionError:
        """What is wrong with a metric's definition, at its place."""
        definition = self._definitions.metric(metric)
        sentence = f"the metric '{metric}' cannot be computed from its table. {reason}"
        return Misdefined(definition.file, definition.line, sentence)


@dataclass(frozen=True, slots=True)
class _Known:
    """A dimension of a metric, and the table that it is read from."""

    name: str
    label: str
    table: str
    categorical: bool


class _Client:
    """What MetricFlow asks of a database before it writes a statement."""

    def __init__(self, dialect: Dialect) -> None:
        self.sql_engine_type, renderer = dialect.value
        self.sql_plan_renderer = renderer()


def _relation(model: PydanticSemanticModel) -> tuple[str, str]:
    """Schema and name of a model's table, as they stand in statements."""
    relation = model.node_relation
    return relation.schema_name.strip('"'), relation.alias.strip('"')


def _reason(error: Exception) -> str:
    """The first message of MetricFlow's list."""
    text = str(error).strip()
    said = text.partition("Message:")[2].strip() or text or type(error).__name__
    return said.splitlines()[0].strip()
