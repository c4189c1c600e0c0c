"""Some documents by their paths, for whoever shows where a meaning stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from knowledge.models import SourceKind
from knowledge.store.database.database import Database, slices
from knowledge.store.tables.documents import documents


@dataclass(frozen=True, slots=True)
class PageLink:
    """What a document is called, where it is, and whose it is; `glossary`: it holds meanings.

    `updated` is the day that its text is from.
    """

    title: str
    link: str = ""
    owner: str = ""
    glossary: bool = False
    updated: date | None = None


class Pages:
    """The documents table, one row at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, paths: Collection[str]) -> dict[str, PageLink]:
        """Those of these documents that there are, by path. Who may read them is not asked here.

        Raises:
            StoreError: the database cannot be read.
        """
        columns = documents.c
        wanted = (
            columns.path,
            columns.title,
            columns.link,
            columns.owner,
            columns.kind,
            columns.updated,
        )
        found: dict[str, PageLink] = {}
        with self._database.read() as connection:
            for part in slices(list(paths)):
                query = select(*wanted).where(documents.c.path.in_(part))
                for path, title, link, owner, kind, updated in connection.execute(query):
                    glossary = kind == SourceKind.GLOSSARY.value
                    found[path] = PageLink(title, link, owner, glossary, updated)
        return found
