"""Lists and tables as lines that can be quoted one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_LONGEST_PARENT = 80  # longer ones would drown what stands under them
_LONGEST_HEADER = 60
_DASH = "–"
_BULLET = re.compile(r"^\s*[-*\u2022]\s+")


@dataclass(slots=True)
class Item:
    """A list item.

    Attributes:
        mark: what stands before it ("1) "), "" for bullets.
        label: the bold words that it starts with, "" where there are none.
    """

    text: str
    mark: str = ""
    label: str = ""
    children: list[Item] = field(default_factory=list)


def item_lines(items: Sequence[Item], above: str = "") -> list[str]:
    """One line for each item; nested ones as "parent: child", or "– child" under a long parent.

    A bullet that stands before each of its children gets no line of its own, unless it is a
    sentence; a numbered step always does.
    """
    lines: list[str] = []
    for item in items:
        text = one_line(item.text)
        parent = _parent(item, text)
        said_below = bool(item.children) and 0 < len(text) <= _LONGEST_PARENT
        if text and (not said_below or item.mark or text.endswith(".")):
            lines.append(_under(above, text) if above else item.mark + text)
        if item.children:
            lines += item_lines(item.children, _chain(above, parent) if text else above)
    return lines


def table_lines(header: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """One line for each row: "Segment: Mid-size | Seats: 100-500"; empty cells are left out.

    Args:
        header: the columns' names; empty where the table has none.
        body: the rows under it, of any length.
    """
    names = [one_line(name) for name in header]
    lines = []
    for row in body:
        cells = [
            _cell(names[at] if at < len(names) else "", one_line(value))
            for at, value in enumerate(row)
        ]
        line = " | ".join(cell for cell in cells if cell)
        if line:
            lines.append(line)
    return lines or [line for line in [" | ".join(name for name in names if name)] if line]


def one_line(text: str) -> str:
    """The text in one line; lines that are a list in disguise are told apart by semicolons."""
    lines = [_BULLET.sub("", line) for line in text.split("\n")]
    joined = ""
    for line in (" ".join(line.split()) for line in lines):
        if joined and line:
            joined += " " if joined.endswith((".", ",", ";", ":", "!", "?")) else "; "
        joined += line
    return joined


def _parent(item: Item, text: str) -> str:
    name = text if len(text) <= _LONGEST_PARENT else item.label
    return name.rstrip(" .:;,")


def _chain(above: str, parent: str) -> str:
    if not parent:
        return _DASH
    both = _under(above, parent) if above.strip(_DASH) else parent
    return both if len(both) <= _LONGEST_PARENT + 20 else parent


def _under(above: str, text: str) -> str:
    if above == _DASH:
        return f"{_DASH} {text}"
    return f"{above}{' ' if above.endswith(('?', '!')) else ': '}{text}"


def _cell(name: str, value: str) -> str:
    if not value or not name or len(name) > _LONGEST_HEADER or name == value:
        return value
    return _under(name.rstrip(" :"), value)
