"""Documents that come from no file: one chunk each, found as all others are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from knowledge.models import Chunk, Document
from knowledge.ports import Embedder
from knowledge.search.reembedding import embed_into
from knowledge.search.sentences import pieces
from knowledge.store.database import Database
from knowledge.store.documents import Documents, chunk_id
from knowledge.store.embeddings import Embeddings, key

_TRIES = 3


class SinglePages:
    """Brings documents of one chunk into the store and takes them out. Twice is once."""

    def __init__(self, database: Database, embedder: Embedder, follow: Callable[[], int]) -> None:
        """`follow` brings the indexes up to the store."""
        self._embedder, self._follow = embedder, follow
        self._documents, self._embeddings = Documents(database), Embeddings(database)

    def put(self, document: Document, text: str, now: datetime) -> None:
        """It is found from now on, in place of the one that was there under its path.

        Raises:
            StoreError: the database cannot be written.
        """
        chunk = self._chunk(document, text)
        embedding = key(self._embedder.fingerprint, chunk.embedded)
        for attempt in range(_TRIES):
            # The chunk first: an ingest beside this sweeps vectors that no chunk uses.
            self._documents.stage([chunk], {chunk.id: embedding})
            if not self._embeddings.get([embedding]):
                embed_into(self._embeddings, self._embedder, {embedding: chunk.embedded})
            try:
                self._documents.publish(document, [chunk], (), now)
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

    def _chunk(self, document: Document, text: str) -> Chunk:
        embedded = self._fitting(document.title, text)
        return Chunk(
            id=chunk_id(document.audience, document.path, embedded, 0),
            document=document.path,
            audience=document.audience,
            section="",
            text=text,
            embedded=embedded,
            position=0,
        )

    def _fitting(self, title: str, text: str) -> str:
        """What is embedded: the title, then as many sentences as the model reads."""
        whole = f"{title}\n{text}"
        ends = [piece.end for piece in pieces(text)]
        while self._embedder.tokens(whole) > self._embedder.limit and len(ends) > 1:
            ends.pop()
            whole = f"{title}\n{text[: ends[-1]].rstrip()}"
        return whole
