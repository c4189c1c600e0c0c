"""Metric documents as MetricFlow understands them, with what we need to know beside the formula.

Loading this module loads MetricFlow's parser (half a second): only the engine does, with the first
number that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from metricflow_semantic_interfaces.implementations.filters.where_filter import (
    PydanticWhereFilter,
    PydanticWhereFilterIntersection,
)
from metricflow_semantic_interfaces.implementations.metric import (
    PydanticMetric,
    PydanticMetricAggregationParams,
    PydanticMetricInput,
)
from metricflow_semantic_interfaces.implementations.semantic_manifest import (
    PydanticSemanticManifest,
)
from metricflow_semantic_interfaces.implementations.semantic_model import PydanticSemanticModel
from metricflow_semantic_interfaces.type_enums.aggregation_type import AggregationType
from metricflow_semantic_interfaces.type_enums.entity_type import EntityType
from metricflow_semantic_interfaces.type_enums.metric_type import MetricType

from knowledge.metrics.defining.parsing import parsed, spine_of
from knowledge.metrics.defining.problems import Problem, refuse_first
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.duck import DAYS_TABLE

_ADDITIVE = {
    AggregationType.SUM,
    AggregationType.COUNT,
    AggregationType.COUNT_DISTINCT,
    AggregationType.SUM_BOOLEAN,
}
_OVER_VALUES = {
    AggregationType.AVERAGE,
    AggregationType.MEDIAN,
    AggregationType.PERCENTILE,
    AggregationType.MIN,
    AggregationType.MAX,
}
_ROWS = "throughline_rows_of_"


@dataclass(frozen=True, slots=True)
class Computation:
    """How one metric is computed, as far as others need to know.

    Attributes:
        rows: name of the metric that counts the rows behind this one's denominator.
        tables: all tables that it reads.
        dated_table: the table of the denominator.
        day: the SQL expression of the day of that table's rows, "" where it has none.
        additive: whether no rows mean 0 and not "unknown".
        inputs: names of the metrics that it is made of, itself included.
        entity: the entity that one row of its own table is, "" where none is primary.
        unconditional: whether it counts every row of its table.
    """

    rows: str
    tables: tuple[str, ...]
    dated_table: str
    day: str
    additive: bool
    inputs: tuple[str, ...] = ()
    entity: str = ""
    unconditional: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """MetricFlow's manifest and each public metric's computation."""

    semantic: PydanticSemanticManifest
    computations: Mapping[str, Computation]


def parse(definitions: Definitions) -> Manifest:
    """The manifest of these definitions.

    Raises:
        DefinitionError: MetricFlow refuses a document; with file and line.
    """
    manifest, problems = examine(definitions)
    refuse_first(problems)
    assert manifest is not None, "without an error there is one"
    return manifest


def examine(definitions: Definitions) -> tuple[Manifest | None, list[Problem]]:
    """The manifest, None where one cannot be made, and all that MetricFlow finds wrong."""
    manifest, problems = parsed(
        definitions.documents, spine_of(DAYS_TABLE), whole=definitions.whole
    )
    if manifest is None:
        return None, problems
    return _completed(manifest, list(definitions.metrics)), problems


def _completed(manifest: PydanticSemanticManifest, names: list[str]) -> Manifest:
    """Adds to each metric a second one that counts the rows behind it.

    What is counted is 0 where there is nothing to count: the share of those who left is 0 in a
    group that nobody left, not unknown.
    """
    by_name = {metric.name: metric for metric in manifest.metrics}
    shifted = _shifted(by_name)
    for one in manifest.metrics:
        known = one.name not in shifted and one.type_params.fill_nulls_with is None
        if known and _additive(one):
            one.type_params.fill_nulls_with = 0
    models = {model.name: model for model in manifest.semantic_models}
    computations = {}
    for name in names:
        base, filters = _denominator(by_name[name], by_name)
        counting = _row_count(name, base, filters)
        manifest.metrics.append(counting)
        model = models[_aggregation(base).semantic_model]
        read = {
            _table(models[_aggregation(metric).semantic_model])
            for metric in _simple_ones(by_name[name], by_name)
        }
        computations[name] = Computation(
            rows=counting.name,
            tables=tuple(sorted(read)),
            dated_table=_table(model),
            day=_day(model, base),
            additive=_additive(by_name[name]),
            inputs=tuple(one.name for one in _all_inputs(by_name[name], by_name)),
            entity=_entity(model),
            unconditional=_counts_rows(by_name[name]),
        )
    return Manifest(manifest, computations)


def _shifted(by_name: Mapping[str, PydanticMetric]) -> set[str]:
    """Simple metrics that another one looks back at: before the first row they are not known."""
    return {
        simple.name
        for metric in by_name.values()
        for part in metric.type_params.metrics or []
        if part.offset_window or part.offset_to_grain
        for simple in _simple_ones(by_name[part.name], by_name)
    }


def _denominator(
    metric: PydanticMetric, by_name: Mapping[str, PydanticMetric]
) -> tuple[PydanticMetric, list[str]]:
    """The simple metric below a fraction line (or the first input), with all filters on the way."""
    filters = _templates(metric.filter)
    if metric.type is MetricType.SIMPLE:
        return metric, filters
    chosen = _inputs(metric)[0]
    base, below = _denominator(by_name[chosen.name], by_name)
    return base, [*filters, *_templates(chosen.filter), *below]


def _simple_ones(
    metric: PydanticMetric, by_name: Mapping[str, PydanticMetric]
) -> Iterator[PydanticMetric]:
    if metric.type is MetricType.SIMPLE:
        yield metric
        return
    for part in _inputs(metric):
        yield from _simple_ones(by_name[part.name], by_name)


def _all_inputs(
    metric: PydanticMetric, by_name: Mapping[str, PydanticMetric]
) -> Iterator[PydanticMetric]:
    yield metric
    if metric.type is not MetricType.SIMPLE:
        for part in _inputs(metric):
            yield from _all_inputs(by_name[part.name], by_name)


def _entity(model: PydanticSemanticModel) -> str:
    if model.primary_entity:
        return str(model.primary_entity)
    primary = (one.name for one in model.entities if one.type is EntityType.PRIMARY)
    return str(next(primary, ""))


def _counts_rows(metric: PydanticMetric) -> bool:
    if metric.type is not MetricType.SIMPLE or metric.filter:
        return False
    expression = str(metric.type_params.expr or "").strip().strip("()")
    aggregation = _aggregation(metric).agg
    return expression == "1" or (aggregation is AggregationType.COUNT and expression in {"*", ""})


def _inputs(metric: PydanticMetric) -> list[PydanticMetricInput]:
    """The metrics that this one is made of, the denominator or base first."""
    params = metric.type_params
    found: list[PydanticMetricInput | None]
    if metric.type is MetricType.RATIO:
        found = [params.denominator, params.numerator]
    elif metric.type is MetricType.CUMULATIVE and params.cumulative_type_params:
        found = [params.cumulative_type_params.metric]
    elif metric.type is MetricType.CONVERSION and params.conversion_type_params:
        conversion = params.conversion_type_params
        found = [conversion.base_metric, conversion.conversion_metric]
    else:
        found = [*(params.metrics or [])]
    return [part for part in found if part]


def _row_count(name: str, base: PydanticMetric, filters: list[str]) -> PydanticMetric:
    """Counts rows under the same filters; for means and medians those that have a value."""
    counting: PydanticMetric = base.copy(deep=True)
    params, aggregation = counting.type_params, _aggregation(counting)
    over_values = aggregation.agg in _OVER_VALUES
    params.expr = f"case when ({params.expr}) is not null then 1 else 0 end" if over_values else "1"
    params.fill_nulls_with, params.join_to_timespine = None, False
    aggregation.agg, aggregation.agg_params = AggregationType.SUM, None
    aggregation.non_additive_dimension = None
    counting.name, counting.label, counting.config = f"{_ROWS}{name}", None, None
    counting.filter = (
        PydanticWhereFilterIntersection(where_filters=[*map(_filter, dict.fromkeys(filters))])
        if filters
        else None
    )
    return counting


def _additive(metric: PydanticMetric) -> bool:
    return metric.type is MetricType.SIMPLE and _aggregation(metric).agg in _ADDITIVE


def _aggregation(simple: PydanticMetric) -> PydanticMetricAggregationParams:
    params = simple.type_params.metric_aggregation_params
    assert params is not None, "MetricFlow's own transformation gives each simple metric one"
    return params


def _templates(found: PydanticWhereFilterIntersection | None) -> list[str]:
    return [part.where_sql_template for part in found.where_filters] if found else []


def _filter(template: str) -> PydanticWhereFilter:
    return PydanticWhereFilter(where_sql_template=template)


def _table(model: PydanticSemanticModel) -> str:
    return str(model.node_relation.alias).strip('"')


def _day(model: PydanticSemanticModel, metric: PydanticMetric) -> str:
    name = _aggregation(metric).agg_time_dimension or (
        model.defaults.agg_time_dimension if model.defaults else None
    )
    return next((one.expr or one.name for one in model.dimensions if one.name == name), "")
