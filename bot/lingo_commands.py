"""What a terminal may ask of the glossary's review: JSON values in, one object out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.readers import reader_of
from knowledge.store.conflicts import KeptConflict
from knowledge.store.lingo_records import Candidate, Side

if TYPE_CHECKING:
    from bot.handover import Progress
    from bot.shapes import Shape
    from bot.wiring import Throughline


def candidates(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"limit"} -> {"candidates": [...]}: terms that no glossary has, for the operator."""
    _reviewed(throughline, progress)
    kept = throughline.review.candidates.open(int(arguments.get("limit") or 100))
    return {"candidates": [candidate(one.candidate) for one in kept]}


def conflicts(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"user"?, "channel"?} -> {"conflicts": [...]} whose both sides the reader may see."""
    _reviewed(throughline, progress)
    reader = reader_of(throughline.audiences, arguments)
    kept = throughline.review.conflicts.standing(reader.audiences)
    return {"conflicts": [conflict(one) for one in kept]}


def candidate(one: Candidate) -> Shape:
    """A term that was found."""
    return {
        "label": one.label,
        "stands_for": one.stands_for,
        "definition": one.definition,
        "audience": one.audience,
        "times": one.times,
        "documents": one.documents,
        "domains": list(one.domains),
        "found_by": one.found_by,
        "evidence": [
            {"document": each.document, "section": each.section, "quote": each.quote}
            for each in one.evidence
        ],
    }


def conflict(one: KeptConflict) -> Shape:
    """Two meanings that differ."""
    found = one.conflict
    return {
        "key": one.key,
        "label": found.label,
        "kind": found.difference.kind,
        "severity": found.difference.severity,
        "reason": found.difference.reason,
        "state": one.state,
        "sides": [_side(found.one), _side(found.other)],
    }


def _side(one: Side) -> Shape:
    return {
        "definition": one.definition or one.stands_for,
        "stands_for": one.stands_for,
        "document": one.document,
        "section": one.section,
        "domain": one.domain,
        "owner": one.owner,
    }


def _reviewed(throughline: Throughline, progress: Progress) -> None:
    progress(0, 1, "reading what explains terms")
    if throughline.review.due():
        throughline.review.run(throughline.clock())
    progress(1, 1, "reading what explains terms")
