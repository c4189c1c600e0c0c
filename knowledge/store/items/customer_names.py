"""What people said of two names of customers: one and the same, or not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from knowledge.store.database.database import Database
from knowledge.store.database.writing import write_over
from knowledge.store.tables.items import customer_names


class CustomerNames:
    """Remembers it for everybody. Keys are those of `customer_key`.

    Raises:
        StoreError: from every method, where the database cannot be reached, read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(self, one: str, other: str, *, same: bool, by: str, now: datetime) -> None:
        """Keeps what a person said of two keys; the last word counts."""
        first, second = sorted((one, other))
        pair = {"alias_key": first, "customer_key": second}
        row = {**pair, "same": same, "confirmed_by": by, "confirmed_at": now}
        with self._database.write() as connection:
            write_over(connection, customer_names, row)

    def same(self, key: str) -> frozenset[str]:
        """The keys that are the same customer by what people said, over several steps too; itself
        among them.
        """
        found, new = {key}, {key}
        while new:
            new = {other for one in new for other, same in self._said(one) if same} - found
            found |= new
        return frozenset(found)

    def apart(self, key: str) -> frozenset[str]:
        """The keys of which a person said that they are another customer."""
        return frozenset(other for other, same in self._said(key) if not same)

    def _said(self, key: str) -> list[tuple[str, bool]]:
        names = customer_names.c
        mine = or_(names.alias_key == key, names.customer_key == key)
        query = select(names.alias_key, names.customer_key, names.same).where(mine)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [(row[1] if row[0] == key else row[0], bool(row[2])) for row in rows]
