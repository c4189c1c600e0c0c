"""What customers say about a topic: how many, when, which themes, quotes for and against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.insights.counting import Count, before, months
from knowledge.insights.matching import Match
from knowledge.insights.nearness import near
from knowledge.insights.pool import Pool
from knowledge.insights.ports import ItemReader
from knowledge.insights.proportions import Proportions, StandsOut
from knowledge.insights.quotes.choosing import worth_reading
from knowledge.insights.quotes.stance import scales
from knowledge.insights.quotes.voices import About, Hearing, Voices
from knowledge.insights.sight import Seen
from knowledge.insights.themes.clustering import themes
from knowledge.insights.themes.theme import Theme
from knowledge.models import Period
from knowledge.ports import Embedder, Vectors
from knowledge.store.counting.items import StoredItem

_READ = 400  # matched items whose sentences are read for quotes: the nearest to the topic
_NEAR = 20
_AROUND = 60  # items that are heard for a subject that nobody names
_THEMED = 20  # items about a topic: themes of fewer tell nothing that their quotes do not


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is known of a topic.

    Attributes:
        distinct: matched items, those that two sources have once.
        near: items without the words that come near in meaning, nearest first.
        themes: of the matched and the near ones; () of few.
        earlier: the first count over as many days before its period.
        peak: the month with most matches of the first source, and how many.
    """

    seen: Seen
    distinct: int
    near: tuple[StoredItem, ...]
    voices: Voices
    themes: tuple[Theme, ...]
    earlier: Count | None
    peak: tuple[Period, int] | None
    standing: StandsOut | None

    @property
    def n(self) -> int:
        """Items that are about the topic, by words or in meaning."""
        return self.seen.n + len(self.near)


class Listener:
    """Gathers what is said."""

    def __init__(
        self,
        items: ItemReader,
        embedder: Embedder,
        hearing: Hearing,
        proportions: Proportions,
        min_sample: int,
    ) -> None:
        self._items, self._embedder = items, embedder
        self._hearing, self._proportions = hearing, proportions
        self._min_sample = min_sample

    def heard(self, seen: Seen, match: Match, pool: Pool) -> Heard:
        """What is said of a topic that was asked.

        Args:
            seen: with this match.
            match: of the topic.
            pool: of all the sources that were counted.

        Raises:
            StoreError: the store cannot be read.
        """
        topic = self._embedder.embed([seen.asked.about])[0]
        every = [one for count in seen.counts for one in self._newest(count)]
        matched = [one for one in every if one.id in pool.places]
        around = near(pool, topic, every, [count.whole for count in seen.counts])
        marks = scales(seen.sources)
        nearest = worth_reading(_by_nearness(matched, pool, topic), marks, _READ)
        voices = self._hearing.voices(
            [*nearest, *around[:_NEAR]],
            match.groups,
            About(topic, marks, seen.asked.stance),
        )
        first = seen.counts[0]
        enough = first.n >= self._min_sample
        return Heard(
            seen=seen,
            distinct=len(matched),
            near=around,
            voices=voices,
            themes=_themes([*matched, *around], pool, seen),
            earlier=before(first, self._items, match) if enough else None,
            peak=self._peak(first) if enough else None,
            standing=self._proportions.stands_out(first) if enough else None,
        )

    def around(self, seen: Seen, pool: Pool) -> Voices:
        """The voices in the items that come nearest to a subject in meaning, whatever their words.

        Raises:
            StoreError: the store cannot be read.
        """
        about = self._embedder.embed([seen.asked.about])[0]
        whole = [one for count in seen.counts for one in self._items.newest(count.whole, _READ)]
        found = _by_nearness([one for one in whole if one.id in pool.places], pool, about)
        return self._hearing.voices(
            found[:_AROUND], (), About(about, scales(seen.sources), seen.asked.stance)
        )

    def _newest(self, count: Count) -> list[StoredItem]:
        return self._items.newest(count.selection, count.n) if count.n else []

    def _peak(self, count: Count) -> tuple[Period, int] | None:
        by_month = [pair for pair in months(self._items, count) if pair[1]]
        return max(by_month, key=lambda pair: pair[1]) if len(by_month) > 1 else None


def _by_nearness(matched: Sequence[StoredItem], pool: Pool, topic: Vectors) -> list[StoredItem]:
    if pool.vectors.shape[1] != topic.shape[0]:
        return list(matched)
    cosines = pool.vectors[pool.rows(matched)] @ topic
    order = sorted(range(len(matched)), key=lambda place: -float(cosines[place]))
    return [matched[place] for place in order]


def _themes(found: Sequence[StoredItem], pool: Pool, seen: Seen) -> tuple[Theme, ...]:
    if len(found) < _THEMED:
        return ()
    vectors = pool.vectors[pool.rows(found)]
    return themes(found, vectors, pool.centre, seen.match.groups if seen.match else ())
