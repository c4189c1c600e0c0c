"""Glossaries as pages: Markdown tables, definition lists, bold terms, "Term: meaning" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.loaders.glossaries.keys import KEYS
from ingest.loaders.pages.markdown import plain

Record = tuple[str, Mapping[str, str]]
"""The heading that a term stands under, and its parts by role."""

_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_CELLS = re.compile(r"(?<!\\)\|")
_DEFINED = re.compile(r"^:\s+(.+)$")
_BOLD = re.compile(
    r"^(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*|__)(?P<term>[^*_]{1,80}?)(?::)?(?:\*\*|__)\s*"
    r"(?:[:=–—]|-\s)?\s*(?P<said>.{3,})$"
)
_LINE = re.compile(
    r"^(?:[-*+]\s+|\d+[.)]\s+)?(?P<term>[^\s:|`][^:|`.!?]{0,60}?)\s*(?::|\s[–—-])\s+(?P<said>.{8,})$"
)
_ITEM = re.compile(r"\s*[-*+]\s")
_WORDS = 6  # of a term before a colon: more is a sentence


def page_records(text: str) -> list[Record]:
    """Everything on a page that looks like a term with its meaning, in order."""
    lines = [line.rstrip() for line in text.splitlines()]
    group = ""
    header: list[str] = []
    found: list[Record] = []
    for at, line in enumerate(lines):
        heading = _HEADING.match(line)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if "|" not in line:
            header = []
        if heading:
            told = _told_below(lines, at + 1) if len(heading[1]) > 1 else ""
            if told:
                found.append((group, {"label": plain(heading[2]), "definition": told}))
            else:
                group = plain(heading[2])
        elif "|" in line and _RULE.match(following):
            header = _roles(_cells(line))
        else:
            found += [(group, one) for one in _of_line(line, lines, at, header)]
    return found


def _of_line(
    line: str, lines: Sequence[str], at: int, header: Sequence[str]
) -> Iterator[Mapping[str, str]]:
    """What a row of a table, a term of a definition list, or a line says; mostly nothing."""
    if "|" in line and header:
        record = {} if _RULE.match(line) else _row(header, _cells(line))
        if record.get("label"):
            yield record
    elif not line or _DEFINED.match(line):
        return
    elif _DEFINED.match(lines[at + 1] if at + 1 < len(lines) else ""):
        yield {"label": plain(line), "definition": _definition(lines, at + 1)}
    else:
        yield from _said(line)


def _said(line: str) -> Iterator[Mapping[str, str]]:
    match = _BOLD.match(line) or _LINE.match(line)
    if match and len(match["term"].split()) <= _WORDS:
        yield {"label": plain(match["term"]), "definition": plain(match["said"])}


def _told_below(lines: Sequence[str], at: int) -> str:
    """The one paragraph under a heading, where nothing of another form follows; else ""."""
    said: list[str] = []
    for line in lines[at:]:
        if _HEADING.match(line):
            break
        if (
            "|" in line
            or _DEFINED.match(line)
            or _BOLD.match(line)
            or re.match(r"\s*[-*+]\s", line)
        ):
            return ""
        said.append(line.strip())
    return plain(" ".join(filter(None, said)))


def _definition(lines: Sequence[str], at: int) -> str:
    said = []
    while at < len(lines) and (match := _DEFINED.match(lines[at].rstrip())):
        said.append(plain(match[1]))
        at += 1
    return " ".join(said)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|").replace("\\\\", "\\") for cell in _CELLS.split(inner)]


def _roles(header: Sequence[str]) -> list[str]:
    """The role of each column by its name; nothing where no column holds terms."""
    roles: list[str] = []
    for name in (plain(cell).strip().lower() for cell in header):
        role = next((role for role, names in KEYS.items() if name in names), "")
        roles.append("" if role in roles else role)
    return roles if "label" in roles else []


def _row(roles: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {
        role: cell.replace("<br>", " ")
        for role, cell in zip(roles, cells, strict=False)
        if role and cell
    }
