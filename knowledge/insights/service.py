"""A question about customers' words to an answer."""

from __future__ import annotations

from itertools import zip_longest

from knowledge.insights.asking import Asked, Kind, asked
from knowledge.insights.counting import SMALLEST_GROUP
from knowledge.insights.meant import Named, Names
from knowledge.insights.pool import NEWEST, Pool, Pools
from knowledge.insights.ports import ItemReader
from knowledge.insights.replying import Said, counts_told
from knowledge.insights.saying import Listener
from knowledge.insights.sight import Seen, seen
from knowledge.insights.telling import THEMES_QUOTED, few_told, themes_told, topic_told
from knowledge.insights.themes import Theme, themes
from knowledge.insights.timeless import without_time
from knowledge.insights.voices import Hearing
from knowledge.models import Answer, Mode, Period, Reader
from knowledge.ports import Embedder
from knowledge.store.items import Selection


class Insights:
    """Answers from customers' items, and only from those that the reader may see.

    Raises:
        StoreError: from every method, where the store cannot be read.
    """

    def __init__(
        self, items: ItemReader, embedder: Embedder, min_sample: int = SMALLEST_GROUP
    ) -> None:
        self._items, self._embedder, self._min_sample = items, embedder, min_sample
        self._pools = Pools(items)
        self._hearing = Hearing(embedder)
        self._listener = Listener(items, embedder, self._hearing, min_sample)
        self._names: dict[frozenset[str], tuple[tuple[int, int], Names]] = {}

    def asked(self, question: str, reader: Reader) -> Asked | None:
        """What a question without the words of its period asks of customers' words, if it does."""
        if not any(one.said for one in self._items.sources(reader.audiences)):
            return None
        return asked(question, self._named(reader.audiences))

    def answer(self, question: str, reader: Reader, period: Period | None = None) -> Answer | None:
        """The answer; None where the question is not about customers' words, or nothing is there.

        Args:
            question: as typed.
            reader: who reads the reply.
            period: that the question names, None for all time.
        """
        found = self.asked(question if period is None else without_time(question), reader)
        said = self.reply_parts(found, reader, period) if found else None
        if said is None:
            return None
        return Answer(
            question=question,
            text=said.text,
            mode=Mode.COMPUTED,
            citations=said.citations,
            figures=said.figures,
            follow_ups=said.follow_ups,
            lead=said.lead,
            private=reader.private,
            plots=said.plots,
            workings=said.workings,
        )

    def reply_parts(self, asked: Asked, reader: Reader, period: Period | None) -> Said | None:
        """What can be said of it; None where the reader may see no item that it is about."""
        found = seen(self._items, asked, reader, period)
        if found is None:
            return None
        if asked.kind is Kind.THEMES:
            return self._themes_told(found, reader)
        if asked.kind is Kind.SAY and found.match is not None:
            heard = self._listener.heard(found, found.match, self._pool(found, reader))
            return topic_told(heard, self._items, self._min_sample) if heard.n else None
        return counts_told(found, self._items, self._min_sample)

    def themes(self, found: Seen, reader: Reader) -> tuple[Theme, ...]:
        """What the counted items are about, the largest theme first; () of too few."""
        pool = self._pool(found, reader)
        chosen = [
            one
            for count in found.counts
            for one in (self._items.newest(count.selection, NEWEST) if count.n else [])
            if one.id in pool.places
        ]
        groups = found.match.groups if found.match else ()
        return themes(chosen, pool.vectors[pool.rows(chosen)], pool.centre, groups)

    def _themes_told(self, found: Seen, reader: Reader) -> Said | None:
        known = self.themes(found, reader)
        if not known:
            return few_told(found, self._items, self._min_sample) if found.n else None
        quotes = self._hearing.central(known[:THEMES_QUOTED], self._pool(found, reader).centre)
        told = [*zip_longest(known, quotes)]
        return themes_told(found, told, self._items, self._min_sample)

    def _pool(self, found: Seen, reader: Reader) -> Pool:
        return self._pools.of(reader.audiences, tuple(one.name for one in found.sources))

    def _named(self, audiences: frozenset[str]) -> Names:
        version = self._items.version()
        kept = self._names.get(audiences)
        if kept is None or kept[0] != version:
            kept = (version, self._read_names(audiences))
            self._names[audiences] = kept
        return kept[1]

    def _read_names(self, audiences: frozenset[str]) -> Names:
        sources = [
            Named(one.name, newest[0].item.document)
            for one in self._items.sources(audiences)
            if (newest := self._items.newest(Selection(audiences, (one.name,)), 1))
        ]
        values = self._items.attributes(audiences)
        return Names(sources, {name: tuple(known) for name, known in values.items()})
