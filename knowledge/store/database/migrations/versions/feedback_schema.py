"""Feedback, questions to owners, verified answers, and what people and threads were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("key", sa.String(length=200)))
        questions.add_column(sa.Column("thread", sa.String(length=40)))
        questions.add_column(sa.Column("answer", sa.Text()))
        questions.add_column(sa.Column("evidence", sa.Text()))
        questions.create_unique_constraint("uq_questions_key", ["key"])
    op.create_table(
        "feedback",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("question", NUMBER, nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("resolved_by", sa.String(length=40), nullable=False),
        sa.Column("resolved_at", MOMENT),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("question", "user", name="uq_feedback_question_user"),
        comment="What people said of answers; open ones that are not right are the fix queue.",
    )
    op.create_index("ix_feedback_question", "feedback", ["question"])
    op.create_table(
        "asks",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("question", NUMBER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("asker", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=40), nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        sa.UniqueConstraint("question", "asker", name="uq_asks_question_asker"),
        comment="Questions that were sent to an owner, and what came back.",
    )
    op.create_index("ix_asks_question", "asks", ["question"])
    op.create_index("ix_asks_owner", "asks", ["owner"])
    op.create_table(
        "verified",
        sa.Column("document", sa.String(length=1000), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("approved_by", sa.String(length=40), nullable=False),
        sa.Column("approved_at", MOMENT, nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("ask", NUMBER),
        sa.Column("feedback", NUMBER),
        sa.PrimaryKeyConstraint("document", name="pk_verified"),
        comment="Answers that an owner vouches for until a day; their text is a document as well.",
    )
    op.create_table(
        "people",
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("user", sa.String(length=40), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("welcomed_at", MOMENT),
        sa.Column("hinted_at", MOMENT),
        sa.Column("home_seen_at", MOMENT),
        sa.PrimaryKeyConstraint("team", "user", name="pk_people"),
        comment="What each person was told once, and when they looked last.",
    )
    op.create_table(
        "threads",
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=40), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "thread", name="pk_threads"),
        comment="Threads in which the bot was asked to be quiet.",
    )
