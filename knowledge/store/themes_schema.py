"""The table of the names that people gave to themes."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, LargeBinary, Table, Text

from knowledge.store.columns import Id, String, When, metadata

theme_names = Table(
    "theme_names",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source", String(400), nullable=False, index=True),
    Column("model", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("pinned", Boolean, nullable=False, default=False),
    Column("given_by", String(40), nullable=False),
    Column("given_at", When, nullable=False),
    comment="What people call a theme of a source, by the direction of its centre: little-endian "
    "float32 of unit length, of one embedding model.",
)
