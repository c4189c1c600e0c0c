"""Values as the JSON objects of the command line: keys that others build on and nobody renames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from knowledge.models import (
    Answer,
    Citation,
    Clarification,
    Figure,
    NotFound,
    Passage,
    Period,
    Plot,
    Refusal,
    Reply,
    Sense,
    Working,
)

if TYPE_CHECKING:
    from knowledge.lingo.glossary import Lookup

Shape = dict[str, Any]
"""A JSON object."""


def reply(given: Reply, elapsed_ms: float, id_: str | None = None) -> Shape:
    """One answer of `ask`; `id_` first where there was one."""
    shape: Shape = {} if id_ is None else {"id": id_}
    shape |= {
        "question": given.question,
        "outcome": outcome(given),
        "visibility": "private" if given.private else "channel",
        "text": given.text,
        "mode": given.mode.value if isinstance(given, Answer) else None,
        "citations": [],
        "passages": [],
        "terms": [],
        "figures": [],
        "follow_ups": [],
    }
    if isinstance(given, Answer | NotFound):
        shape["passages"] = _passages(given.passages)
        shape["terms"] = [term(sense) for sense in given.terms]
        shape["follow_ups"] = list(given.follow_ups)
    if isinstance(given, Answer):
        shape["citations"] = [citation(one) for one in given.citations]
        shape["figures"] = [figure(one) for one in given.figures]
        shape["lead"], shape["evidence"] = given.lead, given.evidence
        shape["plots"] = [plot(one) for one in given.plots]
        shape["workings"] = [working(one) for one in given.workings]
    if isinstance(given, NotFound):
        shape["nearest"] = [
            {"document": one.document, "title": one.title, "section": one.section, "link": one.link}
            for one in given.nearest
        ]
        shape["ask"] = given.ask
    if isinstance(given, Clarification):
        shape["follow_ups"] = list(given.choices)
    return shape | {"elapsed_ms": round(elapsed_ms, 1)}


def outcome(given: Reply) -> str:
    """One word for what came of a question."""
    return {
        Answer: "answered",
        NotFound: "not_found",
        Clarification: "needs_clarification",
        Refusal: "refused",
    }[type(given)]


def citation(one: Citation) -> Shape:
    """Where a sentence comes from."""
    return {
        "number": one.number,
        "document": one.document,
        "title": one.title,
        "section": one.section,
        "quote": one.quote,
        "link": one.link,
        "owner": one.owner,
        "updated": day(one.updated),
        "superseded_by": one.superseded_by or None,
    }


def term(sense: Sense) -> Shape:
    """A term that an answer explains."""
    return {
        "label": sense.label,
        "definition": sense.definition or sense.stands_for,
        "domain": sense.domain,
        "document": sense.document,
    }


def figure(one: Figure) -> Shape:
    """A computed value with what it is."""
    return {
        "metric": one.metric,
        "label": one.label,
        "value": one.value,
        "unit": one.unit,
        "dimensions": dict(one.dimensions),
        "period": period(one.period),
        "n": one.n,
        "previous": one.previous,
        "last_year": one.last_year,
        "baseline": one.baseline,
        "target": None if one.target is None else one.target.value,
        "target_date": None if one.target is None else day(one.target.day),
        "owner": one.owner,
        "definition": one.definition,
        "as_of": None if one.as_of is None else one.as_of.isoformat(timespec="seconds"),
    }


def plot(one: Plot) -> Shape:
    """Values side by side; `value` as computed, null where it is not known."""
    return {
        "title": one.title,
        "kind": one.kind,
        "unit": one.unit,
        "series": [
            {"name": name, "points": [{"label": p.label, "value": p.value} for p in points]}
            for name, points in one.series
        ],
    }


def working(one: Working) -> Shape:
    """How a figure was computed."""
    return {
        "subject": one.subject,
        "rule": one.rule,
        "query": one.query,
        "source": one.source,
        "loaded": None if one.loaded is None else one.loaded.isoformat(),
        "file": one.file,
    }


def lookup(
    found: Lookup,
    elapsed_ms: float,
    id_: str | None = None,
    around: Sequence[Shape] = (),
) -> Shape:
    """One card of `lingo`; `around` is what else is known of each of its meanings."""
    shape: Shape = {} if id_ is None else {"id": id_}
    known = around or [{} for _ in found.senses]
    return shape | {
        "term": found.term,
        "outcome": "found" if found.senses else "not_found",
        "match": found.match or None,
        "label": found.label or None,
        "senses": [sense(one) | more for one, more in zip(found.senses, known, strict=True)],
        "suggestions": list(found.suggestions),
        "elapsed_ms": round(elapsed_ms, 1),
    }


def sense(one: Sense) -> Shape:
    """One meaning of a term."""
    return {
        "label": one.label,
        "definition": one.definition or one.stands_for,
        "stands_for": one.stands_for,
        "domain": one.domain,
        "owner": one.owner,
        "document": one.document,
        "section": one.section,
        "status": one.status,
        "note": one.note,
        "example": one.example,
        "url": one.url,
        "aliases": list(one.aliases),
        "not_to_confuse": one.not_to_confuse,
        "broader": list(one.broader),
        "narrower": list(one.narrower),
        "related": list(one.related),
        "replaced_by": one.replaced_by,
        "provenance": one.provenance,
        "verified_at": day(one.verified_at),
    }


def period(one: Period | None) -> Shape | None:
    """An inclusive pair of dates; None for all time."""
    return None if one is None else {"start": one.start.isoformat(), "end": one.end.isoformat()}


def day(one: date | None) -> str | None:
    """ISO 8601."""
    return None if one is None else one.isoformat()


def reasons(given: Iterable[tuple[str, str]]) -> list[Shape]:
    """Documents that were skipped or failed, with why."""
    return [{"document": document, "reason": reason} for document, reason in given]


def _passages(given: Sequence[Passage]) -> list[Shape]:
    return [
        {
            "document": one.document.path,
            "title": one.document.title,
            "section": one.chunk.section,
            "score": round(one.score, 4),
        }
        for one in given
    ]
