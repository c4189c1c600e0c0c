"""What a terminal may ask of the glossary's review: JSON values in, one object out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.wiring.readers import reader_of
from knowledge.errors import InputError, ThroughlineError
from knowledge.lingo.deciding.writing import SOURCE, numbered
from knowledge.lingo.due import review_due
from knowledge.lingo.exchanging.datahub import to_datahub
from knowledge.lingo.exchanging.tables import to_csv, to_markdown
from knowledge.lingo.measured import metrics_of
from knowledge.metrics.definitions import MetricDefinition
from knowledge.metrics.newest import newest
from knowledge.metrics.wording import figure_words
from knowledge.models import Sense, Source, SourceKind
from knowledge.store.documents.pages import PageLink, Pages
from knowledge.store.lingo.conflicts import KeptConflict
from knowledge.store.lingo.records import Candidate, Side

if TYPE_CHECKING:
    from bot.commands.handover import Progress
    from bot.shapes.shapes import Shape
    from bot.wiring.throughline import Throughline
    from ingest.parsed import SenseRecord


def _skos(senses: Sequence[Sense]) -> str:
    from knowledge.lingo.exchanging.skos import to_skos  # noqa: PLC0415 - rdflib takes its time

    return to_skos(senses)


FORMATS = {"skos": _skos, "datahub": to_datahub, "csv": to_csv, "markdown": to_markdown}
"""What a glossary can be written as."""


def around(throughline: Throughline, senses: Sequence[Sense]) -> list[Shape]:
    """What is known of each meaning of a label beside what it says: its source, review, metric."""
    pages = Pages(throughline.database).of({one.document for one in senses})
    found = []
    for sense, metric in zip(senses, metrics_of(senses, _defined(throughline)), strict=True):
        page = pages.get(sense.document, PageLink(""))
        due = review_due(sense, page.updated)
        found.append(
            {
                "title": page.title,
                "link": page.link,
                "review_due": due.isoformat() if due else None,
                "metric": metric or None,
            }
        )
    return found


def value(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"metric", "user"?, "channel"?} -> {"words"}: where a metric stands, "" for not known."""
    del progress
    metric, metrics = str(arguments["metric"]), throughline.metrics
    reader = reader_of(throughline.audiences, arguments)
    try:
        readable = metrics.audiences(metric) <= reader.audiences
        figure = newest(metric, metrics, throughline.today()) if readable else None
    except ThroughlineError:  # `metric check` says what is wrong
        return {"words": ""}
    return {"words": figure_words(figure)}


def candidates(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"limit", "user"?, "channel"?} -> {"candidates": [...]} that the reader may see."""
    _reviewed(throughline, progress)
    reader = reader_of(throughline.audiences, arguments)
    limit = int(arguments.get("limit") or 100)
    kept = throughline.review.candidates.open(limit, reader.audiences)
    return {"candidates": [candidate(one.candidate) for one in kept]}


def conflicts(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"user"?, "channel"?} -> {"conflicts": [...]} whose both sides the reader may see."""
    _reviewed(throughline, progress)
    reader = reader_of(throughline.audiences, arguments)
    kept = throughline.review.conflicts.standing(reader.audiences)
    return {"conflicts": [conflict(one) for one in kept]}


def exported(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"format": skos | datahub | csv | markdown, "user"?, "channel"?} -> {"text", "terms"}."""
    progress(0, 1, "writing")
    reader = reader_of(throughline.audiences, arguments)
    senses = numbered(throughline.senses.all(reader.audiences))
    text = FORMATS[str(arguments["format"])](senses)
    progress(1, 1, "writing")
    return {"text": text, "terms": len(senses)}


def imported(throughline: Throughline, arguments: Mapping[str, Any], progress: Progress) -> Shape:
    """{"path", "domain", "audience", "owner"} -> {"document", "terms", "left_out"}.

    Raises:
        InputError: there is no such audience.
        DocumentError: the file cannot be read as a glossary.
    """
    from ingest.loaders.reading import read  # noqa: PLC0415 - not wanted for a look-up

    audience, path = str(arguments["audience"]), Path(str(arguments["path"]))
    if audience not in throughline.audiences.names:
        known = ", ".join(sorted(throughline.audiences.names))
        raise InputError(f"There is no audience '{audience}'. There are: {known}.")
    source = Source(SOURCE, SourceKind.GLOSSARY, str(path), audience)
    (parsed,) = read(path, source, path.parent)
    # the same name may come from two departments, or for two audiences
    whose = "/".join(filter(None, (audience, str(arguments.get("domain") or ""))))
    document = f"lingo/imported/{whose}/{path.name}"
    senses = senses_of(parsed.senses, document, audience, arguments)
    progress(0, len(senses), "embedding")
    throughline.writing.publish(parsed.title, senses, throughline.clock())
    progress(len(senses), len(senses), "embedding")
    return {"document": document, "terms": len(senses), "left_out": list(parsed.left_out)}


def senses_of(
    records: Sequence[SenseRecord], document: str, audience: str, given: Mapping[str, Any]
) -> list[Sense]:
    """What a file says, as senses of a document; what it leaves open is as it was given."""
    names = {one.name for one in fields(Sense)} - {"document", "audience", "section", "quote"}
    made = []
    for record in records:
        said = {name: getattr(record, name) for name in names if hasattr(record, name)}
        said["domain"] = record.domain or str(given.get("domain") or "")
        said["owner"] = record.owner or str(given.get("owner") or "")
        made.append(Sense(document=document, audience=audience, section=record.record, **said))
    return made


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


def _defined(throughline: Throughline) -> Mapping[str, MetricDefinition]:
    try:
        return throughline.metrics.definitions.metrics if throughline.settings.metrics else {}
    except ThroughlineError:  # `metric check` says what is wrong
        return {}


def _reviewed(throughline: Throughline, progress: Progress) -> None:
    progress(0, 1, "reading what explains terms")
    if throughline.review.due():
        throughline.review.run(throughline.clock())
    progress(1, 1, "reading what explains terms")
