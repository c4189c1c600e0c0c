"""The items of one customer: joined by name, by what people said, and by equal ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.store.counting.items import CustomerName, Items, Selection, StoredItem
from knowledge.store.items.customer_key import customer_key
from knowledge.store.items.customer_names import CustomerNames

_MOST = 20_000  # items of one customer that are read; the newest
_NAMES = 3  # of one id; "0" or "unknown" has many, and is nobody's
_WHO = r"(?:customer|account|client|company|crm|organisation|organization)"
_ID = re.compile(rf"\b{_WHO}\W*(?:id|no|nr|number|code|key|ref)\b")
_NAME = re.compile(rf"{_WHO}(?: name)?")


@dataclass(frozen=True, slots=True)
class Joined:
    """The items of a customer, newest first, those without a day last.

    Attributes:
        how: by source how it was found: "name", "confirmed" by a person, or "id".
    """

    items: Sequence[StoredItem] = ()
    how: Mapping[str, str] = field(default_factory=dict)


class Joining:
    """Finds a customer's items among those that some audiences may see."""

    def __init__(self, items: Items, names: CustomerNames) -> None:
        self._items, self._names = items, names

    def known(self, audiences: frozenset[str]) -> list[CustomerName]:
        """Every name of a customer, the most used of a source first."""
        rows = list(self._items.customers(audiences))
        for source, _, values in self._naming(audiences):
            rows += [
                CustomerName(customer_key(value), value, source, n) for value, n in values.items()
            ]
        return [row for row in rows if row.key]

    def of(self, key: str, audiences: frozenset[str]) -> Joined:
        """The items of the customer with this key, or with this id.

        By name: in the customer's field, or in an attribute such as "Company". By id: an attribute
        such as "Customer ID" has the value that is asked for, or that an item found by name has;
        what has such an id, and names somebody, is joined under that name as well.
        """
        if not key:
            return Joined()
        keys = self._names.same(key)
        found: dict[int, StoredItem] = {}
        how: dict[str, str] = {}

        def add(more: Iterable[StoredItem], told: str = "") -> None:
            for one in more:
                if one.id not in found:
                    found[one.id] = one
                    by = told or ("name" if key in _keys(one) else "confirmed")
                    how.setdefault(one.item.source, by)

        add(self._named(keys, audiences))
        ids = {value for one in found.values() for value in _ids(one)}
        add(self._with_ids(key, ids, audiences), "id")
        also = {other for one in found.values() for other in _keys(one)} - keys
        if len(also) <= _NAMES:
            add(self._named({*also, *map(customer_key, ids)}, audiences), "id")
        return Joined(sorted(found.values(), key=_newest_first), how)

    def _named(self, keys: Collection[str], audiences: frozenset[str]) -> Iterator[StoredItem]:
        if keys:
            chosen = Selection(audiences, customers=tuple(sorted(keys)))
            yield from self._items.newest(chosen, _MOST)
        for source, name, values in self._naming(audiences):
            same = tuple(value for value in values if customer_key(value) in keys)
            if same:
                chosen = Selection(audiences, sources=(source,), attributes=((name, same),))
                yield from self._items.newest(chosen, _MOST)

    def _naming(self, audiences: frozenset[str]) -> Iterator[tuple[str, str, Mapping[str, int]]]:
        """(source, attribute, values) of attributes such as "Company", where a source has nothing
        else that names customers.
        """
        for source in self._items.sources(audiences):
            if not source.named:
                for name, values in self._items.attributes(audiences, source.name).items():
                    if _NAME.fullmatch(_plain(name)):
                        yield source.name, name, values

    def _with_ids(
        self, key: str, ids: Collection[str], audiences: frozenset[str]
    ) -> Iterator[StoredItem]:
        for name, values in self._items.attributes(audiences).items():
            if _ID.search(_plain(name)):
                same = [value for value in values if value in ids or customer_key(value) == key]
                for value in same:
                    chosen = Selection(audiences, attributes=((name, (value,)),))
                    having = self._items.newest(chosen, _MOST)
                    if len({other for one in having for other in _keys(one)}) <= _NAMES:
                        yield from having


def named(one: StoredItem) -> str:
    """What an item calls its customer: in its field, else in an attribute such as "Company"."""
    told = one.item.attributes.items()
    return one.item.customer or next((v for name, v in told if _NAME.fullmatch(_plain(name))), "")


def _keys(one: StoredItem) -> set[str]:
    return {customer_key(named(one))} - {""}


def _named_in(one: StoredItem) -> list[str]:
    return [value for name, value in one.item.attributes.items() if _NAME.fullmatch(_plain(name))]


def _ids(one: StoredItem) -> list[str]:
    return [value for name, value in one.item.attributes.items() if _ID.search(_plain(name))]


def _newest_first(one: StoredItem) -> tuple[int, int]:
    return -(one.item.day or date.min).toordinal(), -one.id


def _plain(name: str) -> str:
    return re.sub(r"[_\W]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()
