"""Whether a customer praises or complains: by their own score, else by words anybody can read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.insights.quotes.stance_words import (
    COMPLAINT,
    NEGATIONS,
    PRAISE,
    SPARED,
    THANKS,
    WISHED,
)
from knowledge.store.counting.items import ItemSource
from knowledge.store.items.words import item_words

_REACH = 3  # words back to a negation
_LOW, _HIGH = 0.4, 0.6  # of the way from the lowest to the highest score given


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest score that a source's customers gave."""

    low: float
    high: float

    def stance(self, score: float) -> int:
        """1 for a high score, -1 for a low one, 0 between."""
        place = (score - self.low) / (self.high - self.low)
        return (place >= _HIGH) - (place <= _LOW)


def scales(sources: Iterable[ItemSource]) -> dict[str, Scale]:
    """By source, where its scores differ."""
    return {
        one.name: Scale(one.lowest, one.highest)
        for one in sources
        if one.lowest is not None and one.highest is not None and one.highest > one.lowest
    }


def told_by(text: str, stance: int) -> tuple[str, ...]:
    """The words of praise (1) or complaint (-1) in a text, in its order."""
    known = PRAISE | THANKS if stance > 0 else COMPLAINT
    return tuple(word for word in item_words(text) if word in known)


def polarity(text: str) -> int:
    """Words of praise less words of complaint; praise that is denied is a complaint.

    Praise that is wished for ("should be easy") counts as nothing, thanks always count. "Not bad"
    and "no problem" are praise, as customers mean them; "never late" may be of themselves.
    """
    said = item_words(text)
    wished = any(word in WISHED for word in said)
    total = 0
    for place, word in enumerate(said):
        worth = (word in PRAISE or word in THANKS) - (word in COMPLAINT or word in SPARED)
        if worth > 0 and wished and (word not in THANKS or "please" in said):
            continue
        if any(one in NEGATIONS for one in said[max(0, place - _REACH) : place]):
            worth = -worth if worth > 0 or word in SPARED else 0
        total += worth
    return total
