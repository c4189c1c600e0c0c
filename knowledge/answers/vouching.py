"""What somebody vouches for, found as a document is: until its day, and no longer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from knowledge.models import Chunk, Document
from knowledge.ports import Embedder
from knowledge.search.reembedding import embed_into
from knowledge.search.sentences import pieces
from knowledge.store.database import Database
from knowledge.store.documents import Documents, chunk_id
from knowledge.store.embeddings import Embeddings, key
from knowledge.store.verified import SOURCE, Verified, VerifiedStore

LONGEST = 850
"""Characters of a verified answer: it is shown whole, with its source."""

LONGEST_QUESTION = 300

_TRIES = 3
_UNWRITTEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NUMBERED = re.compile(r"\[(\d{1,3})\]")


def clean(text: str) -> str:
    """What a person typed: no invisible signs, no `[n]` that would read as a source."""
    seen = _UNWRITTEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [" ".join(line.split()) for line in _NUMBERED.sub(r"(\1)", seen).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class Vouching:
    """Brings verified answers into the store and takes them out. Each method may be repeated."""

    def __init__(self, database: Database, embedder: Embedder, follow: Callable[[], int]) -> None:
        """`follow` brings the indexes up to the store."""
        self._embedder, self._follow = embedder, follow
        self._documents, self._embeddings = Documents(database), Embeddings(database)
        self._rows = VerifiedStore(database)

    def keep(self, one: Verified) -> None:
        """It is used from now on, in place of the one that was there under its path.

        Raises:
            StoreError: the database cannot be written.
        """
        self._rows.put(one)
        document, chunk = self._made(one)
        embedding = key(self._embedder.fingerprint, chunk.embedded)
        for attempt in range(_TRIES):
            # The chunk first: an ingest beside this sweeps vectors that no chunk uses.
            self._documents.stage([chunk], {chunk.id: embedding})
            if not self._embeddings.get([embedding]):
                embed_into(self._embeddings, self._embedder, {embedding: chunk.embedded})
            try:
                self._documents.publish(document, [chunk], (), one.approved_at)
            except ValueError:  # an ingest that began meanwhile swept what was half-written
                if attempt == _TRIES - 1:
                    raise
            else:
                break
        self._follow()

    def get(self, document: str) -> Verified | None:
        """One by its path."""
        return self._rows.get(document)

    def renew(self, document: str, by: tuple[str, datetime], until: date, answer: str = "") -> bool:
        """It holds until another day, perhaps with another text; False where it is gone.

        `by` is who says so, and when.
        """
        known = self._rows.get(document)
        if known is None:
            return False
        user, now = by
        self.keep(
            replace(
                known,
                answer=answer or known.answer,
                approved_by=user,
                approved_at=now,
                expires_on=until,
                reminded_at=None,
            )
        )
        return True

    def lapse(self, today: date) -> list[Verified]:
        """Takes those that ended before today out of use; gives them, to remind their owners."""
        ended = self._rows.lapsed(today)
        for one in ended:
            self._documents.remove(one.document)
        if ended:
            self._follow()
        return ended

    def reminded(self, document: str, now: datetime) -> None:
        """The owner was asked whether it still holds."""
        self._rows.reminded(document, now)

    def drop(self, document: str) -> bool:
        """Forgets it, text and all; whether it was there."""
        self._documents.remove(document)
        self._follow()
        return self._rows.drop(document)

    def _made(self, one: Verified) -> tuple[Document, Chunk]:
        title = " ".join(one.question.split())[:LONGEST_QUESTION]
        embedded = self._fitting(title, one.answer)
        digest = sha256(f"{title}\0{one.answer}\0{one.expires_on}".encode()).hexdigest()
        document = Document(
            path=one.document,
            source=SOURCE,
            title=title,
            audience=one.audience,
            digest=digest,
            owner=one.owner,
            updated=one.approved_at.date(),
            review_by=one.expires_on,
        )
        name = chunk_id(one.audience, one.document, embedded, 0)
        return document, Chunk(
            id=name,
            document=one.document,
            audience=one.audience,
            section="",
            text=one.answer,
            embedded=embedded,
            position=0,
        )

    def _fitting(self, title: str, answer: str) -> str:
        """What is embedded: the question, then as many sentences as the model reads."""
        whole = f"{title}\n{answer}"
        ends = [piece.end for piece in pieces(answer)]
        while self._embedder.tokens(whole) > self._embedder.limit and len(ends) > 1:
            ends.pop()
            whole = f"{title}\n{answer[: ends[-1]].rstrip()}"
        return whole
