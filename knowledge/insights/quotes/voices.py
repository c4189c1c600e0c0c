"""Quotes for the prevailing voice and one against it, each of another customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from knowledge.insights.quotes.excerpts import Excerpt, excerpts
from knowledge.insights.quotes.stance import Scale, polarity
from knowledge.insights.themes.theme import Theme
from knowledge.ports import Embedder, Vectors
from knowledge.store.item_words import spaced
from knowledge.store.items import StoredItem

_CANDIDATES = 48  # sentences that are embedded: about 1 ms each
_CENTRAL = 6  # items of a theme
_EACH = 2  # of one item
_NEAR = 0.3  # cosine to the topic of a sentence without its words
_PLEASED = (
    "I am happy with this, it worked well.",
    "They were helpful and it was quick.",
    "Thank you, I am very pleased with the service.",
)
_DISPLEASED = (
    "I am unhappy with this, it did not work.",
    "They were unhelpful and it took too long.",
    "I am very disappointed with the service.",
)
_SHORT = 45  # characters: a quote as short tells less
_EQUAL = 0.05  # of one another: then the newer one is quoted


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of a customer about the topic.

    Attributes:
        stance: 1 praises, -1 complains, 0 says neither.
        near: cosine of the sentence and the topic.
        tone: how much nearer it is to pleased sentences than to displeased ones, about -0.3 to 0.3.
    """

    excerpt: Excerpt
    stance: int
    near: float = 0.0
    tone: float = 0.0


@dataclass(frozen=True, slots=True)
class About:
    """What is asked of the items.

    Attributes:
        topic: its vector (d,), unit length.
        scales: by source, where its customers give scores.
        stance: of the voice that is asked for, 0 for that of most.
    """

    topic: Vectors
    scales: Mapping[str, Scale]
    stance: int = 0


@dataclass(frozen=True, slots=True)
class Voices:
    """Two for, one against.

    Attributes:
        prevailing: the stance asked for, else of most: 1, -1, or 0 where none prevails.
        first: quotes of that voice, best first.
        against: of the contrary voice, None where there is none.
        items: that were looked at.
    """

    prevailing: int
    first: tuple[Quote, ...]
    against: Quote | None
    items: tuple[StoredItem, ...]

    @property
    def heard(self) -> int:
        """How many were looked at."""
        return len(self.items)


class Hearing:
    """Ranks sentences with an embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @cached_property
    def _pleased(self) -> Vectors:
        """The direction from displeased sentences to pleased ones, (d,)."""
        rows = self._embedder.embed([*_PLEASED, *_DISPLEASED])
        apart: Vectors = rows[: len(_PLEASED)].mean(axis=0) - rows[len(_PLEASED) :].mean(axis=0)
        return apart

    def voices(
        self,
        found: Sequence[StoredItem],
        groups: Sequence[Sequence[str]],
        about: About,
    ) -> Voices:
        """Who says what of a topic.

        Args:
            found: items about it, best first.
            groups: forms that were counted; none for the whole of what they say.
            about: what is asked of them.
        """
        heard = [quote for one in found for quote in _of_item(one, groups, about.scales)]
        ranked = self._ranked(_spread(heard), about.topic)
        prevailing = about.stance or _prevailing(heard)
        first = _picked(ranked, prevailing, 2, set())
        if prevailing and len(first) < 2:  # what most say need not have a word of praise or not
            known = {_who(quote) for quote in first}
            first += _picked(ranked, 0, 2 - len(first), known)
        # A contrary voice is worth a second look: the model must not hear the opposite.
        contrary = [quote for quote in ranked if quote.tone * prevailing <= 0]
        used = {_who(quote) for quote in first}
        against = _picked(contrary, -prevailing, 1, used) if prevailing else ()
        return Voices(prevailing, first, against[0] if against else None, tuple(found))

    def central(self, found: Sequence[Theme], centre: Vectors) -> list[Excerpt | None]:
        """A sentence for each theme: of its most central items, the one that is most like it.

        Args:
            found: the themes.
            centre: that their signatures are seen from, (d,).
        """
        every = [_candidates(theme) for theme in found]
        texts = [one.text for candidates in every for one in candidates]
        rows = self._embedder.embed(texts) - centre if texts else np.zeros((0, len(centre)))
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        best: list[Excerpt | None] = []
        start = 0
        for theme, candidates in zip(found, every, strict=True):
            likeness = rows[start : start + len(candidates)] @ theme.signature
            start += len(candidates)
            best.append(candidates[int(np.argmax(likeness))] if candidates else None)
        return best

    def _ranked(self, candidates: Sequence[Quote], topic: Vectors) -> list[Quote]:
        """By nearness to the topic; where that is about equal, the newest first."""
        if not candidates:
            return []
        rows = self._embedder.embed([quote.excerpt.text for quote in candidates])
        near = [
            replace(quote, near=float(cosine), tone=float(tone))
            for quote, cosine, tone in zip(
                candidates, rows @ topic, rows @ self._pleased, strict=True
            )
            if quote.excerpt.hit or cosine >= _NEAR
        ]
        return sorted(near, key=_merit, reverse=True)


def _candidates(theme: Theme) -> list[Excerpt]:
    """Readable sentences of its most central items, those with words of its name first."""
    words = tuple(theme.name.replace(",", " ").split())
    found: list[Excerpt] = []
    for one in theme.members[:_CENTRAL]:
        said = [each for each in excerpts(one, (words,)) if len(each.text) >= _SHORT]
        said.sort(key=lambda each: (not each.hit, each.place))
        found += said[:_EACH]
    return found


def _of_item(
    one: StoredItem, groups: Sequence[Sequence[str]], scales: Mapping[str, Scale]
) -> list[Quote]:
    scale = scales.get(one.item.source)
    given = scale.stance(one.item.score) if scale and one.item.score is not None else None
    made = []
    for excerpt in excerpts(one, groups):
        worded = polarity(excerpt.text)
        worded = (worded > 0) - (worded < 0)
        # A happy customer's one complaint is no proof of their praise, nor the reverse.
        stance = worded if given is None else given if given == worded or not worded else 0
        made.append(Quote(excerpt, stance))
    hits = [quote for quote in made if quote.excerpt.hit] or made
    hits.sort(key=lambda quote: (-abs(quote.stance), quote.excerpt.place))
    return hits


def _prevailing(heard: Sequence[Quote]) -> int:
    """The stance of most customers; each has one voice."""
    by_item: dict[int, int] = {}
    for quote in heard:
        by_item[quote.excerpt.of.id] = by_item.get(quote.excerpt.of.id, 0) + quote.stance
    votes = sum((total > 0) - (total < 0) for total in by_item.values())
    if votes == 0:
        return -1 if any(by_item.values()) else 0
    return 1 if votes > 0 else -1


def _spread(heard: Sequence[Quote]) -> list[Quote]:
    """At most a few sentences of each item; of both voices, as many as can be embedded."""
    taken: dict[tuple[int, int], int] = {}
    sides: dict[int, list[Quote]] = {1: [], -1: [], 0: []}
    for quote in heard:
        place = (quote.excerpt.of.id, quote.stance)
        taken[place] = taken.get(place, 0) + 1
        if taken[place] <= _EACH:
            sides[quote.stance].append(quote)
    third = _CANDIDATES // 3
    chosen = [quote for side in sides.values() for quote in side[:third]]
    rest = [quote for side in sides.values() for quote in side[third:]]
    return chosen + rest[: _CANDIDATES - len(chosen)]


def _merit(quote: Quote) -> tuple[int, date, int]:
    day = quote.excerpt.of.item.day or date.min
    short = 1 if len(quote.excerpt.text) < _SHORT else 0
    return round(quote.near / _EQUAL) - 2 * short, day, quote.excerpt.of.id


def _picked(ranked: Sequence[Quote], stance: int, most: int, used: set[str]) -> tuple[Quote, ...]:
    """The best of a stance, no customer and no text twice; neutral ones where none prevails."""
    picked: list[Quote] = []
    said: set[str] = set()
    known = set(used)
    for quote in ranked:
        text = spaced(quote.excerpt.text)
        if quote.stance != stance or _who(quote) in known or text in said:
            continue
        picked.append(quote)
        known.add(_who(quote))
        said.add(text)
        if len(picked) == most:
            break
    return tuple(picked)


def _who(quote: Quote) -> str:
    return quote.excerpt.of.customer_key or f"item {quote.excerpt.of.id}"
