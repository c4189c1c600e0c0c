"""Lists and tables as lines that can be quoted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_LONGEST_PARENT = 80  # longer ones would drown what stands under them
_LONGEST_HEADER = 60


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

    A parent that stands before each of its children gets no line of its own, unless it is a sentence.
    """
    lines: list[str] = []
    for item in items:
        text = " ".join(item.text.split("\n")).strip()
        if not text:
            lines += item_lines(item.children, above)
            continue
        parent = _parent(item, text)
        if not (item.children and parent) or text.endswith((".", "!", "?")):
            lines.append(_under(above, item.mark + text))
        if item.children:
            lines += item_lines(item.children, _chain(above, parent))
    return lines


def table_lines(header: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """One line for each row: "Segment: Mid-size | Seats: 100-500"; empty cells are left out.

    Args:
        header: the columns' names; empty where the table has none.
        body: the rows under it, of any length.
    """
    names = [_one_line(name) for name in header]
    lines = []
    for row in body:
        cells = [
            _cell(names[at] if at < len(names) else "", _one_line(value))
            for at, value in enumerate(row)
        ]
        line = " | ".join(cell for cell in cells if cell)
        if line:
            lines.append(line)
    return lines or [line for line in [" | ".join(name for name in names if name)] if line]


def _parent(item: Item, text: str) -> str:
    name = text if len(text) <= _LONGEST_PARENT else item.label
    return name.rstrip(" .:;,")


def _chain(above: str, parent: str) -> str:
    if not parent:
        return "–"
    both = f"{above}: {parent}" if above.strip("–") else parent
    return both if len(both) <= _LONGEST_PARENT + 20 else parent


def _under(above: str, text: str) -> str:
    if not above:
        return text
    return f"– {text}" if above == "–" else f"{above}: {text}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(name: str, value: str) -> str:
    if not value or not name or len(name) > _LONGEST_HEADER or name == value:
        return value
    return f"{name.rstrip(' :')}: {value}"
