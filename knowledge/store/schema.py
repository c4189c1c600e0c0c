"""The tables of the truth. Nothing here that PostgreSQL would refuse; times are UTC."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.store.columns import Id, String, When, metadata
from knowledge.store.digests_schema import digest_changes, digest_looks, digests, reasons
from knowledge.store.items_schema import customer_names, items
from knowledge.store.lingo_schema import (
    candidates,
    conflicts,
    met_terms,
    own_senses,
    sense_changes,
    sense_columns,
    sense_states,
)
from knowledge.store.people_schema import asks, feedback, people, threads, verified
from knowledge.store.themes_schema import theme_names

__all__ = [
    "asks",
    "candidates",
    "changes",
    "chunks",
    "conflicts",
    "customer_names",
    "deliveries",
    "digest_changes",
    "digest_looks",
    "digests",
    "documents",
    "embeddings",
    "facts",
    "feedback",
    "inbox",
    "items",
    "met_terms",
    "metadata",
    "outbox",
    "own_senses",
    "people",
    "questions",
    "reasons",
    "requests",
    "sense_changes",
    "sense_states",
    "senses",
    "spending",
    "theme_names",
    "threads",
    "turns",
    "verified",
]

facts = Table(
    "facts",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    comment="What the store knows of itself: the embedding model's fingerprint and the like.",
)

documents = Table(
    "documents",
    metadata,
    Column("path", String(1000), primary_key=True),
    Column("source", String(200), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("audience", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("owner", String(200), nullable=False, default=""),
    Column("domain", String(200), nullable=False, default=""),
    Column("link", Text, nullable=False, default=""),
    Column("kind", String(20), nullable=False),
    Column("updated", Date),
    Column("review_by", Date),
    Column("supersedes", String(1000), nullable=False, default=""),
    Column("ingested_at", When, nullable=False),
    comment="Documents that can be seen; written in the transaction that shows their chunks.",
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("document", String(1000), nullable=False, index=True),
    Column("audience", String(200), nullable=False),
    Column("section", Text, nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("embedded", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("term", Text, nullable=False, default=""),
    Column("embedding", String(64), nullable=False, index=True),
    Column("live", Boolean, nullable=False, default=False),
    comment="Pieces of documents. Only live ones are seen; others are half-written, swept later.",
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("model", String(64), nullable=False, index=True),
    Column("vector", LargeBinary, nullable=False),
    Column("parts", LargeBinary, nullable=False, default=b""),
    comment="By sha256 of (model fingerprint, text): its vector, little-endian float32, unit "
    "length; the vectors of its pieces one after the other, float16.",
)

changes = Table(
    "changes",
    metadata,
    Column("sequence", Id, primary_key=True, autoincrement=True),
    Column("chunk", String(32), nullable=False),
    Column("audience", String(200), nullable=False),
    Column("added", Boolean, nullable=False),
    comment="What derived indexes follow: a chunk became visible, or went.",
    sqlite_autoincrement=True,
)

senses = Table(
    "senses",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("label", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("stands_for", Text, nullable=False, default=""),
    Column("aliases", Text, nullable=False, default="[]"),  # a JSON list
    Column("note", Text, nullable=False, default=""),
    Column("example", Text, nullable=False, default=""),
    Column("domain", String(200), nullable=False, default=""),
    Column("owner", String(200), nullable=False, default=""),
    Column("url", Text, nullable=False, default=""),
    Column("status", String(20), nullable=False, default="Approved"),
    Column("document", String(1000), nullable=False, index=True),
    Column("section", Text, nullable=False, default=""),
    Column("audience", String(200), nullable=False),
    Column("metric", String(200), nullable=False, default=""),
    *sense_columns(),
    comment="Meanings of terms, as their documents give them; replaced with their document.",
)

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

spending = Table(
    "spending",
    metadata,
    Column("day", Date, primary_key=True),
    Column("tokens", Integer, nullable=False, default=0),
    Column("cost", Float, nullable=False, default=0.0),
    comment="What the chat model was used for on each day, against the cap.",
)
