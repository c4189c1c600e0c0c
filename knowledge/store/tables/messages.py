"""The tables of what comes in and goes out: events, messages, requests of commands."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Id, String, When, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("team", String(40), nullable=False),
    Column("event", String(80), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("message", String(40), nullable=False),
    Column("body", Text, nullable=False),  # JSON, emptied when the event is done
    Column("received_at", When, nullable=False),
    Column(
        "state", String(20), nullable=False, default="waiting"
    ),  # waiting | working | done | failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("leased_until", When),
    Column("user", String(40)),
    Column("thread", String(40)),
    UniqueConstraint("team", "event"),
    UniqueConstraint("team", "channel", "message"),
    Index("ix_inbox_state", "state", "id"),
    comment="Events that were kept before they were acknowledged.",
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("channel", String(40), nullable=False),
    Column("thread", String(40), nullable=False, default=""),
    Column("payload", Text, nullable=False),  # JSON: text, blocks, files
    Column("state", String(20), nullable=False, default="pending"),
    # begun | waiting | pending | sending | sent | held | dead
    Column("attempts", Integer, nullable=False, default=0),
    Column("first_try", When),
    Column("leased_until", When),
    Column("created_at", When, nullable=False),
    Column("message", String(40), nullable=False, default=""),  # Slack's ts, once sent or begun
    Column("reason", Text, nullable=False, default=""),  # why held or dead
    Column("holder", String(40)),  # names the claim whose lease it is
    Column("parent", String(200)),  # the key of the message whose thread it goes to
    Index("ix_outbox_state", "state", "id"),
    Index("ix_outbox_message", "message"),
    comment="Messages posted once: unique by key, looked for in Slack before a second try.",
)

requests = Table(
    "requests",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("command", String(40), nullable=False),
    Column("arguments", Text, nullable=False),  # JSON
    Column(
        "state", String(20), nullable=False, default="waiting"
    ),  # waiting | working | done | failed
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("result", Text, nullable=False, default=""),  # JSON when done, a sentence when failed
    Column("created_at", When, nullable=False),
    Column("seen_at", When),
    Column("folder", String(40)),  # the name of the folder whose owner is asked
    comment="What a command beside a running bot asks it to do, and how far it is.",
)
