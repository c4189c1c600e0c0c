"""Which value of an attribute is met more often among the matched items than among all."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from threading import Lock

from knowledge.insights.counting import SMALLEST_GROUP, Count, fixed
from knowledge.insights.ports import ItemReader

_MOST_ATTRIBUTES = 8
_TELLING = 2.6  # standard deviations: with dozens of values compared, less happens by chance
_MUCH = 1.3  # times its usual share
_KEPT = 64
_FEW = 300  # items that are read at once as fast as they are grouped by one attribute

Groups = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A value that is met more often among the matched than among all.

    Attributes:
        n: matched items with it, `among` all of the matched.
        usual: its share of all items with text.
    """

    attribute: str
    value: str
    n: int
    among: int
    usual: float

    @property
    def share(self) -> float:
        """Of the matched items."""
        return self.n / self.among


class Proportions:
    """Compares counts with all items; how many have which value is kept until an item changes."""

    def __init__(self, items: ItemReader) -> None:
        self._items = items
        self._kept: OrderedDict[tuple[object, ...], Groups] = OrderedDict()
        self._lock = Lock()

    def stands_out(self, count: Count) -> StandsOut | None:
        """The value that is most out of proportion among the matched, None where none is.

        Compared by z = (n - N p) / sqrt(N p (1 - p)) for n of N matched and a usual share p;
        groups under five, and attributes that the question itself sets, are left out.

        Raises:
            StoreError: the store cannot be read.
        """
        best: tuple[float, StandsOut] | None = None
        usually = self._usual(count)
        matched = self._matched(count, usually)
        for attribute, usual in usually.items():
            for value, n in matched[attribute].items():
                one = StandsOut(attribute, value, n, count.n, usual.get(value, 0) / count.of)
                found = _compared(one)
                if found and (best is None or found[0] > best[0]):
                    best = found
        return best[1] if best else None

    def _matched(self, count: Count, attributes: Iterable[str]) -> Groups:
        if count.n > _FEW:
            group = self._items.group
            return {name: dict(group(count.selection, name)) for name in attributes}
        found = self._items.newest(count.selection, count.n)
        return {
            name: Counter(one.item.attributes.get(name, "") for one in found) for name in attributes
        }

    def _usual(self, count: Count) -> Groups:
        """For each attribute that can be compared, its values among all items with text."""
        name = (count.whole, self._items.version())
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        found = {
            attribute: dict(self._items.group(count.whole, attribute))
            for attribute in self._compared_by(count)
        }
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _compared_by(self, count: Count) -> Iterable[str]:
        known = self._items.attributes(count.whole.audiences, count.source)
        # With a value for every other item it is an id, not a group.
        groups = [name for name in known if len(known[name]) <= max(SMALLEST_GROUP, count.of // 2)]
        return [name for name in groups if name not in fixed(count)][:_MOST_ATTRIBUTES]


def _compared(one: StandsOut) -> tuple[float, StandsOut] | None:
    if not one.value or one.n < SMALLEST_GROUP or one.usual >= 1:
        return None
    expected = one.among * one.usual
    z = (one.n - expected) / sqrt(expected * (1 - one.usual))
    return (z, one) if z >= _TELLING and one.share >= _MUCH * one.usual else None
