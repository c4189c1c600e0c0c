"""The line below an answer: how much speaks for it, how new that is, who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.models import Citation


def evidence_line(citations: Sequence[Citation]) -> str:
    """For instance "2 documents · newest 12 Sep 2026 · 1 of them replaced by a newer one"."""
    documents = {citation.document: citation for citation in citations}
    parts = ["1 document" if len(documents) == 1 else f"{len(documents)} documents"]
    days = [citation.updated for citation in documents.values() if citation.updated]
    if days:
        newest = max(days)
        word = "newest " if len(documents) > 1 else ""
        parts.append(f"{word}{newest.day} {newest:%b %Y}")
    replaced = sum(bool(citation.superseded_by) for citation in documents.values())
    if replaced:
        parts.append(
            "replaced by a newer one" if len(documents) == 1 else f"{replaced} of them replaced"
        )
    return " · ".join(parts)
