"""How documents become visible, change and go: each in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    Row,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    update,
)

from knowledge.models import Chunk, Document, Item, Sense
from knowledge.store.database.database import Database, slices
from knowledge.store.database.writing import insert_missing
from knowledge.store.items.keeping import drop_items, write_items
from knowledge.store.tables.documents import changes, chunks, documents, embeddings
from knowledge.store.tables.lingo import SENSE_LISTS, senses

_SHOWN = ("section", "text", "position", "term")
"""What may differ between two versions of one chunk: its id decides everything else."""


def chunk_id(audience: str, document: str, embedded: str, nth: int) -> str:
    """A chunk's name: other text, another document or another audience make it another chunk."""
    parts = json.dumps([audience, document, embedded, nth])
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of one document, whole.

    Attributes:
        items: what customers said in it; the document is theirs.
    """

    document: Document
    chunks: Sequence[Chunk]
    senses: Sequence[Sense] = ()
    items: Sequence[Item] = ()


class Publishing:
    """The writing half of the documents' store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stage(self, pieces: Sequence[Chunk], keys: Mapping[str, str]) -> None:
        """Keeps chunks that nobody sees yet, with their embeddings' keys; twice is once."""
        with self._database.write() as connection:
            for part in slices(pieces):
                rows = [{**_columns(one), "embedding": keys[one.id], "live": False} for one in part]
                insert_missing(connection, chunks, rows)

    def publish(
        self, document: Document, pieces: Sequence[Chunk], meanings: Sequence[Sense], now: datetime
    ) -> int:
        """Makes staged chunks a document's only visible version; returns the change sequence."""
        return self.publish_all([Publication(document, pieces, meanings)], now)

    def publish_all(
        self, batch: Iterable[Publication], now: datetime, gone: Collection[str] = ()
    ) -> int:
        """Publishes several documents and removes others, all at once or not at all.

        Raises:
            ValueError: a chunk was not staged.
        """
        with self._database.write() as connection:
            _queue(connection)
            loose: set[str] = set()
            for publication in batch:
                loose |= _flip(connection, publication, now)
            for path in gone:
                loose |= _drop(connection, path)
            _forget_vectors(connection, loose)
            return _sequence(connection)

    def remove(self, path: str) -> int:
        """Takes a document away with all it brought; an unknown one is no error."""
        with self._database.write() as connection:
            _queue(connection)
            _forget_vectors(connection, _drop(connection, path))
            return _sequence(connection)

    def sweep(self) -> int:
        """Drops what an interrupted run left half-written; returns how many chunks that were."""
        with self._database.write() as connection:
            return connection.execute(delete(chunks).where(~chunks.c.live)).rowcount


def _queue(connection: Connection) -> None:
    """Lets sequences be committed in their order, so that no follower can pass one by.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("lock table changes in share row exclusive mode"))


def _sequence(connection: Connection) -> int:
    return connection.execute(select(func.max(changes.c.sequence))).scalar() or 0


def _flip(connection: Connection, publication: Publication, now: datetime) -> set[str]:
    document = publication.document
    wanted = {piece.id: piece for piece in publication.chunks}
    there = {row.id: row for row in _rows(connection, document.path)}
    if missing := wanted.keys() - there.keys():
        message = f"{len(missing)} chunks of {document.path} were not staged"
        raise ValueError(message)
    old = [row for row in there.values() if row.id not in wanted]
    new = [row for key, row in there.items() if key in wanted and not row.live]
    _write_document(connection, document, now)
    _write_senses(connection, publication)
    write_items(connection, document.path, publication.items, publication.chunks)
    _show(connection, [(there[key], piece) for key, piece in wanted.items()])
    _delete_chunks(connection, [row.id for row in old])
    _tell(connection, [row for row in old if row.live], added=False)
    _tell(connection, new, added=True)
    return {row.embedding for row in old}


def _drop(connection: Connection, path: str) -> set[str]:
    rows = _rows(connection, path)
    _delete_chunks(connection, [row.id for row in rows])
    connection.execute(delete(senses).where(senses.c.document == path))
    drop_items(connection, path)
    connection.execute(delete(documents).where(documents.c.path == path))
    _tell(connection, [row for row in rows if row.live], added=False)
    return {row.embedding for row in rows}


def _rows(connection: Connection, path: str) -> Sequence[Row[tuple[object, ...]]]:
    known = (one for one in chunks.c if one.name != "embedded")  # long, and the id stands for it
    return connection.execute(select(*known).where(chunks.c.document == path)).all()


def _show(connection: Connection, pairs: Sequence[tuple[Row[tuple[object, ...]], Chunk]]) -> None:
    fixed: list[dict[str, object]] = [
        {"chunk": piece.id, **{f"new_{name}": getattr(piece, name) for name in _SHOWN}}
        for row, piece in pairs
        if any(getattr(row, name) != getattr(piece, name) for name in _SHOWN)
    ]
    if fixed:
        change = update(chunks).where(chunks.c.id == bindparam("chunk"))
        connection.execute(
            change.values({name: bindparam(f"new_{name}") for name in _SHOWN}), fixed
        )
    for part in slices([row.id for row, _ in pairs if not row.live]):
        connection.execute(update(chunks).where(chunks.c.id.in_(part)).values(live=True))


def _delete_chunks(connection: Connection, ids: Sequence[str]) -> None:
    for part in slices(ids):
        connection.execute(delete(chunks).where(chunks.c.id.in_(part)))


def _tell(connection: Connection, rows: Sequence[Row[tuple[object, ...]]], *, added: bool) -> None:
    if rows:
        connection.execute(
            insert(changes),
            [{"chunk": row.id, "audience": row.audience, "added": added} for row in rows],
        )


def _forget_vectors(connection: Connection, keys: set[str]) -> None:
    """A vector tells much about its text: it goes with the last chunk that used it."""
    used = exists().where(chunks.c.embedding == embeddings.c.key)
    for part in slices(sorted(keys)):
        connection.execute(delete(embeddings).where(embeddings.c.key.in_(part), ~used))


def _write_document(connection: Connection, document: Document, now: datetime) -> None:
    names = [name for name in documents.c.keys() if name != "ingested_at"]  # noqa: SIM118
    row = {name: getattr(document, name) for name in names}
    row |= {"kind": document.kind.value, "ingested_at": now}
    done = connection.execute(
        update(documents).where(documents.c.path == document.path).values(row)
    )
    if done.rowcount == 0:
        connection.execute(insert(documents).values(row))


def _write_senses(connection: Connection, publication: Publication) -> None:
    path = publication.document.path
    connection.execute(delete(senses).where(senses.c.document == path))
    names = [name for name in senses.c.keys() if name != "id"]  # noqa: SIM118
    rows = [
        {name: getattr(sense, name) for name in names}
        | {name: json.dumps(getattr(sense, name)) for name in SENSE_LISTS}
        for sense in publication.senses
    ]
    if rows:
        connection.execute(insert(senses), rows)


def _columns(piece: Chunk) -> dict[str, object]:
    return {name: getattr(piece, name) for name in Chunk.__dataclass_fields__}
