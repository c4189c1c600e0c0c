"""The table of what the store knows of itself."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from knowledge.store.tables.columns import String, metadata

facts = Table(
    "facts",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    comment="What the store knows of itself: the embedding model's fingerprint and the like.",
)
