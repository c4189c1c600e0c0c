"""The tables of what was asked, what a thread is about, and what the chat model cost."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, Index, Integer, Table, Text

from knowledge.store.tables.columns import Id, String, When, metadata

questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("asked_at", When, nullable=False, index=True),
    Column("asked_by", String(40), nullable=False, default=""),
    Column("place", String(40), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("mode", String(20), nullable=False, default=""),
    Column("documents", Text, nullable=False, default="[]"),  # a JSON list of the evidence's paths
    Column(
        "audiences", Text, nullable=False, default="[]"
    ),  # a JSON list of what the asker could read
    Column("ask", String(200), nullable=False, default=""),
    Column("elapsed_ms", Float, nullable=False, default=0.0),
    Column("key", String(200), unique=True),  # of the delivery; null for a terminal's question
    Column("thread", String(40)),
    Column("answer", Text),
    Column("evidence", Text),  # a JSON list: document, title, section, quote, link, owner, audience
    comment="Questions and their outcome; those that were not found are the gaps.",
)

turns = Table(
    "turns",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("team", String(40), nullable=False, default=""),
    Column("channel", String(40), nullable=False),
    Column("thread", String(40), nullable=False),
    Column("user", String(40), nullable=False),
    Column("question", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("asked_at", When, nullable=False),
    Index("ix_turns_thread", "channel", "thread", "id"),
    comment="What a thread is about, for follow-ups.",
)

spending = Table(
    "spending",
    metadata,
    Column("day", Date, primary_key=True),
    Column("tokens", Integer, nullable=False, default=0),
    Column("cost", Float, nullable=False, default=0.0),
    comment="What the chat model was used for on each day, against the cap.",
)
