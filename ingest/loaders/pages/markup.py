"""What a reader would see of HTML: headings, paragraphs, lists and tables, in order."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from ingest.loaders.pages.outline import Event
from ingest.loaders.pages.rows import Item, item_lines, table_lines

_DROPPED = frozenset(
    "script style head nav template noscript iframe object embed video audio svg canvas form "
    "button select textarea input dialog math".split()
)
_BLOCKS = frozenset(
    "address article aside body blockquote center dd details div dl dt fieldset figcaption figure "
    "footer header hgroup html hr li main p section summary tbody td tfoot th thead tr".split()
)
_LISTS = frozenset({"ul", "ol", "menu"})
_DEEPEST_LIST = 20
_HEADING = re.compile(r"h[1-6]")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_DEEPEST = 150  # elements inside each other; deeper ones are read as one text


def events(markup: str, parser: str = "html.parser") -> list[Event]:
    """Headings and blocks of a page or a fragment, without what is hidden, scripted or navigation.

    Args:
        markup: HTML, however broken.
        parser: of BeautifulSoup; "lxml" for whole pages.
    """
    if parser == "html.parser":
        markup = _UNCLOSED.sub("&lt;", markup)  # it reads them again and again, to the end
    soup = BeautifulSoup(markup, parser)
    page = _Page()
    page.walk(soup, 0)
    page.close()
    return page.found


class _Page:
    """Text that is gathered until a block ends."""

    def __init__(self) -> None:
        self.found: list[Event] = []
        self._line: list[str] = []

    def close(self) -> None:
        text = _tidy("".join(self._line))
        self._line.clear()
        if text:
            self.found.append((0, text))

    def walk(self, parent: Tag, depth: int) -> None:
        if depth > _DEEPEST:
            self._line.append(parent.get_text(" "))
            return
        for child in parent.children:
            if isinstance(child, Tag):
                self._tag(child, depth)
            elif _is_text(child):
                self._line.append(str(child))

    def _tag(self, tag: Tag, depth: int) -> None:
        if _unseen(tag):
            return
        if tag.name == "br":
            self._line.append("\n\n")
        elif tag.name == "img":
            self._line.append(f" {tag.get('alt') or ''} ")
        elif not self._whole(tag):
            self._inside(tag, depth)

    def _inside(self, tag: Tag, depth: int) -> None:
        block = tag.name in _BLOCKS
        if block:
            self.close()
        self.walk(tag, depth + 1)
        if block:
            self.close()

    def _whole(self, tag: Tag) -> bool:
        """Takes elements that are read as one: headings, tables, lists, code."""
        if _HEADING.fullmatch(tag.name):
            event = (int(tag.name[1]), " ".join(_text(tag).split()))
        elif tag.name == "table":
            event = (0, "\n".join(_table(tag)))
        elif tag.name in _LISTS:
            event = (0, "\n".join(item_lines(_items(tag, 0))))
        elif tag.name == "pre":
            event = (0, re.sub(r"\n\s*\n", "\n", tag.get_text().strip("\n")))
        else:
            return False
        self.close()
        if event[1].strip():
            self.found.append(event)
        return True


def _unseen(tag: Tag) -> bool:
    if tag.name in _DROPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(str(tag.get("style") or "")))


def _is_text(node: PageElement) -> bool:
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _text(tag: Tag, without: frozenset[str] = frozenset()) -> str:
    """Visible text of an element, a line for each block in it; a loop, as nesting may be deep."""
    parts: list[str] = []
    waiting: list[PageElement | None] = list(reversed(tag.contents))  # None: a line ends here
    while waiting:
        node = waiting.pop()
        if node is None:
            parts.append("\n")
        elif isinstance(node, Tag):
            if _unseen(node) or node.name in without:
                continue
            ends = [None] if node.name == "br" or node.name in _BLOCKS else []
            waiting += [*ends, *reversed(node.contents), *ends]
            parts.append(f" {node.get('alt') or ''} " if node.name == "img" else "")
        elif _is_text(node):
            parts.append(re.sub(r"\s+", " ", str(node)))
    return "".join(parts)


def _items(listing: Tag, depth: int) -> list[Item]:
    items: list[Item] = []
    numbered = listing.name == "ol"
    for child in listing.find_all(True, recursive=False):
        if _unseen(child):
            continue
        if child.name in _LISTS:  # a list in a list, without an item around it
            inside = items[-1].children if items else items
            inside += _items(child, depth + 1) if depth < _DEEPEST_LIST else []
            continue
        item = Item(_text(child, _LISTS), f"{len(items) + 1}) " if numbered else "")
        if depth < _DEEPEST_LIST:
            for inner in _lists_in(child):
                item.children += _items(inner, depth + 1)
        items.append(item)
    return items


def _lists_in(item: Tag) -> list[Tag]:
    """The lists of an item, without the lists in them."""
    return [
        found
        for found in item.find_all(sorted(_LISTS))
        if found.find_parent(["li", *sorted(_LISTS)]) in (item, item.parent)
    ]


def _table(table: Tag) -> list[str]:
    rows = [
        [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]
    rows = [row for row in rows if row]
    texts = [[_text(cell) for cell in row] for row in rows]
    if rows and _is_header(rows[0]) and len(rows) > 1:
        return table_lines(texts[0], texts[1:])
    return table_lines((), texts)


def _is_header(row: list[Tag]) -> bool:
    """A first row of <th>, of <thead>, or of bold cells only."""
    in_head = row[0].find_parent("thead") is not None
    bold = all(cell.find(["b", "strong"]) for cell in row if cell.get_text(strip=True))
    return len(row) > 1 and (in_head or all(cell.name == "th" for cell in row) or bold)


def _tidy(text: str) -> str:
    """Spaces and line ends as a browser shows them; <br><br> stays a blank line."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n".join(part for part in paragraphs if part)
