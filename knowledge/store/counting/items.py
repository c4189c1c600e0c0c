"""What customers said, in the store: counted, listed and described."""

from __future__ import annotations

from knowledge.store.counting.catalogue import CustomerName, ItemCatalogue, ItemSource
from knowledge.store.counting.counts import ItemCounts, StoredItem
from knowledge.store.counting.selecting import Selection
from knowledge.store.database.database import Database

__all__ = ["CustomerName", "ItemSource", "Items", "Selection", "StoredItem"]


class Items(ItemCounts, ItemCatalogue):
    """Both over one database: `ItemCounts` for a selection, `ItemCatalogue` for what there is."""

    def __init__(self, database: Database) -> None:
        ItemCounts.__init__(self, database)
        ItemCatalogue.__init__(self, database)
