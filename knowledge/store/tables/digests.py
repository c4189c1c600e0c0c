"""The tables of digests: planned in Slack, due in slots, and what owners say of their numbers."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Id, String, When, metadata

digests = Table(
    "digests",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("body", Text, nullable=False, default=""),  # JSON as a file has it; "" for a file's own
    Column("paused", Boolean, nullable=False, default=False),
    Column("deleted", Boolean, nullable=False, default=False),
    Column("author", String(40), nullable=False),
    Column("created_at", When, nullable=False),
    Column("changed_at", When, nullable=False),
    comment="Digests that were planned in Slack, and which digests of files are paused.",
)

digest_changes = Table(
    "digest_changes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("digest", String(200), nullable=False, index=True),
    Column("what", String(20), nullable=False),  # created | edited | paused | resumed | deleted
    Column("by", String(40), nullable=False),
    Column("at", When, nullable=False),
    Column("body", Text, nullable=False, default=""),  # as it was planned from then on
    comment="Who changed a digest, when, and to what; never deleted.",
)

digest_looks = Table(
    "digest_looks",
    metadata,
    Column("digest", String(200), primary_key=True),
    Column("until", When, nullable=False),
    comment="Up to when slots of each digest were looked for; what is not here is new.",
)

reasons = Table(
    "reasons",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False, unique=True),  # of the message that asks
    Column("digest", String(200), nullable=False, index=True),
    Column("delivery", Id, nullable=False),
    Column("metric", String(200), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("channel", String(40), nullable=False),
    Column("audience", String(200), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("asked", Text, nullable=False),  # what was asked, with the value and what it crossed
    Column("since", Date),  # the period; null for all rows there are
    Column("until", Date, nullable=False),
    Column("state", String(20), nullable=False, default="open"),  # open | answered | closed
    Column("asked_at", When, nullable=False),
    Column("answer", Text, nullable=False, default=""),
    Column("answered_by", String(40), nullable=False, default=""),
    Column("answered_at", When),
    comment="What owners were asked about a number that crossed a threshold, and what they said.",
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("digest", String(200), nullable=False),
    Column("slot", When, nullable=False),
    Column("channel", String(40), nullable=False),
    Column(
        "state", String(20), nullable=False, default="due"
    ),  # due | ready | sent | held | skipped
    Column("reason", Text, nullable=False, default=""),
    Column("values", Text, nullable=False, default=""),  # JSON: the figures, frozen when built
    Column("created_at", When, nullable=False),
    Column("leased_until", When),  # who builds it has it alone until then
    Column("settled_at", When),  # when its state was last written
    Column("frozen", Text),  # JSON: the digest as it was built, until it is handed over
    UniqueConstraint("digest", "slot", "channel"),
    comment="One row for each slot of each digest and channel, however many bots run.",
)
