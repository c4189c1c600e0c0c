"""A question about customers' words to an answer."""

from __future__ import annotations

from knowledge.insights.counting import SMALLEST_GROUP
from knowledge.insights.lately.saying import Lately
from knowledge.insights.pool import Pool, Pools
from knowledge.insights.ports import ItemReader
from knowledge.insights.proportions import Proportions
from knowledge.insights.questions.asking import Asked, Kind, asked
from knowledge.insights.questions.meant import Named, Names
from knowledge.insights.questions.timeless import without_time
from knowledge.insights.questions.topics import topic
from knowledge.insights.quotes.voices import Hearing
from knowledge.insights.replies.counts import Said, counts_told
from knowledge.insights.replies.themes import THEMES_QUOTED, few_told, themes_told
from knowledge.insights.replies.topics import topic_told
from knowledge.insights.replies.wording import cited
from knowledge.insights.saying import Listener
from knowledge.insights.sight import Seen, seen
from knowledge.insights.theming import GivenNames, Parted, parted
from knowledge.models import Answer, Citation, Mode, Period, Reader
from knowledge.ports import Embedder
from knowledge.store.counting.items import Selection

_BOTH = 2  # quotes of the prevailing voice


class Insights:
    """Answers from customers' items, and only from those that the reader may see.

    Raises:
        StoreError: from every method, where the store cannot be read.
    """

    def __init__(
        self,
        items: ItemReader,
        embedder: Embedder,
        given: GivenNames | None = None,
        min_sample: int = SMALLEST_GROUP,
    ) -> None:
        """Args:
        items: what customers said.
        embedder: that their vectors are of.
        given: names that people gave to themes; None where they cannot.
        min_sample: of fewer items nothing is concluded; they are shown.
        """
        self._items, self._given, self._min_sample = items, given, min_sample
        self._embedder, self._pools = embedder, Pools(items)
        self._hearing = Hearing(embedder)
        self._proportions = Proportions(items)
        self._listener = Listener(items, embedder, self._hearing, self._proportions, min_sample)
        self._names: dict[frozenset[str], tuple[int, Names]] = {}

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

    def kind(self, question: str, reader: Reader) -> str:
        """What kind of question about customers' words it is, "" for none."""
        found = self.asked(question, reader)
        return found.kind.value if found else ""

    def days(self, reader: Reader) -> Period | None:
        """From the oldest item's day to the newest one's, of those that the reader may see."""
        return self._items.span(Selection(reader.audiences))

    def quotes(
        self, subject: str, reader: Reader, period: Period | None
    ) -> tuple[list[tuple[str, Citation]], tuple[str, Citation] | None]:
        """Up to two quotes of the prevailing voice on a subject, and one against it.

        Where its words bring no two sides, the items that come nearest in meaning are heard.
        """
        about = Asked(Kind.SAY, topic(subject), subject)
        found = seen(self._items, about, reader, period) if about.topic else None
        if found is None or found.match is None:
            return [], None
        pool = self._pool(found, reader)
        voices = self._listener.heard(found, found.match, pool).voices
        if voices.against is None or len(voices.first) < _BOTH:
            around = self._listener.around(found, pool)
            voices = around if around.against or len(around.first) > len(voices.first) else voices
        first = [(one.excerpt.text, cited(0, one.excerpt)) for one in voices.first]
        against = voices.against
        return first, (against.excerpt.text, cited(0, against.excerpt)) if against else None

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
        return counts_told(found, self._items, self._proportions, self._min_sample)

    def themes(self, reader: Reader, sources: tuple[str, ...] = ()) -> Parted | None:
        """The themes of all that is said in these sources, () for all of them.

        Whoever renames or pins one keeps its signature under `theming.scope` of the sources.
        """
        found = seen(self._items, Asked(Kind.THEMES, sources=sources), reader, None)
        return self._parted(found, reader) if found else None

    @property
    def lately(self) -> Lately:
        """What is said in a period, for digests."""
        return Lately(self._items, self._embedder, self._hearing, self._pools, self._given)

    def _parted(self, found: Seen, reader: Reader) -> Parted:
        return parted(found, self._pool(found, reader), self._items, self._given)

    def _themes_told(self, found: Seen, reader: Reader) -> Said | None:
        known = self._parted(found, reader)
        if not known.themes:
            return few_told(found, self._items, self._min_sample) if found.n else None
        centre = self._pool(found, reader).centre
        quotes = self._hearing.central(known.themes[:THEMES_QUOTED], centre)
        return themes_told(known, quotes, self._items, self._min_sample)

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
