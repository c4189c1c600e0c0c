"""Items of one customer to the parts of their picture; pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.insights.customers.joining import named
from knowledge.insights.customers.picture import Holding, Naming, ScorePoint, Voice
from knowledge.store.counting.items import StoredItem
from knowledge.store.items.words import item_words

_ENOUGH = 8  # words


def voice_of(one: StoredItem) -> Voice:
    """The item as it is cited."""
    return Voice(one.item, one.title, one.link, one.domain, one.owner)


def distinct(items: Sequence[StoredItem]) -> list[StoredItem]:
    """The items in their order, each once where a letter is a row of a register as well.

    Two items of different sources are one where they have the same words, of which there are enough
    that two people would hardly choose them; the letter stays.
    """
    letters = {
        words: one.item.source
        for one in items
        if not one.item.record and (words := _long_words(one.item.text))
    }
    return [
        one
        for one in items
        if not one.item.record
        or letters.get(_long_words(one.item.text), one.item.source) == one.item.source
    ]


def namings(items: Sequence[StoredItem]) -> tuple[Naming, ...]:
    """The names that sources give the customer, the most used first.

    An item that names nobody was joined by its id, and gives none.
    """
    counted = Counter((named(one), one.item.source) for one in items)
    given = [Naming(name, source, n) for (name, source), n in counted.items() if name]
    return tuple(sorted(given, key=lambda one: (-one.n, one.name, one.source)))


def holdings(voices: Sequence[Voice], how: Mapping[str, str]) -> tuple[Holding, ...]:
    """What each source holds, the one with the most items first."""
    by_source: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        by_source[voice.item.source].append(voice)
    found = [_holding(source, some, how[source]) for source, some in by_source.items()]
    return tuple(sorted(found, key=lambda one: (-one.n, one.source)))


def monthly_scores(voices: Sequence[Voice]) -> tuple[ScorePoint, ...]:
    """The means of each source's scores by month, by source and oldest first."""
    scores: defaultdict[tuple[str, date], list[float]] = defaultdict(list)
    for voice in voices:
        item = voice.item
        if item.score is not None and item.day is not None:
            scores[item.source, item.day.replace(day=1)].append(item.score)
    return tuple(
        ScorePoint(source, month, sum(given) / len(given), len(given))
        for (source, month), given in sorted(scores.items())
    )


def _holding(source: str, voices: Sequence[Voice], joined: str) -> Holding:
    days = [voice.item.day for voice in voices if voice.item.day]
    return Holding(
        source=source,
        domain=voices[0].domain,
        owner=voices[0].owner,
        n=len(voices),
        first=min(days, default=None),
        last=max(days, default=None),
        joined=joined,
    )


def _long_words(text: str) -> str:
    words = item_words(text)
    return " ".join(words) if len(words) >= _ENOUGH else ""
