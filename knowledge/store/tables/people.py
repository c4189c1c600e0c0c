"""The tables of what people said of answers, asked of owners, and were told."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Id, String, When, metadata

feedback = Table(
    "feedback",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("question", Id, nullable=False, index=True),
    Column("user", String(40), nullable=False),
    Column("verdict", String(10), nullable=False),  # right | wrong
    Column("reason", String(20), nullable=False, default=""),
    # wrong | outdated | incomplete | other_question
    Column("words", Text, nullable=False, default=""),  # the right answer, where they know it
    Column("owner", String(200), nullable=False, default=""),
    Column("state", String(20), nullable=False, default="open"),
    # open | resolved | dismissed; kept, where it was right
    Column("given_at", When, nullable=False),
    Column("resolved_by", String(40), nullable=False, default=""),
    Column("resolved_at", When),
    Column("resolution", Text, nullable=False, default=""),
    UniqueConstraint("question", "user"),
    comment="What people said of answers; open ones that are not right are the fix queue.",
)

asks = Table(
    "asks",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("question", Id, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("team", String(40), nullable=False, default=""),
    Column("asker", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("thread", String(40), nullable=False, default=""),
    Column("owner", String(200), nullable=False, index=True),
    Column("state", String(20), nullable=False, default="open"),  # open | answered | declined
    Column("asked_at", When, nullable=False),
    Column("answer", Text, nullable=False, default=""),
    Column("answered_by", String(40), nullable=False, default=""),
    Column("answered_at", When),
    Column("audience", String(200)),  # of the answer
    Column("keep_until", Date),  # wished for by who answered; null where it is not to be kept
    UniqueConstraint("question", "asker"),
    comment="Questions that were sent to an owner, and what came back.",
)

verified = Table(
    "verified",
    metadata,
    Column("document", String(1000), primary_key=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("owner", String(200), nullable=False),
    Column("approved_by", String(40), nullable=False),
    Column("approved_at", When, nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("ask", Id),
    Column("feedback", Id),
    Column("audience", String(200)),
    Column("reminded_at", When),
    comment="Answers that an owner vouches for until a day; their text is a document as well.",
)

people = Table(
    "people",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("user", String(40), primary_key=True),
    Column("first_seen", When, nullable=False),
    Column("welcomed_at", When),
    Column("hinted_at", When),  # told how to get written answers
    Column("home_seen_at", When),
    comment="What each person was told once, and when they looked last.",
)

threads = Table(
    "threads",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("thread", String(40), primary_key=True),
    Column("quiet", Boolean, nullable=False, default=False),
    Column("changed_at", When, nullable=False),
    comment="Threads in which the bot was asked to be quiet.",
)
