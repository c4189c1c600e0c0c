"""The tables of documents, their chunks and vectors, and the changes that indexes follow."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Table, Text

from knowledge.store.tables.columns import Id, String, When, metadata

documents = Table(
    "documents",
    metadata,
    Column("path", String(1000), primary_key=True),
    Column("source", String(200), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("audience", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("owner", String(200), nullable=False, default=""),
    Column("domain", String(200), nullable=False, default=""),
    Column("link", Text, nullable=False, default=""),
    Column("kind", String(20), nullable=False),
    Column("updated", Date),
    Column("review_by", Date),
    Column("supersedes", String(1000), nullable=False, default=""),
    Column("ingested_at", When, nullable=False),
    comment="Documents that can be seen; written in the transaction that shows their chunks.",
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document", String(1000), nullable=False, index=True),
    Column("audience", String(200), nullable=False),
    Column("section", Text, nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("embedded", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("term", Text, nullable=False, default=""),
    Column("embedding", String(64), nullable=False, index=True),
    Column("live", Boolean, nullable=False, default=False),
    comment="Pieces of documents. Only live ones are seen; others are half-written, swept later.",
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("model", String(64), nullable=False, index=True),
    Column("vector", LargeBinary, nullable=False),
    Column("parts", LargeBinary, nullable=False, default=b""),
    comment="By sha256 of (model fingerprint, text): its vector, little-endian float32, unit "
    "length; the vectors of its pieces one after the other, float16.",
)

changes = Table(
    "changes",
    metadata,
    Column("sequence", Id, primary_key=True, autoincrement=True),
    Column("chunk", String(32), nullable=False),
    Column("audience", String(200), nullable=False),
    Column("added", Boolean, nullable=False),
    comment="What derived indexes follow: a chunk became visible, or went.",
    sqlite_autoincrement=True,
)
