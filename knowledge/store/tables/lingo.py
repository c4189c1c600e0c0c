"""The tables of terms: of documents, of what people write in Slack, of finds and conflicts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, Integer, Table, Text, text

from knowledge.store.tables.columns import Id, String, When, metadata

SENSE_LISTS = ("aliases", "hidden", "broader", "narrower", "related")
"""Columns of senses that hold JSON lists."""


def sense_columns() -> tuple[Column[Any], ...]:
    """What a sense says besides its definition; lists are JSON."""
    lists = [
        Column(name, Text, nullable=False, default="[]", server_default="[]")
        for name in ("hidden", "broader", "narrower", "related")
    ]
    texts = [
        Column(name, Text, nullable=False, default="", server_default=text("''"))
        for name in ("not_to_confuse", "replaced_by", "quote")
    ]
    return (
        *lists,
        *texts,
        Column(
            "provenance", String(20), nullable=False, default="Imported", server_default="Imported"
        ),
        Column("verified_at", Date),
        Column("review_days", Integer, nullable=False, default=0, server_default="0"),
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

own_senses = Table(
    "own_senses",
    metadata,
    Column("document", String(1000), primary_key=True),  # under which it is published
    Column("body", Text, nullable=False),  # JSON: the sense as it is, or would be
    Column("label", Text, nullable=False),
    Column("domain", String(200), nullable=False, default=""),
    Column("audience", String(200), nullable=False),
    Column("state", String(20), nullable=False, default="suggested"),
    # suggested | published | rejected | withdrawn
    Column("replaces_document", String(1000), nullable=False, default=""),
    Column("replaces_section", Text, nullable=False, default=""),
    Column("author", String(40), nullable=False),
    Column("decided_by", String(40), nullable=False, default=""),
    Column("created_at", When, nullable=False),
    Column("changed_at", When, nullable=False),
    comment="Meanings that people wrote or suggested in Slack; published ones are documents too.",
)

sense_states = Table(
    "sense_states",
    metadata,
    Column("document", String(1000), primary_key=True),
    Column("section", String(400), primary_key=True),
    Column("status", String(20), nullable=False, default=""),  # "" leaves what the document says
    Column("replaced_by", Text, nullable=False, default=""),
    Column("owner", String(200), nullable=False, default=""),
    Column("verified_at", Date),
    Column("verified_by", String(40), nullable=False, default=""),
    Column("changed_at", When, nullable=False),
    comment="What people say of a sense whose document says otherwise or nothing.",
)

sense_changes = Table(
    "sense_changes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("document", String(1000), nullable=False),
    Column("section", Text, nullable=False, default=""),
    Column("label", Text, nullable=False),
    Column("what", String(20), nullable=False),
    # suggested | approved | rejected | edited | deprecated | verified | adopted | joined
    Column("by", String(40), nullable=False),
    Column("at", When, nullable=False),
    Column("body", Text, nullable=False, default=""),
    comment="Who changed a meaning, when, and to what; never deleted.",
)

candidates = Table(
    "candidates",
    metadata,
    Column("key", String(64), primary_key=True),  # hash of the label's key and the audience
    Column("label", Text, nullable=False),
    Column("stands_for", Text, nullable=False, default=""),
    Column("definition", Text, nullable=False, default=""),
    Column("audience", String(200), nullable=False),
    Column("times", Integer, nullable=False, default=0),
    Column(
        "evidence", Text, nullable=False, default="[]"
    ),  # JSON: document, section, quote, domain
    Column("found_by", String(20), nullable=False),
    Column("state", String(20), nullable=False, default="open"),
    # open | approved | merged | rejected; a rejected one stays away
    Column("decided_by", String(40), nullable=False, default=""),
    Column("decided_at", When),
    Column("found_at", When, nullable=False),
    comment="Terms found in documents or asked for, which no glossary has.",
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("key", String(64), primary_key=True),  # hash of both sides: changed words, a new one
    Column("label", Text, nullable=False),
    Column("kind", String(40), nullable=False),  # different number | subject | scope | deprecated
    Column("severity", String(10), nullable=False),  # high | medium | low
    Column("reason", Text, nullable=False),
    Column("one", Text, nullable=False),  # JSON: document, section, label, quote, domain, owner
    Column("other", Text, nullable=False),
    Column("one_audience", String(200), nullable=False),
    Column("other_audience", String(200), nullable=False),
    Column("state", String(20), nullable=False, default="found"),
    # found | confirmed | dismissed | settled | gone
    Column("outcome", String(20), nullable=False, default=""),  # both | one | other | joint
    Column("wording", Text, nullable=False, default=""),
    Column("proposed_by", String(40), nullable=False, default=""),  # "" while no wording is
    Column("decided_by", String(40), nullable=False, default=""),
    Column("decided_at", When),
    Column("found_at", When, nullable=False),
    comment="Where two departments or documents do not mean the same, and what came of it.",
)

met_terms = Table(
    "met_terms",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("who", String(200), primary_key=True),  # a person, or a channel and a thread in it
    Column("term", String(200), primary_key=True),  # the key of the label
    Column("message", String(200), nullable=False),  # the key of the message that explained it
    Column("at", When, nullable=False),
    comment="Which terms were explained to whom, and in which threads.",
)
