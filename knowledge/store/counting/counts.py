"""Counts of customers' items and the items: SQL over all that match, never a search for some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, func, select

from knowledge.models import Item, Period
from knowledge.ports import Vectors
from knowledge.store.counting.selecting import Selection, attribute, condition
from knowledge.store.database.database import Database
from knowledge.store.documents.reading import live_vectors
from knowledge.store.tables.documents import documents
from knowledge.store.tables.items import items

_SHOWN = ("id", "chunks", "customer_key", *Item.__dataclass_fields__)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item with what is needed to cite it.

    Attributes:
        id: until its document changes.
        title, link, owner, domain: of its document; `link` is "" where it can be read nowhere.
        customer_key: what joins the names of one customer, "" where the item names none.
        chunks: ids of its chunks, in order.
    """

    id: int
    item: Item
    title: str
    link: str
    owner: str
    domain: str
    customer_key: str
    chunks: tuple[str, ...]


class ItemCounts:
    """Reads what customers said; only what the selection's audiences may see.

    Raises:
        StoreError: from every method, where the database cannot be reached or read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, selection: Selection) -> int:
        """How many items are selected."""
        with self._database.read() as connection:
            return int(connection.execute(_counted(selection)).scalar_one())

    def newest(self, selection: Selection, limit: int, offset: int = 0) -> list[StoredItem]:
        """The newest first, those without a day last."""
        query = (
            select(*(items.c[name] for name in _SHOWN))
            .add_columns(documents.c.title, documents.c.link, documents.c.owner, documents.c.domain)
            .join(documents, documents.c.path == items.c.document)
            .where(condition(selection))
            .order_by(items.c.day.desc().nulls_last(), items.c.id.desc())
        )
        with self._database.read() as connection:
            return [_stored(row) for row in connection.execute(query.limit(limit).offset(offset))]

    def span(self, selection: Selection) -> Period | None:
        """From the oldest to the newest day, None where no item has one."""
        query = select(func.min(items.c.day), func.max(items.c.day)).where(condition(selection))
        with self._database.read() as connection:
            first, last = connection.execute(query).one()
        return Period(first, last) if first is not None else None

    def group(self, selection: Selection, name: str) -> list[tuple[str, int]]:
        """(value, how many items), the most first, by an attribute; "" for items without it."""
        value = func.coalesce(attribute(name), "")
        query = select(value, func.count()).where(condition(selection)).group_by(value)
        with self._database.read() as connection:
            found = [(str(row[0]), int(row[1])) for row in connection.execute(query)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def by_period(
        self, selection: Selection, of: Callable[[date], Period]
    ) -> list[tuple[Period, int]]:
        """(period, how many items), oldest first, none left out between; without undated items.

        Args:
            selection: what is counted.
            of: the period that a day is in; its periods follow one another without a gap.
        """
        query = select(items.c.day, func.count()).where(condition(selection))
        query = query.where(items.c.day.is_not(None)).group_by(items.c.day).order_by(items.c.day)
        with self._database.read() as connection:
            days = [(row[0], int(row[1])) for row in connection.execute(query)]
        found: list[tuple[Period, int]] = []
        for day, n in days:
            while found and found[-1][0].end < day:
                found.append((of(found[-1][0].end + _DAY), 0))
            if not found:
                found.append((of(day), 0))
            found[-1] = (found[-1][0], found[-1][1] + n)
        return found

    def scores(self, selection: Selection) -> list[tuple[str, date | None, float]]:
        """(source, day, score) of the items that have a score, oldest first."""
        query = select(items.c.source, items.c.day, items.c.score).where(condition(selection))
        query = query.where(items.c.score.is_not(None)).order_by(
            items.c.day.nulls_first(), items.c.id
        )
        with self._database.read() as connection:
            return [(row[0], row[1], float(row[2])) for row in connection.execute(query)]

    def statement(self, selection: Selection) -> str:
        """The statement that `count` runs, with its values written out, for people to read."""
        with self._database.read() as connection:
            dialect = connection.dialect
        shown = _counted(selection).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        text = " ".join(str(shown).split())
        return text.replace("%%", "%") if dialect.name == "postgresql" else text

    def vectors(self, found: Sequence[StoredItem]) -> Vectors:
        """Mean vectors of the items' chunks, float32 unit rows of shape (items, d).

        A row of zeros where an item has no text; d is 0 where none has.
        """
        known = live_vectors(self._database, {chunk for one in found for chunk in one.chunks})
        width = next((vector.shape[0] for vector in known.values()), 0)
        rows = np.zeros((len(found), width), dtype=np.float32)
        for place, one in enumerate(found):
            for chunk in one.chunks:
                if chunk in known:
                    rows[place] += known[chunk]
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, lengths, out=rows, where=lengths > 0)
        return rows


def _counted(selection: Selection) -> Select[int]:
    return select(func.count().label("n")).select_from(items).where(condition(selection))


def _stored(row: Row[Any]) -> StoredItem:
    item = Item(**{name: getattr(row, name) for name in Item.__dataclass_fields__})
    return StoredItem(
        id=row.id,
        item=item,
        title=row.title,
        link=row.link,
        owner=row.owner,
        domain=row.domain,
        customer_key=row.customer_key,
        chunks=tuple(row.chunks.split()),
    )
