"""The tables of what customers said, of names that are one customer, and of names of themes."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Float, LargeBinary, Table, Text

from knowledge.store.tables.columns import Id, String, When, metadata

items = Table(
    "items",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source", String(200), nullable=False, index=True),
    Column("document", String(1000), nullable=False, index=True),
    Column("record", Text, nullable=False, default=""),
    Column("audience", String(200), nullable=False),
    Column("text", Text, nullable=False, default=""),
    Column("words", Text, nullable=False, default=""),
    Column("day", Date),
    Column("customer", Text, nullable=False, default=""),
    Column("customer_key", String(400), nullable=False, default="", index=True),
    Column("score", Float),
    Column("attributes", JSON, nullable=False),  # an object: texts by name
    Column("chunks", Text, nullable=False, default=""),  # ids with spaces between
    comment="What customers said, one row an item; replaced with their document. `words` is the "
    "text as it is counted: lower-case words, a space before and after each.",
    sqlite_autoincrement=True,
)

customer_names = Table(
    "customer_names",
    metadata,
    Column("alias_key", String(400), primary_key=True),
    Column("customer_key", String(400), primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("confirmed_by", String(40), nullable=False),
    Column("confirmed_at", When, nullable=False),
    comment="What people said of two names: that they are one customer, or that they are not.",
)

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
