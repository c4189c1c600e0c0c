"""What customers' words are read from; the store's `Items` keeps these promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol

from knowledge.models import Period
from knowledge.ports import Vectors
from knowledge.store.counting.items import ItemSource, Selection, StoredItem


class ItemReader(Protocol):
    """Reads customers' items, only those that a selection's audiences may see."""

    def version(self) -> int:
        """Another one whenever an item came, changed or went."""
        ...

    def sources(self, audiences: frozenset[str]) -> tuple[ItemSource, ...]:
        """The sources that hold items, in the order of their names."""
        ...

    def attributes(
        self, audiences: frozenset[str], source: str = ""
    ) -> Mapping[str, Mapping[str, int]]:
        """For each attribute its values with how many items have each; "" for all sources."""
        ...

    def words(self, audiences: frozenset[str], source: str = "") -> Mapping[str, int]:
        """Every word of the texts, with how many items have it; "" for all sources."""
        ...

    def count(self, selection: Selection) -> int:
        """How many items are selected."""
        ...

    def newest(self, selection: Selection, limit: int, offset: int = 0) -> list[StoredItem]:
        """The newest first, those without a day last."""
        ...

    def span(self, selection: Selection) -> Period | None:
        """From the oldest to the newest day, None where no item has one."""
        ...

    def group(self, selection: Selection, name: str) -> list[tuple[str, int]]:
        """(value, how many items), the most first; "" for items without the attribute."""
        ...

    def by_period(
        self, selection: Selection, of: Callable[[date], Period]
    ) -> list[tuple[Period, int]]:
        """(period, how many items), oldest first, none left out between; without undated items."""
        ...

    def statement(self, selection: Selection) -> str:
        """The statement that `count` runs, for people to read."""
        ...

    def vectors(self, found: Sequence[StoredItem]) -> Vectors:
        """Unit rows of shape (items, d), zeros where an item has no text; d may be 0."""
        ...
