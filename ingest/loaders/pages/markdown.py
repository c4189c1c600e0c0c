"""Markdown, as wikis and repositories hold it, in plain text."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from ingest.loaders.pages import markup
from ingest.loaders.pages.front_matter import split_front
from ingest.loaders.pages.outline import Event, first_heading, sections, title_from_name
from ingest.loaders.pages.rows import Item, item_lines, table_lines
from ingest.parsed import Parsed

_DIRECTIVE = re.compile(r"(`+[^`\n]*`+)|\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_WIKI_LINK = re.compile(r"(?<!!)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\](?!\()")
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]:?")
_CALLOUT = re.compile(r"^\[!(\w+)\][+-]?\s*")
_BROKEN_LINK = re.compile(r"!?\[([^\[\]]+)\]\([^()\n]*\)")
_TASK = re.compile(r"^\[[ xX]\]\s+")
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}\s*$")
_FILE_LIKE = re.compile(
    r"\s*(?:images?|img|screenshot.*|screen shot.*|untitled.*|alt[ _-]?text"
    r"|\S+\.(?:png|jpe?g|gif|svg|webp))\s*",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]+>")


def parse(text: str, path: Path, root: Path | None = None) -> Parsed:
    """A Markdown document, titled by its front matter, its first heading or its file name."""
    front, body = split_front(text)
    found = _blocks(_tree(_without_directives(body)))
    title = front.get("title") or first_heading(found) or title_from_name(path, root)
    return Parsed(title=title, sections=sections(found, title), front=front)


def plain(text: str) -> str:
    """One line of text without Markdown marks; for cells and definitions that may hold some."""
    if not re.search(r"[\\`*_\[\]<&~{]", text):
        return " ".join(text.split())
    blocks = [block for _, block in _blocks(_tree(_without_directives(text)))]
    return " ".join(" ".join(blocks).split())


@functools.cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_parser().parse(text))


def _without_directives(text: str) -> str:
    """Template directives go, but not from code; HTML tables become one block each."""
    pieces, at = [], 0
    for fence in _FENCE.finditer(text):
        pieces += [_outside_code(text[at : fence.start()]), fence.group()]
        at = fence.end()
    return "".join([*pieces, _outside_code(text[at:])])


def _outside_code(text: str) -> str:
    text = _DIRECTIVE.sub(lambda match: match.group(1) or "", text)
    text = _WIKI_LINK.sub(lambda match: match.group(2) or match.group(1), text)
    if "<table" not in text.lower():
        return text
    return _with_whole_tables(text)


def _with_whole_tables(text: str) -> str:
    """Blank lines inside an HTML table would end it; the search does not look twice at any text."""
    lower, pieces, at = text.lower(), [], 0
    while (start := lower.find("<table", at)) >= 0 and (end := lower.find("</table>", start)) >= 0:
        table = re.sub(r"\n\s*\n", "\n", text[start : end + 8])
        pieces += [text[at:start], f"\n\n{table}\n\n"]
        at = end + 8
    return "".join([*pieces, text[at:]])


def _blocks(parent: SyntaxTreeNode) -> list[Event]:
    found: list[Event] = []
    for node in parent.children:
        found += _block(node)
    return found


def _block(node: SyntaxTreeNode) -> list[Event]:
    if node.type == "heading":
        return [(int(node.tag[1]), _ANCHOR.sub("", _inlines(node)).replace("\n", " "))]
    if node.type == "html_block":
        return [(level, _inline_marks(text)) for level, text in markup.events(node.content)]
    text = _text(node)
    return _blocks(node) if text is None else [(0, text)]


def _text(node: SyntaxTreeNode) -> str | None:
    """A block in lines; None for one that only holds others."""
    match node.type:
        case "paragraph":
            return _paragraph(_inlines(node))
        case "bullet_list" | "ordered_list":
            return "\n".join(item_lines(_items(node)))
        case "table":
            return "\n".join(_table(node))
        case "fence" | "code_block":
            return re.sub(r"\n\s*\n", "\n", node.content.strip("\n"))
        case _:
            return None


def _paragraph(text: str) -> str:
    callout = _CALLOUT.match(text)
    if callout:
        return f"{callout.group(1).capitalize()}: {text[callout.end() :]}"
    return _FOOTNOTE.sub("", text).strip()


def _inline_marks(text: str) -> str:
    """Text inside raw HTML often holds Markdown all the same."""
    if not re.search(r"[`*\[]", text):
        return text
    return "\n".join(_inline_text(line) for line in text.split("\n"))


def _inline_text(line: str) -> str:
    return "".join(_flat(token.children) for token in _parser().parseInline(line) if token.children)


def _inlines(node: SyntaxTreeNode) -> str:
    """The text of a heading, paragraph or cell; a hard line break stays one."""
    texts = [
        _flat(child.token.children or [])
        for child in node.children
        if child.type == "inline" and child.token
    ]
    lines = " ".join(texts).split("\n")
    return "\n".join(line for line in (" ".join(part.split()) for part in lines) if line)


def _flat(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type == "text":
            # bold marks that did not pair, links whose address holds spaces
            parts.append(_BROKEN_LINK.sub(r"\1", token.content.replace("**", "")))
        elif token.type in {"code_inline", "text_special"}:
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or token.content.lower().startswith("<br"):
            parts.append("\n")
        elif token.type == "image" and not _FILE_LIKE.fullmatch(token.content):
            parts.append(_flat(token.children or []))
    return "".join(parts)


def _items(listing: SyntaxTreeNode) -> list[Item]:
    items = []
    number = int(str(listing.attrs.get("start", 1)))
    for at, node in enumerate(listing.children):
        mark = f"{number + at}) " if listing.type == "ordered_list" else ""
        items.append(_item(node, mark))
    return items


def _item(node: SyntaxTreeNode, mark: str) -> Item:
    item = Item("", mark)
    texts: list[str] = []
    for child in node.children:
        if child.type in {"bullet_list", "ordered_list"}:
            item.children += _items(child)
        else:
            texts += [text for _, text in _block(child)]
    item.text = _TASK.sub("", "\n".join(texts))
    item.label = _bold_start(node)
    return item


def _bold_start(item: SyntaxTreeNode) -> str:
    """The bold words that an item begins with: "Act early" of "**Act early:** nobody ..."."""
    if not item.children or not item.children[0].children:
        return ""
    token = item.children[0].children[0].token
    inline = token.children if token else None
    if not inline or inline[0].type not in {"strong_open", "text"}:
        return ""
    kinds = [part.type for part in inline]
    if "strong_open" not in kinds[:2] or (kinds[0] == "text" and inline[0].content.strip()):
        return ""
    start, end = kinds.index("strong_open"), kinds.index("strong_close")
    return _flat(inline[start:end])


def _table(table: SyntaxTreeNode) -> list[str]:
    rows = [
        [_inlines(cell) for cell in row.children]
        for part in table.children
        for row in part.children
    ]
    return table_lines(rows[0], rows[1:]) if rows else []
