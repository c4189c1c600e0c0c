"""What customers said, as items that are counted, and the names that are one customer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "items",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("document", sa.String(length=1000), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("customer_key", sa.String(length=400), nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("chunks", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        comment="What customers said, one row an item; replaced with their document. `words` is "
        "the text as it is counted: lower-case words, a space before and after each.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_items_source", "items", ["source"])
    op.create_index("ix_items_document", "items", ["document"])
    op.create_index("ix_items_customer_key", "items", ["customer_key"])
    op.create_table(
        "customer_names",
        sa.Column("alias_key", sa.String(length=400), nullable=False),
        sa.Column("customer_key", sa.String(length=400), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("alias_key", "customer_key", name="pk_customer_names"),
        comment="What people said of two names: that they are one customer, or that they are not.",
    )
