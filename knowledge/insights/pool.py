"""All that customers said, with its vectors, kept in memory until an item changes."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.insights.ports import ItemReader
from knowledge.ports import Vectors
from knowledge.store.counting.items import Selection, StoredItem
from knowledge.store.items.words import spaced

NEWEST = 20_000
"""Items of a pool: at 384 dimensions 31 MB of vectors."""

_KEPT = 4


@dataclass(frozen=True)
class Pool:
    """Items with text, none of two sources at once, and their vectors, (items, d) unit rows."""

    items: tuple[StoredItem, ...]
    vectors: Vectors

    @cached_property
    def places(self) -> dict[int, int]:
        """Where an item stands, by its id."""
        return {one.id: place for place, one in enumerate(self.items)}

    @cached_property
    def centre(self) -> Vectors:
        """The mean of all vectors, (d,): what all items have in common."""
        if not len(self.items):
            return np.zeros(self.vectors.shape[1], dtype=np.float32)
        middle: Vectors = self.vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        return middle

    def rows(self, found: Sequence[StoredItem]) -> NDArray[np.intp]:
        """The places of those of the items that are in the pool."""
        known = [self.places[one.id] for one in found if one.id in self.places]
        return np.array(known, dtype=np.intp)


def once(found: Sequence[StoredItem]) -> list[StoredItem]:
    """Without texts that another source has too: a letter that is also a row of a register.

    The same text twice in one source is two items: two customers may have sent it. Kept are those
    of the source that has it most often; files of their own where that is equal.
    """
    copies = Counter((one.item.source, spaced(one.item.text)) for one in found)
    best: dict[str, tuple[int, bool, str]] = {}
    for one in found:
        text, source = spaced(one.item.text), one.item.source
        here = (copies[source, text], not one.item.record, source)
        best[text] = max(best.get(text, here), here)
    return [one for one in found if best[spaced(one.item.text)][2] == one.item.source]


class Pools:
    """Pools by audiences and sources; the least used go first. Safe to share between threads."""

    def __init__(self, items: ItemReader) -> None:
        self._items = items
        self._kept: OrderedDict[tuple[object, ...], Pool] = OrderedDict()
        self._lock = Lock()

    def of(self, audiences: frozenset[str], sources: tuple[str, ...]) -> Pool:
        """The newest items with text of these sources that these audiences may see.

        Raises:
            StoreError: the store cannot be read.
        """
        name = (audiences, tuple(sorted(sources)), self._items.version())
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        selection = Selection(audiences, tuple(sorted(sources)), said=True)
        found = tuple(once(self._items.newest(selection, NEWEST)))
        pool = Pool(found, self._items.vectors(found))
        with self._lock:
            self._kept[name] = pool
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return pool
