"""What customers said, in the store: counted, listed and described."""

from __future__ import annotations

from knowledge.store.database import Database
from knowledge.store.item_catalogue import CustomerName, ItemCatalogue, ItemSource
from knowledge.store.item_counts import ItemCounts, StoredItem
from knowledge.store.selecting import Selection

__all__ = ["CustomerName", "ItemSource", "Items", "Selection", "StoredItem"]


class Items(ItemCounts, ItemCatalogue):
    """Both over one database: `ItemCounts` for a selection, `ItemCatalogue` for what there is."""

    def __init__(self, database: Database) -> None:
        ItemCounts.__init__(self, database)
        ItemCatalogue.__init__(self, database)
