"""Digests that people plan in Slack, who changed them, and what owners say about their numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "digests",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("changed_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_digests"),
        comment="Digests that were planned in Slack, and which digests of files are paused.",
    )
    op.create_table(
        "digest_changes",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_digest_changes"),
        comment="Who changed a digest, when, and to what; never deleted.",
    )
    op.create_index("ix_digest_changes_digest", "digest_changes", ["digest"])
    op.create_table(
        "digest_looks",
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("until", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_digest_looks"),
        comment="Up to when slots of each digest were looked for; what is not here is new.",
    )
    op.create_table(
        "reasons",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("delivery", NUMBER, nullable=False),
        sa.Column("metric", sa.String(length=200), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", WHEN, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("answered_at", WHEN),
        sa.PrimaryKeyConstraint("id", name="pk_reasons"),
        sa.UniqueConstraint("key", name="uq_reasons_key"),
        comment="What owners were asked about a number that crossed a threshold, and what they "
        "said.",
    )
    op.create_index("ix_reasons_digest", "reasons", ["digest"])
    op.create_index("ix_reasons_metric", "reasons", ["metric"])
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("leased_until", WHEN))
        deliveries.add_column(sa.Column("settled_at", WHEN))
        deliveries.add_column(sa.Column("frozen", sa.Text()))
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("holder", sa.String(length=40)))
        outbox.add_column(sa.Column("parent", sa.String(length=200)))
    with op.batch_alter_table("requests") as requests:
        requests.add_column(sa.Column("folder", sa.String(length=40)))
    op.create_index("ix_outbox_message", "outbox", ["message"])
