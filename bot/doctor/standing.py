"""What is in a store, and what nobody could answer; reads SQL, beside a running bot too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.doctor.local import database_of, owned
from bot.settings.settings import load
from bot.shapes.shapes import period
from knowledge.store.database.facts import EMBEDDING_MODEL, Facts
from knowledge.store.digests.reasons import SOURCE as REASONS
from knowledge.store.digests.reasons import Reasons
from knowledge.store.documents.documents import Documents
from knowledge.store.feedback.resolved import Line
from knowledge.store.feedback.resolved import resolved as lines
from knowledge.store.feedback.verified import SOURCE as VERIFIED
from knowledge.store.feedback.verified import VerifiedStore
from knowledge.store.questions.journal import Journal


def status(config: Path | None, store: Path | None) -> dict[str, Any]:
    """Counts of everything, for the operator."""
    settings = load(config, store)
    with database_of(settings) as database:
        counts = Documents(database).counts()
        journal = Journal(database)
        kept = VerifiedStore(database).counts(datetime.now(UTC).date())
        return {
            "documents": counts.documents,
            "chunks": counts.chunks,
            "terms": counts.terms,
            "gaps": len(journal.gaps(None, limit=1_000_000)),
            "questions": journal.count(),
            "verified": {"good": kept.good, "expired": kept.expired},
            "sources": [
                {
                    "name": one.name,
                    "documents": one.documents,
                    "last_ingest": one.last_ingest.isoformat() if one.last_ingest else None,
                }
                for one in counts.sources
                if one.name not in {VERIFIED, REASONS}
            ],
            "model": settings.embedding.model,
            "embedded_with": Facts(database).get(EMBEDDING_MODEL),
            "database": database.place,
            "running": owned(settings),
        }


def gaps(config: Path | None, store: Path | None, limit: int) -> list[dict[str, Any]]:
    """Questions that nobody could answer, most asked first, for the operator."""
    with database_of(load(config, store)) as database:
        return [
            {
                "question": one.text,
                "times": one.times,
                "last_asked": one.last_asked.isoformat(),
                "ask": one.ask,
            }
            for one in Journal(database).gaps(None, limit)
        ]


def resolved(config: Path | None, store: Path | None) -> list[Line]:
    """Questions that owners settled, with what is right, as lines of an evaluation."""
    with database_of(load(config, store)) as database:
        return lines(database, datetime.now(UTC).date())


def asks(config: Path | None, store: Path | None) -> list[dict[str, Any]]:
    """Numbers for which an owner was asked for a reason and gave none, oldest first."""
    with database_of(load(config, store)) as database:
        return [
            {
                "metric": one.metric,
                "label": one.label,
                "period": period(one.period),
                "until": one.until.isoformat(),
                "owner": one.owner,
                "asked": one.asked,
                "asked_at": one.asked_at.isoformat(),
                "digest": one.digest,
                "channel": one.channel,
            }
            for one in Reasons(database).all_open()
        ]
