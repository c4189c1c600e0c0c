"""What the counted items are about, under the names that people gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.insights.pool import NEWEST, Pool
from knowledge.insights.ports import ItemReader
from knowledge.insights.quotes.stance import scales
from knowledge.insights.sight import Seen
from knowledge.insights.themes.clustering import FEWEST, themes
from knowledge.insights.themes.theme import Theme
from knowledge.store.counting.items import StoredItem
from knowledge.store.items.theme_names import ThemeName


class GivenNames(Protocol):
    """Names of themes; `knowledge.store.items.theme_names.ThemeNames` keeps this promise."""

    def of(self, source: str) -> tuple[ThemeName, ...]:
        """The names given to themes of these sources (`scope`), the oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Parted:
    """The themes of what was counted.

    Attributes:
        themes: the largest first; () of too few items.
        limit: the score that the items have at most (at least, for praise), where customers'
            scores decided who complains; None where all were taken.
    """

    seen: Seen
    themes: tuple[Theme, ...]
    limit: float | None = None


def scope(sources: Sequence[str]) -> str:
    """What names of themes over these sources are kept under."""
    return " + ".join(sorted(sources))


def parted(seen: Seen, pool: Pool, items: ItemReader, names: GivenNames | None) -> Parted:
    """Themes of the counted items; where complaints or praise are asked for, by score if given.

    Args:
        seen: what was counted.
        pool: of its sources.
        items: to read the counted ones from.
        names: that people gave to themes; None where they cannot.

    Raises:
        StoreError: the store cannot be read.
    """
    every = [
        one
        for count in seen.counts
        for one in (items.newest(count.selection, NEWEST) if count.n else [])
        if one.id in pool.places
    ]
    chosen, limit = _felt(every, seen)
    given = names.of(scope([one.name for one in seen.sources])) if names else ()
    groups = seen.match.groups if seen.match else ()
    vectors = pool.vectors[pool.rows(chosen)]
    return Parted(seen, themes(chosen, vectors, pool.centre, groups, given), limit)


def _felt(every: list[StoredItem], seen: Seen) -> tuple[list[StoredItem], float | None]:
    """Those whose score has the stance that is asked for, with the score nearest the middle.

    All, and None, where no source has scores or too few items are left.
    """
    known, stance = scales(seen.sources), seen.asked.stance
    if not stance or any(one.item.source not in known for one in every):
        return every, None
    felt = [
        (one, one.item.score)
        for one in every
        if one.item.score is not None and known[one.item.source].stance(one.item.score) == stance
    ]
    if len(felt) < FEWEST:
        return every, None
    scores = [score for _, score in felt]
    return [one for one, _ in felt], max(scores) if stance < 0 else min(scores)
