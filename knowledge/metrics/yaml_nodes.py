"""YAML as nodes that keep their marks: read, checked for traps, and put together anew."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

import yaml

Entry = tuple[str, yaml.Node]

_NULL = "tag:yaml.org,2002:null"
_MERGE = "tag:yaml.org,2002:merge"
_MOST = 200_000
"""Values in a document with its anchors written out: a few kilobytes of them can mean gigabytes."""


class Tangled(ValueError):
    """YAML that can be read and means nothing sensible, with its line."""

    def __init__(self, node: yaml.Node, sentence: str) -> None:
        super().__init__(sentence)
        self.line = node.start_mark.line + 1


def nodes_of(content: str, name: str) -> list[yaml.Node]:
    """The documents of a file, empty ones left out; their marks carry its name.

    Raises:
        yaml.YAMLError: this is not YAML.
        Tangled: a name is given twice, or an anchor holds itself or too much.
    """
    stream = StringIO(content)
    stream.name = name
    found = []
    for node in yaml.compose_all(stream, Loader=yaml.SafeLoader):
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag == _NULL):
            continue
        if _size(node, {}, set()) > _MOST:
            raise Tangled(node, "it is too large when its anchors are written out.")
        found.append(node)
    return found


def plain(node: yaml.Node) -> object:
    """The value of a node: dicts, lists, texts, numbers, booleans, dates or None.

    Raises:
        yaml.YAMLError, ValueError: a tag that is not known, a date that does not exist.
    """
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def text(value: str, at: yaml.Node) -> yaml.ScalarNode:
    """A text that stands where another node stood."""
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, at.start_mark, at.end_mark)


def truth(value: bool, at: yaml.Node) -> yaml.ScalarNode:  # noqa: FBT001 - a value, not a switch
    """True or false that stands where another node stood."""
    said = "true" if value else "false"
    return yaml.ScalarNode("tag:yaml.org,2002:bool", said, at.start_mark, at.end_mark)


def mapping(entries: Iterable[Entry], at: yaml.Node) -> yaml.MappingNode:
    """Settings that stand where another node stood."""
    pairs = [(text(key, node), node) for key, node in entries]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, at.start_mark, at.end_mark)


def listed(nodes: Iterable[yaml.Node], at: yaml.Node) -> yaml.SequenceNode:
    """A list that stands where another node stood."""
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [*nodes], at.start_mark, at.end_mark)


def at_path(node: yaml.Node, path: Iterable[object]) -> yaml.Node:
    """The node at the end of a path of names and numbers, or the last one there is on the way."""
    for step in path:
        below = None
        if isinstance(node, yaml.MappingNode):
            below = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            below = node.value[step] if step < len(node.value) else None
        if below is None:
            break
        node = below
    return node


def _size(node: yaml.Node, known: dict[int, int], above: set[int]) -> int:
    """Values in and below a node; refuses what no value can be made of."""
    here = id(node)
    if here in above:
        raise Tangled(node, "an anchor holds itself.")
    if here not in known:
        above.add(here)
        known[here] = 1 + sum(_size(one, known, above) for one in _below(node))
        above.discard(here)
    return known[here]


def _below(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if not isinstance(node, yaml.MappingNode):
        return []
    names = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Tangled(key, "a setting's name must be a text.")
        if key.value in names and key.tag != _MERGE:
            raise Tangled(key, f"'{key.value}' is given twice.")
        names.add(key.value)
    return [value for _, value in node.value]
