"""Who may read what an owner said, until when it holds, and when they were reminded of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    with op.batch_alter_table("asks") as asks:
        asks.add_column(sa.Column("audience", sa.String(length=200)))
        asks.add_column(sa.Column("keep_until", sa.Date()))
    with op.batch_alter_table("verified") as verified:
        verified.add_column(sa.Column("audience", sa.String(length=200)))
        verified.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True)))
