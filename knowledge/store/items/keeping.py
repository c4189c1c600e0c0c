"""Items are written with their document, and go with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert

from knowledge.models import Chunk, Item
from knowledge.store.database.database import slices
from knowledge.store.database.facts import fact, set_fact
from knowledge.store.items.customer_key import customer_key
from knowledge.store.items.words import spaced
from knowledge.store.tables.items import items

CHANGED = "items changed"
"""The fact that is counted up whenever an item came or went."""

_LONGEST_KEY = 400


def write_items(
    connection: Connection, path: str, given: Sequence[Item], pieces: Sequence[Chunk]
) -> None:
    """Replaces a document's items.

    An item's own pieces are those that have its record as section; all, where it has no record.
    """
    drop_items(connection, path)
    by_record: defaultdict[str, list[str]] = defaultdict(list)
    for piece in pieces:
        by_record[piece.section].append(piece.id)
    whole = " ".join(piece.id for piece in pieces)
    for part in slices(given):
        rows = [
            _row(item, " ".join(by_record.get(item.record, ())) if item.record else whole)
            for item in part
        ]
        connection.execute(insert(items), rows)
    if given:
        _count_up(connection)


def drop_items(connection: Connection, path: str) -> None:
    """Removes a document's items."""
    if connection.execute(delete(items).where(items.c.document == path)).rowcount:
        _count_up(connection)


def _count_up(connection: Connection) -> None:
    set_fact(connection, CHANGED, str(int(fact(connection, CHANGED) or 0) + 1))


def _row(item: Item, chunks: str) -> dict[str, object]:
    return {
        "source": item.source,
        "document": item.document,
        "record": item.record,
        "audience": item.audience,
        "text": item.text,
        "words": spaced(item.text),
        "day": item.day,
        "customer": item.customer,
        "customer_key": customer_key(item.customer)[:_LONGEST_KEY],
        "score": item.score,
        "attributes": dict(item.attributes),
        "chunks": chunks,
    }
