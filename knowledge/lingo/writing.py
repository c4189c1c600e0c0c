"""Brings meanings that people wrote, or handed over, into the store, as documents of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from knowledge.lingo.telling import told
from knowledge.models import Chunk, Document, Sense, SourceKind
from knowledge.ports import Embedder
from knowledge.search.reembedding import embed_into
from knowledge.search.sentences import pieces
from knowledge.store.database import Database
from knowledge.store.documents import Documents, chunk_id
from knowledge.store.embeddings import Embeddings, key

SOURCE = "glossary of our own"
"""The source of what people wrote; no configuration declares it."""

_TRIES = 3


class Writing:
    """Publishes senses and takes them back. Each method may be repeated."""

    def __init__(self, database: Database, embedder: Embedder, follow: Callable[[], int]) -> None:
        """`follow` brings the indexes up to the store."""
        self._embedder, self._follow = embedder, follow
        self._documents, self._embeddings = Documents(database), Embeddings(database)

    def publish(self, title: str, senses: Sequence[Sense], now: datetime) -> None:
        """All senses of one document, in place of what was there; they name it and its audience.

        Raises:
            ValueError: there are none, or they are of several documents or audiences.
            StoreError: the database cannot be written.
        """
        first = senses[0]
        if len({(one.document, one.audience) for one in senses}) != 1:
            message = "senses of several documents or audiences are not one document"
            raise ValueError(message)
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
        chunks = self._chunks(title, senses)
        keys = {one.id: key(self._embedder.fingerprint, one.embedded) for one in chunks}
        texts = {keys[one.id]: one.embedded for one in chunks}
        for attempt in range(_TRIES):
            self._documents.stage(chunks, keys)
            have = self._embeddings.get(list(texts))
            missing = {name: text for name, text in texts.items() if name not in have}
            if missing:
                embed_into(self._embeddings, self._embedder, missing)
            try:
                self._documents.publish(document, chunks, senses, now)
            except ValueError:  # an ingest that began meanwhile swept what was half-written
                if attempt == _TRIES - 1:
                    raise
            else:
                break
        self._follow()

    def remove(self, document: str) -> None:
        """Takes a document's senses back."""
        self._documents.remove(document)
        self._follow()

    def _chunks(self, title: str, senses: Sequence[Sense]) -> list[Chunk]:
        seen: Counter[str] = Counter()
        chunks = []
        for position, sense in enumerate(senses):
            text = told(sense)
            embedded = self._fitting(title, text)
            nth = seen[embedded]
            seen[embedded] += 1
            chunks.append(
                Chunk(
                    id=chunk_id(sense.audience, sense.document, embedded, nth),
                    document=sense.document,
                    audience=sense.audience,
                    section=sense.section or sense.label,
                    text=text,
                    embedded=embedded,
                    position=position,
                    term=sense.label,
                )
            )
        return chunks

    def _fitting(self, title: str, text: str) -> str:
        """What is embedded: as many sentences as the model reads."""
        whole = f"{title}\n{text}"
        ends = [piece.end for piece in pieces(text)]
        while self._embedder.tokens(whole) > self._embedder.limit and len(ends) > 1:
            ends.pop()
            whole = f"{title}\n{text[: ends[-1]].rstrip()}"
        return whole


def numbered(senses: Sequence[Sense]) -> list[Sense]:
    """The senses with a section each: their own, or their label; a second one gets its number."""
    seen: Counter[str] = Counter()
    made = []
    for one in senses:
        name = one.section or one.label
        seen[name] += 1
        made.append(replace(one, section=name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return made
