"""Reasons that owners give for their numbers: kept, and found by questions as documents are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from hashlib import sha256

from knowledge.metrics.wording import day_words, quoted, told_in
from knowledge.models import Citation, Document, Period
from knowledge.ports import Embedder
from knowledge.search.made_documents import MadeDocuments, Part
from knowledge.store.database.database import Database
from knowledge.store.digests.reasons import SOURCE, Reason, Reasons


class OwnersSaid:
    """What owners say about numbers that crossed a threshold.

    Attributes:
        rows: everything that was asked, and what came of it.
    """

    def __init__(self, database: Database, embedder: Embedder, follow: Callable[[], int]) -> None:
        """`follow` brings the indexes up to the store."""
        self.rows = Reasons(database)
        self._pages = MadeDocuments(database, embedder, follow)

    def answer(self, number: int, by: str, words: str, now: datetime) -> Reason | None:
        """Keeps what somebody says in place of what was said before; twice is once.

        Returns:
            As it is kept; None where nothing was asked under this id.
        """
        kept = self.rows.answer(number, by, words, now)
        if kept is not None:
            self._pages.put(_document(kept), [Part(told(kept))], now)
        return kept

    def latest(
        self, metric: str, audiences: Collection[str], period: Period | None
    ) -> Reason | None:
        """What an owner said last about a metric in a period, within what a reader may see.

        Without a period, what was said last at all.
        """
        found = self.rows.said([metric], audiences)
        return next((one for one in found if _overlaps(one, period)), None)


def cited(reason: Reason) -> Citation:
    """Where a reason stands; its number is still to be given."""
    return Citation(
        number=0,
        document=path_of(reason),
        title=_title(reason),
        section="",
        quote=reason.answer,
        owner=reason.answered_by,
        updated=reason.answered_at.date() if reason.answered_at else None,
        audience=reason.audience,
    )


def told(reason: Reason) -> str:
    """The number and the reason, each with its period: "last week" in it goes stale."""
    on = f", given on {day_words(reason.answered_at.date())}" if reason.answered_at else ""
    about = f"{quoted(reason.label)}{when(reason)}"
    return f"{reason.asked} The reason for {about}{on}: {reason.answer}"


def when(reason: Reason) -> str:
    """What a reason is about, behind its number: " from 9 to 15 Nov 2026"."""
    return told_in(reason.period) if reason.period else f" up to {day_words(reason.until)}"


def path_of(reason: Reason) -> str:
    """The document of a reason."""
    return f"reasons/{reason.id}"


def _title(reason: Reason) -> str:
    return f"Why {quoted(reason.label)} changed{when(reason)}"


def _document(reason: Reason) -> Document:
    title = _title(reason)
    return Document(
        path=path_of(reason),
        source=SOURCE,
        title=title,
        audience=reason.audience,
        digest=sha256(f"{title}\0{told(reason)}".encode()).hexdigest(),
        owner=reason.answered_by,
        updated=reason.answered_at.date() if reason.answered_at else None,
    )


def _overlaps(reason: Reason, period: Period | None) -> bool:
    if period is None:
        return True
    return (reason.since or reason.until) <= period.end and reason.until >= period.start
