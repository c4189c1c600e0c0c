"""What customers of one source say in a period: the largest theme, in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from knowledge.insights.pool import Pool, Pools
from knowledge.insights.ports import ItemReader
from knowledge.insights.quotes.choosing import Quote, worth_reading
from knowledge.insights.quotes.stance import scales
from knowledge.insights.quotes.voices import About, Hearing, Voices
from knowledge.insights.themes.clustering import themes
from knowledge.insights.themes.theme import Theme
from knowledge.insights.theming import GivenNames, scope
from knowledge.models import Period
from knowledge.ports import Embedder, Vectors
from knowledge.store.counting.items import Selection, StoredItem

MOST = 2_000  # items of a period that are parted into themes; the newest
_READ = 200  # of which the sentences are read for quotes
_SECOND = 3  # contrary voices that are looked at
_BEFORE = 60  # items before the period that are heard


@dataclass(frozen=True, slots=True)
class Sayings:
    """What is said in a period.

    Attributes:
        theme: its largest theme, "" where too few items were there to part.
        n: items of the theme, of the `of` items in the period.
        first: quotes of the prevailing voice; from before the period where it has too few.
        against: of the contrary voice, None where there is none.
    """

    theme: str
    n: int
    of: int
    first: tuple[Quote, ...]
    against: Quote | None


class Lately:
    """Reads the items of a period and of the time before it."""

    def __init__(
        self,
        items: ItemReader,
        embedder: Embedder,
        hearing: Hearing,
        pools: Pools,
        given: GivenNames | None = None,
    ) -> None:
        self._items, self._embedder, self._hearing = items, embedder, hearing
        self._pools, self._given = pools, given

    def said(
        self, audiences: frozenset[str], source: str, period: Period, subject: str, most: int = 2
    ) -> Sayings | None:
        """What is said in a period; None where there is nothing up to its end.

        Args:
            audiences: whose items may be seen.
            source: whose items are heard.
            period: the newest before it are heard for voices that it lacks.
            subject: quotes come near to it where the items are too few to part.
            most: quotes of the prevailing voice.

        Raises:
            StoreError: the store cannot be read.
        """
        found = self.items(audiences, source, period)
        until = date.fromordinal(max(period.start.toordinal() - 1, 1))
        before = self.items(audiences, source, Period(date.min, until), _BEFORE)
        if not found and not before:
            return None
        pool = self.pool(audiences, source)
        made = self.themes(found, pool, source)
        theme = made[0] if made else None
        marks = scales(one for one in self._items.sources(audiences) if one.name == source)
        topic = _middle(theme.members, pool) if theme else self._embedder.embed([subject])[0]
        heard = self._voices(found, theme, About(topic, marks), most)
        if len(heard.first) < most or heard.against is None:
            about = About(topic, marks, heard.prevailing)
            heard = _filled(heard, self._voices(before, None, about, most), most)
        return Sayings(
            theme.name if theme else "",
            theme.n if theme else len(found),
            len(found),
            heard.first,
            heard.against,
        )

    def items(
        self, audiences: frozenset[str], source: str, period: Period, most: int = MOST
    ) -> list[StoredItem]:
        """The items with text of a period, the newest first."""
        pool = self.pool(audiences, source)
        selection = Selection(audiences, (source,), period=period, said=True)
        return [one for one in self._items.newest(selection, most) if one.id in pool.places]

    def pool(self, audiences: frozenset[str], source: str) -> Pool:
        """All items of a source."""
        return self._pools.of(audiences, (source,))

    def themes(self, found: Sequence[StoredItem], pool: Pool, source: str) -> tuple[Theme, ...]:
        """Their themes, the largest first; () of too few."""
        names = self._given.of(scope((source,))) if self._given else ()
        return themes(found, pool.vectors[pool.rows(found)], pool.centre, (), names)

    def _voices(
        self, found: Sequence[StoredItem], theme: Theme | None, about: About, most: int
    ) -> Voices:
        """Of a theme where there is one; a contrary voice may come from outside of it."""
        members = theme.members if theme else found
        read = worth_reading(members, about.scales, _READ)
        heard = self._hearing.voices(read, (), about, most)
        if heard.against is None and heard.prevailing and theme:
            contrary = replace(about, stance=-heard.prevailing)
            read = worth_reading(found, about.scales, _READ)
            around = self._hearing.voices(read, (), contrary, _SECOND).first
            # The model must not hear the opposite, unless the customer's score says so.
            meant = (one for one in around if one.scored or one.tone * heard.prevailing <= 0)
            heard = replace(heard, against=next(meant, None))
        return heard


def _filled(heard: Voices, before: Voices, most: int) -> Voices:
    """With voices from before the period for those that it lacks, each of another customer."""
    stance = heard.prevailing or before.prevailing
    known = {_who(one) for one in (*heard.first, heard.against) if one}
    more = [one for one in before.first if _who(one) not in known][: most - len(heard.first)]
    known |= {_who(one) for one in more}
    same = before.prevailing == stance and before.against
    against = before.against if same and _who(before.against) not in known else None
    first = (*heard.first, *more)
    return replace(heard, prevailing=stance, first=first, against=heard.against or against)


def _who(quote: Quote | None) -> str:
    if quote is None:
        return ""
    return quote.excerpt.of.customer_key or f"item {quote.excerpt.of.id}"


def _middle(members: Sequence[StoredItem], pool: Pool) -> Vectors:
    """The direction that items have in common, (d,)."""
    middle = pool.vectors[pool.rows(members)].mean(axis=0)
    found: Vectors = (middle / max(float(np.linalg.norm(middle)), 1e-9)).astype(np.float32)
    return found
