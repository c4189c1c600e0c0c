"""dbt's newest form: a model with `semantic_model:`, its columns and its metrics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

import yaml

from knowledge.metrics.defining import metrics
from knowledge.metrics.defining.legacy import filled, items, kept, relation, settings
from knowledge.metrics.located import Located, Misdefined
from knowledge.metrics.yaml_nodes import Entry, listed, mapping, text

_OURS = ("semantic_model", "agg_time_dimension", "primary_entity", "derived_semantics", "metrics")
_DIMENSION = frozenset("type name description label is_partition config validity_params".split())
_ENTITY = frozenset("type name description label config".split())

Entries = Mapping[str, Located]


def model(body: Located) -> list[Located]:
    """The semantic model of a dbt model and its metrics; nothing where it has none.

    Raises:
        Misdefined: a setting that is wrong; keys that only dbt knows are passed over.
    """
    entries = dict(body.entries())
    _refuse_misspelt(entries)
    about = _about(entries)
    if about is None:
        if items(entries, "metrics"):
            entries["metrics"].refuse("these metrics have no semantic model: add one to the model.")
        return []
    if "name" not in entries:
        body.refuse("a model needs a name.")
    table = entries["name"].text()
    name = about["name"].text() if filled(about, "name") else table
    made: list[Entry] = [
        ("name", text(name, body.node)),
        ("node_relation", relation(table, entries["name"].node)),
        *kept(entries, "description", "primary_entity"),
        *settings(about),
        ("entities", listed(_entities(entries), body.node)),
        ("dimensions", listed(_dimensions(entries), body.node)),
    ]
    if filled(entries, "agg_time_dimension"):
        day = entries["agg_time_dimension"].node
        made.append(("defaults", mapping([("agg_time_dimension", day)], day)))
    found = [Located.of(mapping(made, body.node), body.file, "semantic_model")]
    for one in items(entries, "metrics"):
        found += metrics.newest(Located(one.value, one.node, one.file, "metric"), name)
    return found


def _about(entries: Entries) -> Entries | None:
    """What `semantic_model:` says; None where there is none or it is switched off."""
    if not filled(entries, "semantic_model"):
        return None
    said = entries["semantic_model"]
    if isinstance(said.value, bool):
        return {} if said.value else None
    about = said.keys({"enabled", "name", "group", "config"})
    return None if "enabled" in about and about["enabled"].value is False else about


def _refuse_misspelt(entries: Entries) -> None:
    for key, entry in entries.items():
        close = get_close_matches(key, _OURS, n=1, cutoff=0.85)
        if close and key not in _OURS:
            entry.refuse(f"'{key}' is not a setting of a model. Did you mean '{close[0]}'?")


def _entities(entries: Entries) -> list[yaml.Node]:
    found: list[yaml.Node] = []
    for column in _columns(entries):
        if not filled(column, "entity"):
            continue
        said = column["entity"]
        told = said.keys(_ENTITY) if isinstance(said.value, dict) else {"type": said}
        made = [*kept(told, "type", "label"), *_named(column["name"], told), *settings(told)]
        found.append(mapping(made, column["name"].node))
    for derived in _derived(entries, "entities"):
        told = derived.keys(_ENTITY | {"expr"})
        made = [*kept(told, "name", "type", "label", "expr"), *settings(told)]
        found.append(mapping(made, derived.node))
    return found


def _dimensions(entries: Entries) -> list[yaml.Node]:
    found: list[yaml.Node] = []
    for column in _columns(entries):
        if not filled(column, "dimension"):
            continue
        said = column["dimension"]
        told = said.keys(_DIMENSION) if isinstance(said.value, dict) else {"type": said}
        made = [*_said(told, column.get("granularity"), said), *_named(column["name"], told)]
        found.append(mapping(made, column["name"].node))
    for derived in _derived(entries, "dimensions"):
        told = derived.keys(_DIMENSION | {"expr", "granularity"})
        made = [*_said(told, told.get("granularity"), derived), *kept(told, "name", "expr")]
        found.append(mapping(made, derived.node))
    return found


def _said(told: Entries, grain: Located | None, at: Located) -> list[Entry]:
    """What is said of a dimension, with its type parameters where it is one of time."""
    made = [*kept(told, "type", "description", "label", "is_partition"), *settings(told)]
    if "type" in told and told["type"].text().lower() == "time":
        if grain is None:
            at.refuse("a dimension of time needs a granularity beside it: `granularity: day`.")
        params = [("time_granularity", grain.node), *kept(told, "validity_params")]
        made.append(("type_params", mapping(params, grain.node)))
    return made


def _named(column: Located, told: Entries) -> list[Entry]:
    """The name, and the column as an expression where the two differ."""
    if not filled(told, "name") or told["name"].value == column.value:
        return [("name", column.node)]
    return [("name", told["name"].node), ("expr", text(_quoted(column.text()), column.node))]


def _quoted(column: str) -> str:
    return (
        column if re.fullmatch(r"[A-Za-z_]\w*", column) else '"' + column.replace('"', '""') + '"'
    )


def _columns(entries: Entries) -> list[Entries]:
    found: list[Entries] = []
    for column in items(entries, "columns"):
        told = dict(column.entries())
        if "name" in told:
            found.append(told)
        elif "dimension" in told or "entity" in told:
            raise Misdefined(column.file, column.line, "a column needs a name.")
    return found


def _derived(entries: Entries, name: str) -> list[Located]:
    if not filled(entries, "derived_semantics"):
        return []
    told = entries["derived_semantics"].keys({"dimensions", "entities"})
    parts = items(told, name)
    return [Located(one.value, one.node, one.file, name.removesuffix("s")) for one in parts]
