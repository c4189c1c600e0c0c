"""Who an arrival is from and the thread that it is in: nobody's questions keep others waiting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("user", sa.String(length=40)))
        inbox.add_column(sa.Column("thread", sa.String(length=40)))
