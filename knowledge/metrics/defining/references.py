"""Names in definitions that nothing has: measures, metrics, models, dimensions of a filter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.metrics.defining.problems import Problem
from knowledge.metrics.located import Located, nearest

_IN_FILTER = re.compile(r"(?:Time)?Dimension\(\s*['\"]([^'\"]+)['\"]")
_INPUTS = ("numerator", "denominator", "metrics")


@dataclass(slots=True)
class _Known:
    metrics: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    dimensions: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)


def unknown_names(documents: Sequence[Located]) -> list[Problem]:
    """A problem for each name that is used and not defined, with the nearest that is."""
    known = _Known()
    for body in documents:
        _learn(body, known)
    return [
        problem
        for body in documents
        for problem in (_of_metric(body, known) if body.name == "metric" else _of_model(body))
    ]


def _learn(body: Located, known: _Known) -> None:
    value = body.value
    if not isinstance(value, dict):
        return
    name = str(value.get("name"))
    if body.name == "metric":
        known.metrics.add(name)
    elif body.name == "semantic_model":
        known.models.add(name)
        known.measures |= _names(value, "measures")
        known.dimensions |= _names(value, "dimensions")
        known.entities |= _names(value, "entities") | {str(value.get("primary_entity"))}


def _names(value: dict[object, object], key: str) -> set[str]:
    found = value.get(key)
    parts = found if isinstance(found, list) else []
    return {str(one.get("name")) for one in parts if isinstance(one, dict)}


def _of_metric(body: Located, known: _Known) -> Iterator[Problem]:
    if not isinstance(body.value, dict):
        return
    entries = dict(body.entries())
    yield from _filters(entries.get("filter"), known)
    params = entries.get("type_params")
    if params is None or not isinstance(params.value, dict):
        return
    told = dict(params.entries())
    if "measure" in told:
        yield from _named(told["measure"], known.measures, "measure")
    for name in _INPUTS:
        for one in told[name].items() if name in told else ():
            yield from _input(one, known)
    below = told.get("metric_aggregation_params")
    aggregated = dict(below.entries()) if below and isinstance(below.value, dict) else {}
    if "semantic_model" in aggregated:
        yield from _named(aggregated["semantic_model"], known.models, "semantic model")


def _input(entry: Located, known: _Known) -> Iterator[Problem]:
    yield from _named(entry, known.metrics, "metric")
    if isinstance(entry.value, dict):
        yield from _filters(dict(entry.entries()).get("filter"), known)


def _of_model(body: Located) -> Iterator[Problem]:
    """The dimensions of time that a semantic model's metrics are dated by."""
    if body.name != "semantic_model" or not isinstance(body.value, dict):
        return
    entries = dict(body.entries())
    dimensions = _names(body.value, "dimensions")
    dated = [entries.get("defaults")]
    measures = entries.get("measures")
    dated += [*measures.items()] if measures is not None else []
    for one in dated:
        if one is not None and isinstance(one.value, dict):
            day = dict(one.entries()).get("agg_time_dimension")
            if day is not None and day.value is not None:
                yield from _named(day, dimensions, "dimension")


def _named(entry: Located, known: Collection[str], kind: str) -> Iterator[Problem]:
    if isinstance(entry.value, dict):
        entry = dict(entry.entries()).get("name", entry)
    if isinstance(entry.value, str) and entry.value not in known:
        yield Problem.at(entry, f"there is no {kind} '{entry.value}'.{nearest(entry.value, known)}")


def _filters(entry: Located | None, known: _Known) -> Iterator[Problem]:
    """Dimensions in a filter's templates: `entity__dimension`, along any number of entities."""
    for one in entry.items() if entry is not None else ():
        for name in _IN_FILTER.findall(str(one.value)):
            *path, dimension = name.split("__")
            if not path:
                continue
            for entity in path:
                if entity not in known.entities:
                    offers = nearest(entity, known.entities)
                    yield Problem.at(one, f"there is no entity '{entity}' for '{name}'.{offers}")
            if dimension not in known.dimensions:
                offers = nearest(dimension, known.dimensions)
                yield Problem.at(one, f"there is no dimension '{dimension}' for '{name}'.{offers}")
