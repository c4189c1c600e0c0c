"""The truth of documents, chunks, vectors and changes."""

from __future__ import annotations

from knowledge.store.documents.publishing import Publication, Publishing, chunk_id
from knowledge.store.documents.reading import Change, Counts, Reading, SourceCount

__all__ = ["Change", "Counts", "Documents", "Publication", "SourceCount", "chunk_id"]


class Documents(Publishing, Reading):
    """Both halves over one database: `Publishing` writes, `Reading` reads."""
