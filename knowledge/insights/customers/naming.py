"""Which customer a name means: exactly one, several, or only some that are near."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.insights.customers.picture import Alike
from knowledge.store.counting.items import CustomerName

_NEAR = 60.0  # likeness from which a name is worth naming where nothing else is
_ALIKE = 85.0  # from here on somebody may be asked whether two are one
_SHORTEST = 4  # letters of a name that is compared at all: two short names are always near
SHOWN = 5
"""Names that are offered at once."""


@dataclass(frozen=True, slots=True)
class Register:
    """All customers that a reader may know of, by key.

    Attributes:
        names: of each the names it goes by, the most used first.
        counts: of each its items.
    """

    names: Mapping[str, Sequence[CustomerName]]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, rows: Sequence[CustomerName]) -> Register:
        """The register of what the store knows, the most used name first."""
        names: defaultdict[str, list[CustomerName]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for row in rows:
            names[row.key].append(row)
            counts[row.key] += row.n
        return cls(names, counts)

    def holding(self, key: str) -> list[Alike]:
        """Customers whose name holds the words of this key, those with the most items first."""
        found = [other for other in self.names if f" {key} " in f" {other} "]
        return self._alike(dict.fromkeys(found, 100.0))

    def near(self, key: str) -> list[Alike]:
        """Customers whose names are near, the nearest first."""
        return self._alike(self._likeness(key, _NEAR))[:SHOWN]

    def alike(self, keys: Collection[str], apart: Collection[str]) -> list[Alike]:
        """Customers that may be the same as these, without those that are known not to be."""
        found: dict[str, float] = {}
        for key in keys:
            for other, likeness in self._likeness(key, _ALIKE).items():
                if other not in keys and other not in apart and _numbers(other) == _numbers(key):
                    found[other] = max(likeness, found.get(other, 0.0))
        return self._alike(found)[:SHOWN]

    def _likeness(self, key: str, least: float) -> dict[str, float]:
        """Ratio of equal letters in order, 0 to 100, with and without spaces, of the near ones."""
        if len(key) < _SHORTEST:
            return {}
        keys = {other: other for other in self.names}
        joined = {other: other.replace(" ", "") for other in self.names}
        found: dict[str, float] = {}
        for asked, among, scorer in (
            (key, keys, fuzz.ratio),
            (key, keys, fuzz.token_sort_ratio),
            (key.replace(" ", ""), joined, fuzz.ratio),
        ):
            close = process.extract(asked, among, scorer=scorer, score_cutoff=least, limit=20)
            for _, likeness, other in close:
                found[other] = max(float(likeness), found.get(other, 0.0))
        return found

    def _alike(self, likeness: Mapping[str, float]) -> list[Alike]:
        found = [
            Alike(self.names[key][0].name, key, round(score, 1), self.counts[key])
            for key, score in likeness.items()
        ]
        return sorted(found, key=lambda one: (-one.likeness, -one.n, one.name))


def _numbers(key: str) -> list[str]:
    """The words with digits: "Depot 12" and "Depot 13" are near and never the same."""
    return [word for word in key.split() if any(sign.isdigit() for sign in word)]
