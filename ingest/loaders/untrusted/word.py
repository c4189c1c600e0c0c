"""Word documents (.docx): headings, paragraphs, lists and tables, in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ingest.loaders.pages.outline import Event, first_heading, sections
from ingest.loaders.pages.rows import Item, item_lines, table_lines
from ingest.loaders.untrusted.archives import check
from ingest.parsed import Parsed
from knowledge.errors import DocumentError

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST = re.compile(r"list", re.IGNORECASE)
_DEEPEST = 5  # tables inside tables


def parse(path: Path) -> Parsed:
    """A document titled by its title paragraph, first heading or properties, else "".

    Raises:
        DocumentError: it is damaged or no Word document, unpacks to too much, or holds no text.
    """
    try:
        check(path)
        document = docx.Document(str(path))
        found = list(_grouped(document))
    except (
        OpcError,
        InvalidXmlError,
        SyntaxError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
    ) as problem:
        raise DocumentError(
            f"{path.name} is damaged: it cannot be read as a Word document."
        ) from problem
    title = first_heading(found) or (document.core_properties.title or "").strip()
    parts = sections(found, title)
    if not parts:
        raise DocumentError(f"{path.name} is empty: it holds no text.")
    return Parsed(title=title, sections=parts)


def _grouped(document: Document) -> Iterator[Event]:
    """Headings and blocks; list paragraphs in a row are one block."""
    items: list[tuple[int, Item]] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph) and (depth := _list_depth(block)) is not None:
            items.append((depth, Item(_text(block))))
            continue
        if items:
            yield 0, "\n".join(item_lines(_nested(items)))
            items = []
        yield from _event(block)
    if items:
        yield 0, "\n".join(item_lines(_nested(items)))


def _event(block: Paragraph | Table) -> Iterator[Event]:
    if isinstance(block, Table):
        yield 0, "\n".join(_table(block))
        return
    style = _style(block)
    heading = _HEADING.match(style)
    if style.lower() == "title":
        yield 1, _text(block)
    elif heading:
        yield int(heading.group(1)), _text(block)
    else:
        yield 0, _text(block)


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style else ""


def _text(paragraph: Paragraph) -> str:
    lines = paragraph.text.split("\n")
    return "\n".join(line for line in (" ".join(part.split()) for part in lines) if line)


def _list_depth(paragraph: Paragraph) -> int | None:
    """How deep a list paragraph is nested; None for any other."""
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx shows numbering nowhere else
    style = _style(paragraph)
    numbering: Any = properties.numPr if properties is not None else None  # declared at run time
    if numbering is not None and not _HEADING.match(style):
        return int(numbering.ilvl.val) if numbering.ilvl is not None else 0
    if not _LIST.match(style):
        return None
    level = re.search(r"(\d)$", style)
    return int(level.group(1)) - 1 if level else 0


def _nested(items: list[tuple[int, Item]]) -> list[Item]:
    roots: list[Item] = []
    path: list[tuple[int, Item]] = []
    for depth, item in items:
        while path and path[-1][0] >= depth:
            path.pop()
        (path[-1][1].children if path else roots).append(item)
        path.append((depth, item))
    return roots


def _table(table: Table) -> list[str]:
    rows = [[_cell(cell, 0) for cell in _distinct(row.cells)] for row in table.rows]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or len(rows[0]) < 2 or not all(rows[0]):
        return table_lines((), rows)
    return table_lines(rows[0], rows[1:])


def _distinct(cells: tuple[_Cell, ...]) -> Iterator[_Cell]:
    """A cell that spans columns is given once for each: the others are the same element."""
    before = None
    for cell in cells:
        if cell._tc is not before:  # noqa: SLF001 - the only identity that a cell has
            yield cell
        before = cell._tc  # noqa: SLF001


def _cell(cell: _Cell, depth: int) -> str:
    parts = [_text(paragraph) for paragraph in cell.paragraphs]
    if depth < _DEEPEST:
        for table in cell.tables:
            parts += [
                _cell(inner, depth + 1) for row in table.rows for inner in _distinct(row.cells)
            ]
    return " ".join(part for part in parts if part)
