"""Quotes for the prevailing voice and one against it, each of another customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from knowledge.insights.quotes.choosing import (
    SHORT,
    Quote,
    merit,
    picked,
    prevailing_of,
    quotes_of,
    spread,
)
from knowledge.insights.quotes.excerpts import Excerpt, excerpts
from knowledge.insights.quotes.stance import Scale
from knowledge.insights.themes.theme import Theme
from knowledge.ports import Embedder, Vectors
from knowledge.store.counting.items import StoredItem

_CENTRAL = 6  # items of a theme
_EACH = 2  # sentences of one item
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
        most: int = 2,
    ) -> Voices:
        """Who says what of a topic.

        Args:
            found: items about it, best first.
            groups: forms that were counted; none for the whole of what they say.
            about: what is asked of them.
            most: quotes of the prevailing voice.
        """
        heard = [quote for one in found for quote in quotes_of(one, groups, about.scales)]
        ranked = self._ranked(spread(heard), about.topic)
        prevailing = about.stance or prevailing_of(heard)
        first = picked(ranked, prevailing, most)
        if not prevailing:
            return Voices(0, first, None, tuple(found))
        # A contrary voice is worth a second look: the model must not hear the opposite, unless
        # the customer's score says so.
        contrary = [one for one in ranked if one.scored or one.tone * prevailing <= 0]
        against = picked(contrary, -prevailing, 1, first)
        if not about.stance:  # what most say need not have a word of praise or complaint
            neutral = [one for one in ranked if one.tone * prevailing > 0]
            first += picked(neutral, 0, most - len(first), (*first, *against))
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
        return sorted(near, key=merit, reverse=True)


def _candidates(theme: Theme) -> list[Excerpt]:
    """Readable sentences of its most central items, those with words of its name first."""
    words = tuple(theme.name.replace(",", " ").split())
    found: list[Excerpt] = []
    for one in theme.members[:_CENTRAL]:
        said = excerpts(one, (words,))
        said.sort(key=lambda each: (len(each.text) < SHORT, not each.hit, each.place))
        found += said[:_EACH]
    return found
