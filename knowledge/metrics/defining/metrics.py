"""dbt's metrics, in its older and its newest form, as MetricFlow's `metric` documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import yaml

from knowledge.metrics.defining.legacy import as_expression, enabled, filled, kept, settings
from knowledge.metrics.located import Located
from knowledge.metrics.yaml_nodes import Entry, listed, mapping, text, truth

_SAID = ("name", "label", "description", "filter", "time_granularity")
_OLDER = frozenset({*_SAID, *"type type_params config meta tags datatype".split()})
_NEWEST = frozenset(
    {
        *_SAID,
        *"type config meta tags hidden agg expr percentile percentile_type join_to_timespine"
        " fill_nulls_with non_additive_dimension agg_time_dimension window grain_to_date period_agg"
        " input_metric numerator denominator input_metrics entity calculation base_metric"
        " conversion_metric constant_properties".split(),
    }
)
_TYPES = ("simple", "ratio", "derived", "cumulative", "conversion")
_AGGREGATIONS = {"avg": "average", "mean": "average"}

Entries = Mapping[str, Located]


def metric(body: Located) -> list[Located]:
    """The document of a metric in a project's `metrics:` list; nothing where it is switched off.

    Raises:
        Misdefined: a setting that is none, or a simple metric that names no model.
    """
    if "type_params" in dict(body.entries()):
        return _older(body)
    return newest(body, "")


def newest(body: Located, model: str) -> list[Located]:
    """The document of a metric in dbt's newest form, of a semantic model or ("") of several.

    Raises:
        Misdefined: a setting that is none or wrong.
    """
    entries = body.keys(_NEWEST)
    if not enabled(entries):
        return []
    kind = entries["type"].choice(_TYPES) if "type" in entries else "simple"
    if kind == "simple" and not model:
        body.refuse("a simple metric stands under the model that it is computed from.")
    params = _PARAMS[kind](body, entries) if kind != "simple" else _simple(body, entries, model)
    if "hidden" in entries and entries["hidden"].value is True:
        params.append(("is_private", entries["hidden"].node))
    made = [*kept(entries, *_SAID), ("type", text(kind, body.node)), *settings(entries)]
    made.append(("type_params", mapping(params, body.node)))
    return [Located.of(mapping(made, body.node), body.file, "metric")]


def _older(body: Located) -> list[Located]:
    entries = body.keys(_OLDER)
    if not enabled(entries):
        return []
    params = [(key, _param(key, one)) for key, one in entries["type_params"].entries()]
    made = [*kept(entries, *_SAID, "type", "datatype"), *settings(entries)]
    made.append(("type_params", mapping(params, entries["type_params"].node)))
    return [Located.of(mapping(made, body.node), body.file, "metric")]


def _param(key: str, entry: Located) -> yaml.Node:
    """A type parameter; metrics that are named shortly become objects, as MetricFlow wants them."""
    if key in {"numerator", "denominator"}:
        return _input(entry)
    if key == "metrics":
        return listed(map(_input, entry.items()), entry.node)
    if key in {"cumulative_type_params", "conversion_type_params"}:
        named = {"metric", "base_metric", "conversion_metric"}
        parts = [
            (name, _input(one) if name in named else one.node) for name, one in entry.entries()
        ]
        return mapping(parts, entry.node)
    return as_expression(entry) if key == "expr" else entry.node


def _input(entry: Located) -> yaml.Node:
    if isinstance(entry.node, yaml.ScalarNode):
        return mapping([("name", entry.node)], entry.node)
    return entry.node


def _simple(body: Located, entries: Entries, model: str) -> list[Entry]:
    if "agg" not in entries:
        body.refuse("a simple metric needs an agg such as sum or count.")
    agg = entries["agg"]
    said = agg.text().lower()
    params: list[Entry] = [
        ("semantic_model", text(model, body.node)),
        ("agg", text(_AGGREGATIONS.get(said, said), agg.node)),
        *kept(entries, "agg_time_dimension"),
    ]
    if filled(entries, "percentile"):
        params.append(("agg_params", _percentile(entries)))
    if filled(entries, "non_additive_dimension"):
        params.append(("non_additive_dimension", _semi_additive(entries["non_additive_dimension"])))
    expr = entries["expr"] if filled(entries, "expr") else entries.get("name")
    return [
        ("metric_aggregation_params", mapping(params, body.node)),
        *([("expr", as_expression(expr))] if expr else []),
        *kept(entries, "join_to_timespine", "fill_nulls_with"),
    ]


def _percentile(entries: Entries) -> yaml.Node:
    """As a share: dbt's newest form says 95.0, its older one 0.95."""
    entry = entries["percentile"]
    share = entry.number()
    share = share / 100 if share > 1 else share
    number = yaml.ScalarNode("tag:yaml.org,2002:float", repr(share), entry.node.start_mark)
    kind = entries.get("percentile_type")
    discrete = kind is not None and kind.choice(("discrete", "continuous")) == "discrete"
    made: list[Entry] = [("percentile", number)]
    if discrete:
        made.append(("use_discrete_percentile", truth(True, entry.node)))
    return mapping(made, entry.node)


def _semi_additive(body: Located) -> yaml.Node:
    new = {"name": "name", "window_agg": "window_choice", "group_by": "window_groupings"}
    return mapping([(new[key], one.node) for key, one in body.keys(new).items()], body.node)


def _ratio(body: Located, entries: Entries) -> list[Entry]:
    for name in ("numerator", "denominator"):
        if name not in entries:
            body.refuse(f"a ratio needs a {name}.")
    return [(name, _input(entries[name])) for name in ("numerator", "denominator")]


def _derived(body: Located, entries: Entries) -> list[Entry]:
    if "expr" not in entries or "input_metrics" not in entries:
        body.refuse("a derived metric needs an expr and its input_metrics.")
    inputs = entries["input_metrics"]
    return [
        ("expr", as_expression(entries["expr"])),
        ("metrics", listed(map(_input, inputs.items()), inputs.node)),
    ]


def _cumulative(body: Located, entries: Entries) -> list[Entry]:
    if "input_metric" not in entries:
        body.refuse("a cumulative metric needs an input_metric.")
    made = [("metric", _input(entries["input_metric"]))]
    made += kept(entries, "window", "grain_to_date", "period_agg")
    return [("cumulative_type_params", mapping(made, body.node))]


def _conversion(body: Located, entries: Entries) -> list[Entry]:
    made = kept(entries, "entity", "calculation", "window", "constant_properties")
    for name in ("base_metric", "conversion_metric"):
        if name not in entries:
            body.refuse(f"a conversion metric needs a {name}.")
        made.append((name, _input(entries[name])))
    return [("conversion_type_params", mapping(made, body.node))]


_PARAMS: Mapping[str, Callable[[Located, Entries], list[Entry]]] = {
    "ratio": _ratio,
    "derived": _derived,
    "cumulative": _cumulative,
    "conversion": _conversion,
}
