"""Gathers headings and blocks, in order, into sections."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.parsed import Section

Event = tuple[int, str]
"""(level, text): a heading of level 1 to 9, or a block of text where the level is 0."""


def sections(events: list[Event], title: str) -> tuple[Section, ...]:
    """Sections under their paths of headings; the title itself is no heading.

    A heading with nothing under it makes no section.
    """
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    blocks: list[str] = []

    def close() -> None:
        if blocks:
            found.append(Section(tuple(text for _, text in path), "\n\n".join(blocks)))
            blocks.clear()

    for level, text in events:
        if not text.strip():
            continue
        if level == 0:
            blocks.append(text.strip("\n"))
            continue
        close()
        while path and path[-1][0] >= level:
            path.pop()
        if same(text, title) and not path:
            continue
        path.append((level, " ".join(text.split())))
    close()
    return tuple(found)


def first_heading(events: list[Event]) -> str:
    """The first heading of the highest level, where it comes before all others; else ""."""
    levels = [(level, text) for level, text in events if level]
    if levels and levels[0][0] == 1:
        return " ".join(levels[0][1].split())
    return ""


def title_from_name(path: Path, root: Path | None = None) -> str:
    """A file name as a person would say it: "goals-and_themes.md" is "Goals and themes".

    An index or readme is called after its folder, unless that is the root.
    """
    name = path.stem
    if name.lower() in {"index", "readme", "_index"} and path.parent != root and path.parent.name:
        name = path.parent.name
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words else path.name


def same(one: str, other: str) -> bool:
    """Whether two headings say the same, whatever their case, spaces and punctuation."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
