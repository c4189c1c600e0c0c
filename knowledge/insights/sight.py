"""What a reader's question is counted over: sources, conditions, the match and its counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.insights.counting import Count, counted
from knowledge.insights.matching import Match, loosened, match, trimmed
from knowledge.insights.ports import ItemReader
from knowledge.insights.questions.asking import Asked
from knowledge.models import Period, Reader
from knowledge.store.counting.items import ItemSource, Selection

_LISTED = 4  # forms of a group that need no shortening
_READ = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted for a question.

    Attributes:
        match: None where no topic was asked.
        counts: one of each source that has any text under the conditions, the most matches first.
        sources: of these counts, in their order.
    """

    asked: Asked
    match: Match | None
    counts: tuple[Count, ...]
    sources: tuple[ItemSource, ...]

    @property
    def n(self) -> int:
        """Matches in all sources; one customer may be in several."""
        return sum(count.n for count in self.counts)

    @property
    def of(self) -> int:
        """Items with text in all sources."""
        return sum(count.of for count in self.counts)


def seen(items: ItemReader, asked: Asked, reader: Reader, period: Period | None) -> Seen | None:
    """Counts what was asked, over what the reader may see; None where there is nothing to count.

    A phrase that nobody has used is counted by its words wherever they stand in a text.

    Raises:
        StoreError: the store cannot be read.
    """
    known = {one.name: one for one in items.sources(reader.audiences) if one.said}
    named = [name for name in asked.sources or known if name in known]
    conditions = tuple((name, (value,)) for name, value in asked.attributes)
    wholes = [
        Selection(reader.audiences, (name,), attributes=conditions, period=period) for name in named
    ]
    found = _told(items, _match(items, asked, wholes, reader), wholes)
    counts = [counted(items, whole, found) for whole in wholes]
    counts = sorted((one for one in counts if one.of), key=lambda one: (-one.n, -one.of))
    if not counts:
        return None
    return Seen(asked, found, tuple(counts), tuple(known[one.source] for one in counts))


def _match(
    items: ItemReader, asked: Asked, wholes: list[Selection], reader: Reader
) -> Match | None:
    if not asked.topic:
        return None
    vocabulary = items.words(reader.audiences)
    strict = match(asked.topic, vocabulary)
    loose = loosened(asked.topic, vocabulary)
    if loose is None or any(counted(items, whole, strict).n for whole in wholes):
        return strict
    return loose if any(counted(items, whole, loose).n for whole in wholes) else strict


def _told(items: ItemReader, found: Match | None, wholes: list[Selection]) -> Match | None:
    """With phrases that nobody has used left out of the rule, where few texts need reading."""
    if found is None or all(len(group) <= _LISTED for group in found.groups):
        return found
    matched = [replace(whole, words=found.groups) for whole in wholes]
    texts = [one.item.text for each in matched for one in items.newest(each, _READ + 1)]
    return found if len(texts) > _READ else trimmed(found, texts)
