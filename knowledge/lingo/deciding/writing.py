"""Brings meanings that people wrote, or handed over, into the store, as documents of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from knowledge.lingo.telling import told
from knowledge.models import Document, Sense, SourceKind
from knowledge.ports import Embedder
from knowledge.search.made_documents import MadeDocuments, Part
from knowledge.store.database.database import Database

SOURCE = "glossary of our own"
"""The source of what people wrote; no configuration declares it."""


class Writing:
    """Publishes senses and takes them back. Each method may be repeated."""

    def __init__(self, database: Database, embedder: Embedder, follow: Callable[[], int]) -> None:
        """`follow` brings the indexes up to the store."""
        self._made = MadeDocuments(database, embedder, follow)

    def publish(self, title: str, senses: Sequence[Sense], now: datetime) -> None:
        """All senses of one document, in place of what was there; they name it and its audience.

        Raises:
            ValueError: there are none, or they are of several documents or audiences.
            StoreError: the database cannot be written.
        """
        if len({(one.document, one.audience) for one in senses}) != 1:
            message = "no senses, or of several documents or audiences, are not one document"
            raise ValueError(message)
        first = senses[0]
        document = Document(
            path=first.document,
            source=SOURCE,
            title=title,
            audience=first.audience,
            digest=sha256(repr([title, *senses]).encode("utf-8", "surrogatepass")).hexdigest(),
            owner=first.owner,
            domain=first.domain,
            kind=SourceKind.GLOSSARY,
            updated=now.date(),
        )
        said = [Part(told(one), one.section or one.label, one.label) for one in senses]
        self._made.put(document, said, now, senses)

    def remove(self, document: str) -> None:
        """Takes a document's senses back."""
        self._made.remove(document)


def numbered(senses: Sequence[Sense]) -> list[Sense]:
    """The senses with a section each: their own, or their label; a second one gets its number."""
    seen: Counter[str] = Counter()
    made = []
    for one in senses:
        name = one.section or one.label
        seen[name] += 1
        made.append(replace(one, section=name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return made
