"""All tables of the truth. Nothing in them that PostgreSQL would refuse; times are UTC."""

from __future__ import annotations

from knowledge.store.tables import (  # noqa: F401 - each declares its tables as it is imported
    digests,
    documents,
    facts,
    items,
    lingo,
    messages,
    people,
    questions,
)
from knowledge.store.tables.columns import metadata

__all__ = ["metadata"]
