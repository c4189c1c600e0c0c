"""The first schema."""

from __future__ import annotations

from alembic import op

from knowledge.store.schema import metadata

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
