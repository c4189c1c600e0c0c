"""What somebody vouches for, found as a document is: until its day, and no longer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from knowledge.models import Document
from knowledge.ports import Embedder
from knowledge.search.made_documents import MadeDocuments, Part
from knowledge.store.database.database import Database
from knowledge.store.feedback.verified import SOURCE, Verified, VerifiedStore

LONGEST = 850
"""Characters of a verified answer: it is shown whole, with its source."""

LONGEST_QUESTION = 300

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
        self._pages = MadeDocuments(database, embedder, follow)
        self._rows = VerifiedStore(database)

    def keep(self, one: Verified) -> None:
        """It is used from now on, in place of the one that was there under its path.

        Raises:
            StoreError: the database cannot be written.
        """
        self._rows.put(one)
        self._pages.put(_document(one), [Part(one.answer)], one.approved_at)

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
        self._pages.remove(*(one.document for one in ended))
        return ended

    def reminded(self, document: str, now: datetime) -> None:
        """The owner was asked whether it still holds."""
        self._rows.reminded(document, now)

    def drop(self, document: str) -> bool:
        """Forgets it, text and all; whether it was there."""
        self._pages.remove(document)
        return self._rows.drop(document)


def _document(one: Verified) -> Document:
    title = " ".join(one.question.split())[:LONGEST_QUESTION]
    return Document(
        path=one.document,
        source=SOURCE,
        title=title,
        audience=one.audience,
        digest=sha256(f"{title}\0{one.answer}\0{one.expires_on}".encode()).hexdigest(),
        owner=one.owner,
        updated=one.approved_at.date(),
        review_by=one.expires_on,
    )
