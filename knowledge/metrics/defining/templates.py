"""The templates in filters: MetricFlow runs them in this process, so they may only name things."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from knowledge.metrics.defining.problems import Problem
from knowledge.metrics.located import Located

_FILTERS = frozenset({"filter", "where", "where_filters", "where_sql_template"})
_LONGEST = 20_000  # characters
_ARGUMENTS = r"(?:[\w\s=,\[\]]|'[^'{}\\]*'|\"[^\"{}\\]*\")*"
_NAMED = re.compile(
    rf"\{{\{{-?\s*(?:Dimension|TimeDimension|Entity|Metric)\s*\({_ARGUMENTS}\)"
    rf"(?:\.(?:grain|date_part|descending)\({_ARGUMENTS}\))*\s*-?\}}\}}"
)
_OPENED = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def templates(body: Located) -> Iterator[Problem]:
    """The filters of a document that do more than to name dimensions, entities and metrics."""
    for node in _filters(body.node, inside=False):
        place = Located.of(node, body.file, "filter")
        if len(node.value) > _LONGEST:
            yield Problem.at(place, f"a filter has at most {_LONGEST} characters.")
        elif _OPENED.search(_NAMED.sub("", node.value)):
            yield Problem.at(
                place,
                "a filter may name {{ Dimension('...') }}, TimeDimension, Entity and Metric, and"
                " holds nothing else in braces.",
            )


def _filters(node: yaml.Node, *, inside: bool) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        if inside:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _filters(one, inside=inside)
    elif isinstance(node, yaml.MappingNode):
        for key, one in node.value:
            yield from _filters(one, inside=inside or str(key.value) in _FILTERS)
