"""The running text of documents, for whoever reads all of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from knowledge.models import SourceKind
from knowledge.store.database.database import Database
from knowledge.store.tables.documents import chunks, documents


@dataclass(frozen=True, slots=True)
class Piece:
    """A visible chunk of a document, with whose it is."""

    document: str
    section: str
    text: str
    audience: str
    domain: str
    owner: str


def prose(database: Database) -> list[Piece]:
    """The pieces of all documents, in their order; no glossaries, and not what customers said.

    Raises:
        StoreError: the database cannot be read.
    """
    columns = (
        chunks.c.document,
        chunks.c.section,
        chunks.c.text,
        chunks.c.audience,
        documents.c.domain,
        documents.c.owner,
    )
    query = (
        select(*columns)
        .join(documents, documents.c.path == chunks.c.document)
        .where(chunks.c.live, chunks.c.term == "", documents.c.kind == SourceKind.DOCUMENTS.value)
        .order_by(chunks.c.document, chunks.c.position)
    )
    with database.read() as connection:
        return [Piece(*row) for row in connection.execute(query)]
