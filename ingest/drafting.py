"""Parsed text to a document with its chunks and senses; pure."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from ingest.parsed import ItemRecord, Parsed, SenseRecord
from ingest.sources import Found
from ingest.splitter import SPLITTER_VERSION, Piece
from knowledge.errors import DocumentError
from knowledge.models import Chunk, Document, Item, Sense, Source, SourceKind
from knowledge.store.documents.documents import Publication, chunk_id

ITEMS_VERSION = 1
"""Goes up whenever the same file would give other items: it is part of an insight's digest."""


class UnknownAudience(DocumentError):
    """A document names an audience that cannot be its own: nobody may read it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What decides a document beside its text.

    Attributes:
        digest: from `digest`.
        folder: name of the source's folder, where `supersedes` is looked for too.
        modified: the file's time.
        audiences: every name that is defined.
        exists: whether a document of this name is there.
    """

    found: Found
    digest: str
    folder: str
    modified: datetime
    audiences: Collection[str]
    exists: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that is ready to be embedded, with what could not be used of it."""

    publication: Publication
    notes: tuple[str, ...] = ()


def digest(content: str, source: Source, limit: int, masking: str = "") -> str:
    """Changes whenever a file's chunks, audience or anything shown of it would.

    Args:
        content: sha256 hex of the file's bytes.
        source: as declared; where it stands does not matter.
        limit: of the embedding model, in tokens.
        masking: what decides how its texts are masked, beside whether they are.
    """
    settings = [
        SPLITTER_VERSION,
        limit,
        source.name,
        source.kind,
        source.audience,
        source.owner,
        source.domain,
        source.link,
        {role: source.fields[role] for role in sorted(source.fields)},
        masking or source.mask,
    ]
    if source.kind is SourceKind.INSIGHTS:
        settings.append(ITEMS_VERSION)
    return hashlib.sha256(f"{content}{json.dumps(settings)}".encode()).hexdigest()


def draft(frame: Frame, parsed: Parsed, pieces: Sequence[Piece]) -> Draft:
    """One document of a file.

    Raises:
        UnknownAudience: its front matter names an audience that is not defined, or another one than
            it was handed over for.
    """
    notes = [*parsed.left_out]
    document = _document(frame, parsed, notes)
    publication = Publication(
        document,
        _chunks(document, pieces),
        _senses(document, parsed.senses),
        _items(document, parsed.items),
    )
    return Draft(publication, tuple(notes))


def _document(frame: Frame, parsed: Parsed, notes: list[str]) -> Document:
    source, front = frame.found.source, parsed.front
    name = f"{frame.found.name}/{parsed.name}" if parsed.name else frame.found.name
    audience = _audience(name, front.get("audience", "").strip(), frame)
    return Document(
        path=name,
        source=source.name,
        title=parsed.title,
        audience=audience,
        digest=frame.digest,
        owner=front.get("owner", "").strip() or source.owner,
        domain=front.get("domain", "").strip() or source.domain,
        link=source.link.replace("{path}", quote(name)),
        kind=source.kind,
        updated=_day(front.get("updated", ""), "updated", notes)
        or _said_on(parsed.items)
        or frame.modified.astimezone(UTC).date(),
        review_by=_day(front.get("review_by", ""), "review_by", notes),
        supersedes=_superseded(front.get("supersedes", ""), name, frame),
    )


def _audience(name: str, own: str, frame: Frame) -> str:
    source = frame.found.source
    audience = own or source.audience
    if source.handed_over and audience != source.audience:
        raise UnknownAudience(
            f"{name} says in its own first lines that it is for {own!r}, but it was handed over "
            f"for {source.audience!r}: change that line, or choose {own!r}."
        )
    if audience not in frame.audiences:
        raise UnknownAudience(
            f"{name} is for the audience {audience!r}, which is not defined: nobody can read it. "
            f"Add [audiences.{audience}] to the configuration, or name one that is there."
        )
    return audience


def _day(value: str, name: str, notes: list[str]) -> date | None:
    text = value.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        notes.append(f"Its {name} is no date ({text[:40]!r}) and was left out: write 2026-12-31.")
        return None


def _said_on(items: Sequence[ItemRecord]) -> date | None:
    """The day of a file that is one item."""
    return items[0].day if len(items) == 1 and not items[0].record else None


def _superseded(value: str, name: str, frame: Frame) -> str:
    """The document that is replaced: beside this one, else from its source, else from the root."""
    wanted = value.strip().replace("\\", "/")
    if not wanted:
        return ""
    folders = (posixpath.dirname(name), frame.folder, "")
    places = [posixpath.normpath(posixpath.join(folder, wanted)) for folder in folders]
    return next((place for place in places if place != name and frame.exists(place)), places[0])


def _chunks(document: Document, pieces: Sequence[Piece]) -> list[Chunk]:
    times: Counter[str] = Counter()
    chunks: list[Chunk] = []
    for position, piece in enumerate(pieces):
        nth = times[piece.embedded]
        times[piece.embedded] += 1
        chunks.append(
            Chunk(
                id=chunk_id(document.audience, document.path, piece.embedded, nth),
                document=document.path,
                audience=document.audience,
                section=piece.section,
                text=piece.text,
                embedded=piece.embedded,
                position=position,
                term=piece.term,
            )
        )
    return chunks


def _senses(document: Document, records: Sequence[SenseRecord]) -> list[Sense]:
    return [
        Sense(
            label=record.label,
            definition=record.definition,
            document=document.path,
            audience=document.audience,
            stands_for=record.stands_for,
            aliases=record.aliases,
            note=record.note,
            example=record.example,
            domain=record.domain or document.domain,
            owner=record.owner or document.owner,
            url=record.url,
            status=record.status,
            section=record.record,
            metric=record.metric,
            hidden=record.hidden,
            not_to_confuse=record.not_to_confuse,
            broader=record.broader,
            narrower=record.narrower,
            related=record.related,
            replaced_by=record.replaced_by,
            verified_at=record.verified_at,
            review_days=record.review_days,
        )
        for record in records
    ]


def _items(document: Document, records: Sequence[ItemRecord]) -> list[Item]:
    return [
        Item(
            source=document.source,
            document=document.path,
            audience=document.audience,
            text=record.text,
            record=record.record,
            day=record.day,
            customer=record.customer,
            score=record.score,
            attributes=record.attributes,
        )
        for record in records
    ]
