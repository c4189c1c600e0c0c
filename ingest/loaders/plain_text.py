"""Plain text: paragraphs, and headings where they can be told."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from ingest.loaders.items.roles import telling
from ingest.loaders.pages.outline import Event, sections, title_from_name
from ingest.parsed import Parsed, Section

_LONGEST_TITLE = 90
_UNDERLINE = re.compile(r"(=|-|~|\*){3,}\s*")
_LIST_LINE = re.compile(r"\s*(?:[-*\u2022\u2013+]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s+")
_KEY_VALUE = re.compile(r"([A-Z][\w /&()-]{0,40}):\s+(\S.*)")


def parse(text: str, path: Path, root: Path | None = None) -> Parsed:
    """A text: titled by its first line if that is short and stands alone, else by its file name."""
    events: list[Event] = []
    for block in re.split(r"\n[ \t]*\n+", text.replace("\f", "\n\n").strip("\n")):
        events += [event for event in _events(block.strip("\n")) if event[1]]
    title = ""
    if events and events[0][0] == 1:
        title = events[0][1]
    elif len(events) > 1 and _is_title(events[0][1]):
        title = events.pop(0)[1]
    title = title or title_from_name(path, root)
    return Parsed(title=title, sections=sections(events, title))


def parse_item(text: str, path: Path) -> Parsed:
    """What one customer said: one section, under the facts that lead it ("Product: Mortgage")."""
    blocks = [
        "\n".join(_lines(block.split("\n")))
        for block in re.split(r"\n[ \t]*\n+", text)
        if block.strip()
    ]
    header = _header(blocks[0]) if blocks else ()
    section = Section(headings=header, text="\n\n".join(blocks))
    return Parsed(title=title_from_name(path).replace("_", " "), sections=(section,))


def _events(block: str) -> list[Event]:
    lines = block.split("\n")
    if len(lines) == 1 and _shouted(block):
        return [(2, block.strip())]
    events: list[Event] = []
    start = at = 0
    while at < len(lines):
        if at + 1 < len(lines) and _UNDERLINE.fullmatch(lines[at + 1]) and _is_title(lines[at]):
            events.append((0, "\n".join(_lines(lines[start:at]))))
            events.append((1 if lines[at + 1].startswith("=") else 2, lines[at].strip()))
            start = at = at + 2
        else:
            at += 1
    return [*events, (0, "\n".join(_lines(lines[start:])))]


def _is_title(line: str) -> bool:
    line = line.strip()
    short = 0 < len(line) <= _LONGEST_TITLE and "\n" not in line
    return short and not line.endswith((".", ",", ";", ":")) and not _LIST_LINE.match(line)


def _shouted(line: str) -> bool:
    """ALL CAPS, of at least two words or eight letters: an abbreviation alone is no heading."""
    line = line.strip()
    letters = [sign for sign in line if sign.isalpha()]
    enough = len(letters) >= 8 or (len(line.split()) > 1 and len(letters) >= 6)
    return _is_title(line) and line.isupper() and enough and len(letters) > len(line) * 0.6


def _lines(lines: list[str]) -> list[str]:
    """Wrapped lines joined to one paragraph; items, key-value lines and verse keep their lines."""
    stripped = [line.strip() for line in lines if line.strip()]
    if not stripped:
        return []
    if all(_KEY_VALUE.match(line) for line in stripped):
        return stripped
    joined = [[_item(stripped[0])]]
    for before, line in itertools.pairwise(stripped):
        if _LIST_LINE.match(line) or len(before) < 40:
            joined.append([_item(line)])
        else:
            joined[-1].append(line)
    return [" ".join(parts) for parts in joined]


def _item(line: str) -> str:
    return re.sub(r"^[-*\u2022\u2013+]\s+", "", line)


def _header(block: str) -> tuple[str, ...]:
    """The facts of a leading block that say something in words, as far as they are short."""
    pairs = [_KEY_VALUE.fullmatch(line) for line in block.split("\n")]
    if len(pairs) < 2 or not all(pairs):
        return ()
    return telling([(pair[1], pair[2]) for pair in pairs if pair])
