"""dbt's `semantic_models:` entries as MetricFlow's `semantic_model` documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import yaml

from knowledge.metrics.located import Located
from knowledge.metrics.yaml_nodes import Entry, listed, mapping, text

_MODEL = frozenset(
    "name model node_relation config description label defaults entities measures dimensions"
    " primary_entity".split()
)
OURS = "throughline"
_REF = re.compile(
    r"""(?:\{\{\s*)?(?:ref|source)\(\s*(?:(['"])[^'"]*\1\s*,\s*)?(['"])([^'"]+)\2\s*(?:,[^)]*)?\)(?:\s*\}\})?"""
)


def semantic_model(body: Located) -> list[Located]:
    """The document of one entry, and those of the metrics that its measures ask for.

    Raises:
        Misdefined: it has no table, or a setting that is none.
    """
    entries = body.keys(_MODEL)
    if not enabled(entries):
        return []
    made = kept(entries, "name", "description", "label", "defaults", "primary_entity")
    made.append(("node_relation", _relation(body, entries)))
    made += settings(entries)
    for name in ("entities", "dimensions", "measures"):
        if name in entries:
            parts = [_part(one) for one in entries[name].items()]
            made.append((name, listed(parts, entries[name].node)))
    return measured(Located.of(mapping(made, body.node), body.file, "semantic_model"))


def measured(body: Located) -> list[Located]:
    """A semantic model, and a metric of its own for each measure with `create_metric`."""
    entries = dict(body.entries())
    found = [body]
    measures = [dict(one.entries()) for one in items(entries, "measures")]
    for one, measure in zip(items(entries, "measures"), measures, strict=True):
        asked = measure.get("create_metric")
        if not asked or asked.value is not True or "name" not in measure:
            continue
        name = measure["name"]
        label = measure.get("create_metric_display_name") or measure.get("label") or name
        params = mapping([("measure", mapping([("name", name.node)], one.node))], one.node)
        made: list[Entry] = [
            ("name", name.node),
            ("label", text(str(label.value).replace("_", " ").capitalize(), label.node))
            if label is name
            else ("label", label.node),
            ("type", text("simple", one.node)),
            ("type_params", params),
            *kept(measure, "description", "config"),
        ]
        found.append(Located.of(mapping(made, one.node), body.file, "metric"))
    if len(found) > 1:
        found[0] = _without_asking(body, measures)
    return found


def items(entries: Mapping[str, Located], name: str) -> list[Located]:
    """The items of a list, none where there is no such setting or it is empty."""
    found = entries.get(name)
    return list(found.items()) if found is not None and found.value is not None else []


def kept(entries: Mapping[str, Located], *names: str) -> list[Entry]:
    """Those of the settings that are there, as they are."""
    return [
        (name, entries[name].node)
        for name in names
        if name in entries and entries[name].value is not None
    ]


def enabled(entries: Mapping[str, Located]) -> bool:
    """Whether dbt's `config` leaves it switched on."""
    config = dict(entries["config"].entries()) if filled(entries, "config") else {}
    return not ("enabled" in config and config["enabled"].value is False)


def settings(entries: Mapping[str, Located]) -> list[Entry]:
    """`config` with nothing but `meta`; the older `meta` beside it goes into it."""
    config = dict(entries["config"].entries()) if filled(entries, "config") else {}
    metas = [one for one in (entries.get("meta"), config.get("meta")) if one and one.value]
    if not metas:
        return []
    at = metas[-1].node
    told = {key: one for meta in metas for key, one in meta.entries()}
    made = {key: one.node for key, one in told.items()}
    ours = [one[OURS] for one in (dict(meta.entries()) for meta in metas) if OURS in one]
    if len(ours) > 1:
        both = {key: one.node for each in ours for key, one in each.entries()}
        made[OURS] = mapping(both.items(), told[OURS].node)
    return [("config", mapping([("meta", mapping(made.items(), at))], at))]


def filled(entries: Mapping[str, Located], name: str) -> bool:
    """Whether a setting is there and holds something."""
    return name in entries and entries[name].value is not None


def relation(table: str, at: yaml.Node) -> yaml.Node:
    """The table of that name; DuckDB's tables are in `main`."""
    return mapping([("alias", text(table, at)), ("schema_name", text("main", at))], at)


def _relation(body: Located, entries: Mapping[str, Located]) -> yaml.Node:
    if filled(entries, "node_relation"):
        return entries["node_relation"].node
    if not filled(entries, "model"):
        body.refuse("a semantic model needs a model, such as `model: ref('orders')`.")
    model = entries["model"]
    written = model.text()
    found = _REF.fullmatch(written)
    if not found and not re.fullmatch(r"\w+", written):
        model.refuse(f"model must be a reference such as ref('orders'), not '{written}'.")
    return relation(found[3] if found else written, model.node)


def _part(body: Located) -> yaml.Node:
    """An entity, dimension or measure with what MetricFlow knows of it; numbers as expressions."""
    entries = dict(body.entries())
    names = [name for name in entries if name not in {"config", "meta"}]
    if body.name == "entities":
        names = [name for name in names if name != "description"]
    made = [
        (name, as_expression(entries[name]) if name == "expr" else node)
        for name, node in kept(entries, *names)
    ]
    return mapping([*made, *settings(entries)], body.node)


def as_expression(entry: Located) -> yaml.Node:
    """An expression; `1` is one too."""
    node = entry.node
    return text(str(node.value), node) if isinstance(node, yaml.ScalarNode) else node


def _without_asking(body: Located, measures: Sequence[Mapping[str, Located]]) -> Located:
    """The semantic model whose measures no longer ask for metrics: they are there already."""
    entries = dict(body.entries())
    at = entries["measures"].node
    asking = {"create_metric", "create_metric_display_name"}
    parts = [
        mapping([(key, entry.node) for key, entry in one.items() if key not in asking], at)
        for one in measures
    ]
    made = [
        (key, listed(parts, at) if key == "measures" else one.node) for key, one in entries.items()
    ]
    return Located.of(mapping(made, body.node), body.file, body.name)
