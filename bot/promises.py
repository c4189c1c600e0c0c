"""Whether a document holds a promise that a metric is said to serve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.lingo.glossary import key

if TYPE_CHECKING:
    from bot.wiring import Throughline

_PATH = re.compile(r"(?P<path>[^#]+\.\w{1,5})(?:#(?P<anchor>.+))?")
_LOOKED_AT = 50  # passages: a name of several words is found among the first


def held(throughline: Throughline, promise: str) -> bool:
    """By its words in a document's text, title or heading, or by path and anchor of a heading."""
    path = _PATH.fullmatch(promise.strip())
    if path:
        return _at(throughline, path["path"], path["anchor"] or "")
    reader, wanted = throughline.audiences.operator(), key(promise)
    found = throughline.retriever.search(promise, reader, _LOOKED_AT).passages
    return any(
        wanted in key(part)
        for one in found
        for part in (one.chunk.text, one.document.title, one.chunk.section)
    )


def _at(throughline: Throughline, path: str, anchor: str) -> bool:
    if path not in throughline.documents.known():
        return False
    audiences = throughline.audiences.operator().audiences
    chunks = throughline.documents.of_document(path, audiences)
    headings = {_slug(part) for one in chunks for part in one.section.split(" › ")}
    written = any(_slug(anchor) in _slug(one.text) for one in chunks)
    return not anchor or _slug(anchor) in headings or written


def _slug(heading: str) -> str:
    return "-".join(re.findall(r"\w+", heading.casefold()))
