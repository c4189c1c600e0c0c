"""What there is to ask of customers' items: sources, attributes, words; kept until items change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import func, select

from knowledge.store.counting.selecting import Selection, condition
from knowledge.store.database.database import Database
from knowledge.store.database.facts import fact
from knowledge.store.items.keeping import CHANGED
from knowledge.store.tables.documents import documents
from knowledge.store.tables.items import items

_KEPT = 64  # answers; a reader's audiences are part of the question
_FEWEST, _STEADY = 3, 0.95  # customers of several items, and the share of them
Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class ItemSource:
    """One source of items, as these readers see it.

    Attributes:
        n: its items; `said`, `dated`, `scored` and `named` are those with a text, a day, a score
            and a customer.
        first, last: the oldest and the newest day, None where no item has one.
        lowest, highest: of the scores, None where no item has one.
    """

    name: str
    domain: str
    owner: str
    n: int
    said: int
    dated: int
    scored: int
    named: int
    first: date | None
    last: date | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class CustomerName:
    """A name that a source gives a customer, and in how many of its items."""

    key: str
    name: str
    source: str
    n: int


class ItemCatalogue:
    """Reads what can be counted, for readers of these audiences; safe to share between threads.

    Raises:
        StoreError: from every method, where the database cannot be reached or read.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[tuple[object, ...], Any] = {}

    def version(self) -> int:
        """Another one whenever an item came, changed or went."""
        with self._database.read() as connection:
            return int(fact(connection, CHANGED) or 0)

    def sources(self, audiences: frozenset[str]) -> tuple[ItemSource, ...]:
        """The sources that hold items, in the order of their names."""
        return self._once(("sources", audiences), lambda: self._sources(audiences))

    def attributes(
        self, audiences: frozenset[str], source: str = ""
    ) -> Mapping[str, Mapping[str, int]]:
        """For each attribute its values, the most used first, with how many items have each.

        Of one source, or of all for "".
        """
        return self._once(
            ("attributes", audiences, source), lambda: self._attributes(audiences, source)
        )

    def words(self, audiences: frozenset[str], source: str = "") -> Mapping[str, int]:
        """Every word of the texts, with how many items have it; of one source, or of all for ""."""
        return self._once(("words", audiences, source), lambda: self._words(audiences, source))

    def customers(self, audiences: frozenset[str]) -> tuple[CustomerName, ...]:
        """Every name of a customer in every source, the most used first."""
        return self._once(("customers", audiences), lambda: self._customers(audiences))

    def steady(self, audiences: frozenset[str], source: str) -> frozenset[str]:
        """Attributes of a source that are of the customer and not of the item.

        Those that say one thing of a customer in at least 19 of 20 customers with two items or more
        that have it; there must be at least three.
        """
        return self._once(("steady", audiences, source), lambda: self._steady(audiences, source))

    def _customers(self, audiences: frozenset[str]) -> tuple[CustomerName, ...]:
        named = (items.c.customer_key, items.c.customer, items.c.source)
        query = (
            select(*named, func.count())
            .where(condition(Selection(audiences)), items.c.customer_key != "")
            .group_by(*named)
            .order_by(func.count().desc(), *named)
        )
        with self._database.read() as connection:
            return tuple(CustomerName(*row) for row in connection.execute(query))

    def _steady(self, audiences: frozenset[str], source: str) -> frozenset[str]:
        query = select(items.c.customer_key, items.c.attributes).where(
            condition(_of(audiences, source)), items.c.customer_key != ""
        )
        said: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        with self._database.read() as connection:
            for key, attributes in connection.execute(query):
                for name, value in attributes.items():
                    said[name, key][value.casefold()] += 1
        one: Counter[str] = Counter()
        several: Counter[str] = Counter()
        for (name, _), values in said.items():
            if values.total() > 1:
                several[name] += 1
                one[name] += len(values) == 1
        enough = (name for name, n in several.items() if n >= _FEWEST)
        return frozenset(name for name in enough if one[name] >= _STEADY * several[name])

    def _sources(self, audiences: frozenset[str]) -> tuple[ItemSource, ...]:
        named = (documents.c.domain, documents.c.owner)
        query = (
            select(items.c.source, func.max(named[0]), func.max(named[1]), func.count())
            .add_columns(
                func.count(func.nullif(items.c.words, "")),
                func.count(items.c.day),
                func.count(items.c.score),
                func.count(func.nullif(items.c.customer_key, "")),
                func.min(items.c.day),
                func.max(items.c.day),
                func.min(items.c.score),
                func.max(items.c.score),
            )
            .join(documents, documents.c.path == items.c.document)
            .where(condition(Selection(audiences)))
            .group_by(items.c.source)
            .order_by(items.c.source)
        )
        with self._database.read() as connection:
            return tuple(ItemSource(*row) for row in connection.execute(query))

    def _attributes(self, audiences: frozenset[str], source: str) -> dict[str, dict[str, int]]:
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        query = select(items.c.attributes).where(condition(_of(audiences, source)))
        with self._database.read() as connection:
            for (attributes,) in connection.execute(query):
                for name, value in attributes.items():
                    found[name][value] += 1
        return {
            name: dict(sorted(values.items(), key=lambda pair: (-pair[1], pair[0])))
            for name, values in sorted(found.items())
        }

    def _words(self, audiences: frozenset[str], source: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        query = select(items.c.words).where(condition(_of(audiences, source)))
        with self._database.read() as connection:
            for (words,) in connection.execute(query):
                found.update(set(words.split()))
        return dict(found)

    def _once(self, question: tuple[object, ...], answer: Callable[[], Known]) -> Known:
        version = self.version()
        kept = self._kept.get(question)
        if kept is None or kept[0] != version:
            kept = (version, answer())
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[question] = kept
        found: Known = kept[1]
        return found


def _of(audiences: frozenset[str], source: str) -> Selection:
    return Selection(audiences, sources=(source,) if source else ())
