"""Which documents are new, which are overdue, and the questions that stand in them as headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select

from knowledge.models import SourceKind
from knowledge.store.database.database import Database
from knowledge.store.feedback.verified import SOURCE as VERIFIED
from knowledge.store.tables.documents import chunks, documents

_READ = (SourceKind.DOCUMENTS.value, SourceKind.GLOSSARY.value)
"""Kinds that people read; of insights and tables every item would be a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it is named to people.

    Attributes:
        updated: the day its text is from, None where nobody knows.
        came: when this version came in.
        review_by: the day by which somebody was to look at it again, None where none was set.
        verified: whether it is an answer that its owner vouches for; its title is the question.
    """

    path: str
    title: str
    owner: str
    link: str
    updated: date | None
    came: datetime
    review_by: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The first of some documents, and how many there are in all."""

    first: tuple[Page, ...] = ()
    total: int = 0


class News:
    """Reads the documents table for people's start pages; only what these audiences may see.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, audiences: Collection[str], when: datetime, limit: int = 8) -> Pages:
        """Documents that were added or changed after a time, the newest text first."""
        return self._pages(audiences, (documents.c.ingested_at > when,), limit)

    def newest(self, audiences: Collection[str], limit: int = 8, domain: str = "") -> Pages:
        """Documents with the newest text first; those of a domain before any other."""
        own = case((documents.c.domain == domain, 0), else_=1)
        return self._pages(audiences, (), limit, (own,) if domain else ())

    def overdue(self, audiences: Collection[str], today: date, limit: int = 8) -> Pages:
        """Documents that somebody was to look at again before today, the longest ago first."""
        late = documents.c.review_by < today
        return self._pages(audiences, (late,), limit, (documents.c.review_by,))

    def questions(
        self, audiences: Collection[str], domain: str = "", limit: int = 20
    ) -> list[tuple[str, str]]:
        """Headings that are questions, with their document's domain: that domain's first."""
        own = case((documents.c.domain == domain, 0), else_=1)
        query = (
            select(chunks.c.section, documents.c.domain)
            .join(documents, documents.c.path == chunks.c.document)
            .where(chunks.c.live, chunks.c.audience.in_(audiences))
            .where(documents.c.audience == chunks.c.audience)
            .where(documents.c.kind == SourceKind.DOCUMENTS.value)
            .where(chunks.c.section.like("%?"), ~_replaced(audiences))
            .order_by(
                own, documents.c.updated.desc().nulls_last(), documents.c.path, chunks.c.position
            )
            .limit(limit)
        )
        with self._database.read() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def _pages(
        self,
        audiences: Collection[str],
        which: Sequence[ColumnElement[bool]],
        limit: int,
        first: Sequence[ColumnElement[Any]] = (),
    ) -> Pages:
        mine = (
            documents.c.audience.in_(audiences),
            documents.c.kind.in_(_READ),
            ~_replaced(audiences),
            *which,
        )
        order = (*first, documents.c.updated.desc().nulls_last(), documents.c.ingested_at.desc())
        query = select(documents).where(*mine).order_by(*order, documents.c.path).limit(limit)
        with self._database.read() as connection:
            total = connection.execute(select(func.count()).where(*mine)).scalar_one()
            return Pages(tuple(_page(row) for row in connection.execute(query)), total)


def _replaced(audiences: Collection[str]) -> ColumnElement[bool]:
    newer = documents.alias("newer")
    return (
        select(newer.c.path)
        .where(newer.c.supersedes == documents.c.path, newer.c.path != documents.c.path)
        .where(newer.c.audience.in_(audiences))
        .exists()
    )


def _page(row: Row[Any]) -> Page:
    return Page(
        path=row.path,
        title=row.title,
        owner=row.owner,
        link=row.link,
        updated=row.updated,
        came=row.ingested_at,
        review_by=row.review_by,
        verified=row.source == VERIFIED,
    )
