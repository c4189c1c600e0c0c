"""Whether a document holds a promise that a metric is said to serve."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.lingo.glossary import key

if TYPE_CHECKING:
    from bot.wiring.throughline import Throughline
    from knowledge.models import Chunk

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
    return not anchor or _slug(anchor) in headings or _named(_slug(anchor), chunks)


def _named(anchor: str, chunks: Sequence[Chunk]) -> bool:
    """Whether the words of an anchor stand in the text, in their order; one word says nothing."""
    return "-" in anchor and any(f"-{anchor}-" in f"-{_slug(one.text)}-" for one in chunks)


def _slug(heading: str) -> str:
    return "-".join(re.findall(r"\w+", heading.casefold()))
