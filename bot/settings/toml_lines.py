"""On which line of a TOML text a key stands: the standard reader does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|' + r"'[^']*'")


def lines_of(text: str) -> dict[Place, int]:
    """The 1-based line of each table and key; a table in a list carries its 0-based number."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    open_until = _Open()
    for number, line in enumerate(text.splitlines(), start=1):
        if open_until.inside(line):
            continue
        if header := _HEADER.match(line):
            table = _table(_parts(header[2]), header[1] == "[[", counts)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            parts = _parts(key[1])
            for depth in range(1, len(parts) + 1):
                found.setdefault((*table, *parts[:depth]), number)
            open_until.begin(line[key.end() :])
    return found


def line_of(lines: dict[Place, int], place: Sequence[str | int]) -> int:
    """The line of a place, or of the nearest thing around it that has one; 1 where nothing has."""
    for length in range(len(place), 0, -1):
        if tuple(place[:length]) in lines:
            return lines[tuple(place[:length])]
    return 1


class _Open:
    """Follows values that go on over several lines: brackets, and strings in triple quotes."""

    def __init__(self) -> None:
        self._quotes = ""
        self._depth = 0

    def begin(self, value: str) -> None:
        for quotes in ('"""', "'''"):
            if value.count(quotes) % 2:
                self._quotes = quotes
                return
        self._depth = _depth(value)

    def inside(self, line: str) -> bool:
        if self._quotes:
            if line.count(self._quotes) % 2:
                self._quotes = ""
            return True
        if self._depth > 0:
            self._depth += _depth(line)
            return True
        return False


def _depth(value: str) -> int:
    bare = _STRING.sub("", value).split("#", maxsplit=1)[0]
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")


def _parts(dotted: str) -> Place:
    return tuple(next(part for part in match if part) for match in _PART.findall(dotted))


def _table(parts: Place, in_list: bool, counts: dict[Place, int]) -> Place:  # noqa: FBT001
    place: Place = ()
    for part in parts[:-1]:
        place = (*place, part)
        if place in counts:
            place = (*place, counts[place])
    place = (*place, *parts[-1:])
    if not in_list:
        return place
    counts[place] = counts.get(place, -1) + 1
    return (*place, counts[place])
