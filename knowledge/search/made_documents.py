"""Documents from no file: what people vouch for, say and write, found as all others are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.models import Chunk, Document, Sense
from knowledge.ports import Embedder
from knowledge.search.reembedding import embed_into
from knowledge.search.words.sentences import pieces
from knowledge.store.database.database import Database
from knowledge.store.documents.documents import Documents, chunk_id
from knowledge.store.documents.embeddings import Embeddings, key

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of such a document, searched as one.

    Attributes:
        term: the label that it explains, "" where it is prose.
    """

    text: str
    section: str = ""
    term: str = ""


class MadeDocuments:
    """Brings documents into the store and takes them out. Twice is once."""

    def __init__(self, database: Database, embedder: Embedder, follow: Callable[[], int]) -> None:
        """`follow` brings the indexes up to the store."""
        self._embedder, self._follow = embedder, follow
        self._documents, self._embeddings = Documents(database), Embeddings(database)

    def put(
        self,
        document: Document,
        parts: Sequence[Part],
        now: datetime,
        senses: Sequence[Sense] = (),
    ) -> None:
        """It is found from now on, in place of the one that was there under its path.

        Raises:
            StoreError: the database cannot be written.
        """
        chunks = self._chunks(document, parts)
        keys = {one.id: key(self._embedder.fingerprint, one.embedded) for one in chunks}
        texts = {keys[one.id]: one.embedded for one in chunks}
        for attempt in range(_TRIES):
            # The chunks first: an ingest beside this sweeps vectors that no chunk uses.
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

    def remove(self, *paths: str) -> None:
        """They are found no more; unknown ones are no error."""
        for path in paths:
            self._documents.remove(path)
        if paths:
            self._follow()

    def _chunks(self, document: Document, parts: Sequence[Part]) -> list[Chunk]:
        seen: Counter[str] = Counter()
        chunks = []
        for position, one in enumerate(parts):
            embedded = self._fitting(document.title, one.text)
            nth = seen[embedded]
            seen[embedded] += 1
            chunks.append(
                Chunk(
                    id=chunk_id(document.audience, document.path, embedded, nth),
                    document=document.path,
                    audience=document.audience,
                    section=one.section,
                    text=one.text,
                    embedded=embedded,
                    position=position,
                    term=one.term,
                )
            )
        return chunks

    def _fitting(self, title: str, text: str) -> str:
        """What is embedded: the title, then as many sentences as the model reads."""
        whole = f"{title}\n{text}"
        ends = [piece.end for piece in pieces(text)]
        while self._embedder.tokens(whole) > self._embedder.limit and len(ends) > 1:
            ends.pop()
            whole = f"{title}\n{text[: ends[-1]].rstrip()}"
        return whole
