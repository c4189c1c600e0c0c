"""Terms that people write in Slack, terms found in documents, and where meanings differ."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("senses") as senses:
        for name in ("hidden", "broader", "narrower", "related"):
            senses.add_column(_text(name, server_default="[]"))
        for name in ("not_to_confuse", "replaced_by", "quote"):
            senses.add_column(_text(name, server_default=sa.text("''")))
        senses.add_column(_short("provenance", 20, server_default="Imported"))
        senses.add_column(sa.Column("verified_at", sa.Date()))
        senses.add_column(
            sa.Column("review_days", sa.Integer(), server_default="0", nullable=False)
        )
    op.create_table(
        "own_senses",
        _short("document", 1000),
        _text("body"),
        _text("label"),
        _short("domain", 200),
        _short("audience", 200),
        _short("state", 20),
        _short("replaces_document", 1000),
        _text("replaces_section"),
        _short("author", 40),
        _short("decided_by", 40),
        _when("created_at"),
        _when("changed_at"),
        sa.PrimaryKeyConstraint("document", name="pk_own_senses"),
        comment="Meanings that people wrote or suggested in Slack; published ones are documents "
        "too.",
    )
    op.create_table(
        "sense_states",
        _short("document", 1000),
        _short("section", 400),
        _short("status", 20),
        _text("replaced_by"),
        _short("owner", 200),
        sa.Column("verified_at", sa.Date()),
        _short("verified_by", 40),
        _when("changed_at"),
        sa.PrimaryKeyConstraint("document", "section", name="pk_sense_states"),
        comment="What people say of a sense whose document says otherwise or nothing.",
    )
    op.create_table(
        "sense_changes",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        _short("document", 1000),
        _text("section"),
        _text("label"),
        _short("what", 20),
        _short("by", 40),
        _when("at"),
        _text("body"),
        sa.PrimaryKeyConstraint("id", name="pk_sense_changes"),
        comment="Who changed a meaning, when, and to what; never deleted.",
    )
    op.create_table(
        "candidates",
        _short("key", 64),
        *(_text(name) for name in ("label", "stands_for", "definition")),
        _short("audience", 200),
        sa.Column("times", sa.Integer(), nullable=False),
        _text("evidence"),
        _short("found_by", 20),
        _short("state", 20),
        _short("decided_by", 40),
        sa.Column("decided_at", WHEN),
        _when("found_at"),
        sa.PrimaryKeyConstraint("key", name="pk_candidates"),
        comment="Terms found in documents or asked for, which no glossary has.",
    )
    op.create_table(
        "conflicts",
        _short("key", 64),
        _text("label"),
        _short("kind", 40),
        _short("severity", 10),
        *(_text(name) for name in ("reason", "one", "other")),
        _short("one_audience", 200),
        _short("other_audience", 200),
        _short("state", 20),
        _short("outcome", 20),
        _text("wording"),
        _short("proposed_by", 40),
        _short("decided_by", 40),
        sa.Column("decided_at", WHEN),
        _when("found_at"),
        sa.PrimaryKeyConstraint("key", name="pk_conflicts"),
        comment="Where two departments or documents do not mean the same, and what came of it.",
    )
    op.create_table(
        "met_terms",
        _short("team", 40),
        _short("who", 200),
        _short("term", 200),
        _short("message", 200),
        _when("at"),
        sa.PrimaryKeyConstraint("team", "who", "term", name="pk_met_terms"),
        comment="Which terms were explained to whom, and in which threads.",
    )


def _text(name: str, server_default: str | sa.TextClause | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=server_default)


def _short(name: str, length: int, server_default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default=server_default)


def _when(name: str) -> sa.Column[object]:
    return sa.Column(name, WHEN, nullable=False)
