"""Which sentences of which items are quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from knowledge.insights.quotes.excerpts import Excerpt, excerpts
from knowledge.insights.quotes.stance import Scale, polarity
from knowledge.store.counting.items import StoredItem
from knowledge.store.items.words import spaced

_CANDIDATES = 36  # sentences that are embedded: about 1 ms each
_EACH = 2  # of one item
SHORT = 45
"""Characters: a quote as short tells less."""

_LONG = 150  # characters: a longer one has to be cut in a reply
_EQUAL = 0.05  # of one another: then the newer one is quoted


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of a customer about the topic.

    Attributes:
        stance: 1 praises, -1 complains, 0 says neither.
        near: cosine of the sentence and the topic.
        scored: whether the customer's own score says so too.
        tone: how much nearer it is to pleased sentences than to displeased ones, about -0.3 to 0.3.
    """

    excerpt: Excerpt
    stance: int
    near: float = 0.0
    tone: float = 0.0
    scored: bool = False


def worth_reading(
    found: Sequence[StoredItem], scales: Mapping[str, Scale], most: int
) -> list[StoredItem]:
    """At most so many of the items: the nearest, and as many again who lean to either side.

    Args:
        found: nearest to the topic first.
        scales: by source, where its customers give scores.
        most: items whose sentences can be read in time.
    """
    if len(found) <= most:
        return list(found)
    chosen = list(found[: most // 2])
    for side in (1, -1):
        rest = (one for one in found[most // 2 :] if leaning(one, scales) == side)
        chosen += islice(rest, most // 4)
    return chosen


def leaning(one: StoredItem, scales: Mapping[str, Scale]) -> int:
    """1 for a pleased customer, -1 for a displeased one: by score, else by the whole text."""
    scale = scales.get(one.item.source)
    if scale and one.item.score is not None:
        return scale.stance(one.item.score)
    worded = polarity(one.item.text)
    return (worded > 0) - (worded < 0)


def quotes_of(
    one: StoredItem, groups: Sequence[Sequence[str]], scales: Mapping[str, Scale]
) -> list[Quote]:
    """Sentences of an item with the forms, else all of them; those with a stance first."""
    scale = scales.get(one.item.source)
    given = scale.stance(one.item.score) if scale and one.item.score is not None else None
    made = []
    for excerpt in excerpts(one, groups):
        worded = polarity(excerpt.text)
        worded = (worded > 0) - (worded < 0)
        # A happy customer's one complaint is no proof of their praise, nor the reverse.
        stance = worded if given is None else given if given == worded or not worded else 0
        made.append(Quote(excerpt, stance, scored=given == stance))
    hits = [quote for quote in made if quote.excerpt.hit] or made
    hits.sort(key=lambda quote: (-abs(quote.stance), quote.excerpt.place))
    return hits


def prevailing_of(heard: Sequence[Quote]) -> int:
    """The stance of most customers; each has one voice."""
    by_item: dict[int, int] = {}
    for quote in heard:
        by_item[quote.excerpt.of.id] = by_item.get(quote.excerpt.of.id, 0) + quote.stance
    votes = sum((total > 0) - (total < 0) for total in by_item.values())
    if votes == 0:
        return -1 if any(by_item.values()) else 0
    return 1 if votes > 0 else -1


def spread(heard: Sequence[Quote]) -> list[Quote]:
    """At most a few sentences of each item; of both voices, as many as can be embedded."""
    taken: Counter[tuple[int, int]] = Counter()
    told: set[tuple[int, str]] = set()
    sides: dict[int, list[Quote]] = {1: [], -1: [], 0: []}
    for quote in heard:
        place = (quote.excerpt.of.id, quote.stance)
        text = (quote.stance, spaced(quote.excerpt.text))
        if taken[place] < _EACH and text not in told:
            taken[place] += 1
            told.add(text)
            sides[quote.stance].append(quote)
    third = _CANDIDATES // 3
    chosen = [quote for side in sides.values() for quote in side[:third]]
    rest = [quote for side in sides.values() for quote in side[third:]]
    return chosen + rest[: _CANDIDATES - len(chosen)]


def merit(quote: Quote) -> tuple[int, date, int]:
    """What a quote is worth: near the topic, easy to read, new."""
    day = quote.excerpt.of.item.day or date.min
    hard = 2 * (len(quote.excerpt.text) < SHORT) + 2 * (len(quote.excerpt.text) > _LONG)
    return round(quote.near / _EQUAL) - hard, day, quote.excerpt.of.id


def picked(
    ranked: Sequence[Quote], stance: int, most: int, others: Sequence[Quote] = ()
) -> tuple[Quote, ...]:
    """The best of a stance: no customer and no text twice, and none of the others'."""
    best: list[Quote] = []
    told = {key for quote in others for key in (_who(quote), spaced(quote.excerpt.text))}
    for quote in ranked:
        keys = {_who(quote), spaced(quote.excerpt.text)}
        if len(best) < most and quote.stance == stance and not keys & told:
            best.append(quote)
            told |= keys
    return tuple(best)


def _who(quote: Quote) -> str:
    return quote.excerpt.of.customer_key or f"item {quote.excerpt.of.id}"
