"""Questions and what came of them into the journal: what nobody could answer is a gap."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.shapes import shapes
from bot.shapes.workings import workings_of
from knowledge.errors import StoreError
from knowledge.models import Answer, NotFound
from knowledge.store.questions.journal import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from knowledge.models import Reader, Reply
    from knowledge.store.questions.journal import Journal

log = logging.getLogger(__name__)


def entry(given: Reply, reader: Reader, elapsed_ms: float, at: datetime, place: str = "") -> Entry:
    """A reply as the journal keeps it."""
    passages = given.passages if isinstance(given, Answer | NotFound) else ()
    return Entry(
        asked_at=at,
        text=given.question,
        outcome=shapes.outcome(given),
        asked_by=reader.user,
        place=place,
        mode=given.mode.value if isinstance(given, Answer) else "",
        documents=list(dict.fromkeys(one.document.path for one in passages[:5])),
        audiences=reader.audiences,
        ask=given.ask if isinstance(given, NotFound) else "",
        elapsed_ms=elapsed_ms,
        answer=given.text,
        evidence=_evidence(given),
    )


def record(journal: Journal, kept: Entry) -> int:
    """Keeps it where that is possible; an answer is not held back because a disk is full.

    Returns:
        Its id, 0 where it could not be kept.
    """
    try:
        return journal.record(kept)
    except StoreError as error:
        log.warning("a question could not be recorded: %s", error)
        return 0


def _evidence(given: Reply) -> list[dict[str, Any]]:
    """What was shown as sources, or as near."""
    if isinstance(given, Answer):
        audiences = {one.document.path: one.document.audience for one in given.passages}
        audiences |= {one.document: one.audience for one in given.terms}
        return _computed(given) + [
            {
                "number": one.number,
                "document": one.document,
                "title": one.title,
                "section": one.section,
                "quote": one.quote,
                "link": one.link,
                "owner": one.owner,
                "audience": one.audience or audiences.get(one.document, ""),
            }
            for one in given.citations
        ]
    if isinstance(given, NotFound):
        audiences = {one.document.path: one.document.audience for one in given.passages}
        return [
            {
                "document": one.document,
                "title": one.title,
                "section": one.section,
                "link": one.link,
                "owner": one.owner,
                "audience": audiences.get(one.document, ""),
            }
            for one in given.nearest
        ]
    return []


def _computed(given: Answer) -> list[dict[str, Any]]:
    """What was computed, each with its working; nobody named one audience that may read it."""
    made = [
        {
            "document": one.file,
            "title": one.subject,
            "quote": one.rule,
            "owner": one.owner,
            "working": asdict(one),
        }
        for one in workings_of(given)
    ]
    known = {one["title"] for one in made}
    bare = {one.label: one for one in given.figures if one.label not in known}
    return made + [
        {"document": "", "title": label, "quote": one.definition, "owner": one.owner}
        for label, one in bare.items()
    ]
