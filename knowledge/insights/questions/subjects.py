"""Who speaks in a question about customers' words: sources, and values of their attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.insights.questions.meant import PEOPLE, Names
from knowledge.search.words.words import plain, stem

_FILLING = re.compile(
    r"^(?:(?:of|the|our|all|any|these|those|some|many|most|more|their|its|we|have|had|got|get|do|"
    r"did|are|is|there|customer|consumer|client|user)\s+)+",
    re.IGNORECASE,
)
_PLACE = r"(?:from|of|at|in|on|by|via|for|among|with|through|to|using)"
_AFTER = re.compile(rf"\s+{_PLACE}\s+", re.IGNORECASE)
_GIVEN = re.compile(
    r"\s+(?:(?:we|you|that|have|had|has|did|do|are|there|were|was|been|so far|at all)\s+)*"
    r"(?:we|you|get|got|have|had|received?|see|seen|filed|there|overall|at all|most(?:ly)?)$",
    re.IGNORECASE,
)
_LONGEST = 10  # words: longer ones are told stories, not names of sources


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whose words are meant.

    Attributes:
        sources: () for all.
        attributes: (name, value) pairs.
        topic: words before the items' name that name nothing in the data: "billing tickets".
    """

    sources: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    topic: tuple[str, ...] = ()


def speakers(text: str, names: Names) -> Speakers | None:
    """Whom a noun phrase names: "Penrith complaints from builders"; None where not customers.

    The word that ends it, or stands before a place, must stand for customers or for what a
    source holds. What stands around it must be a value of an attribute or, before the name of
    items, is a topic.
    """
    head, *places = _AFTER.split(_GIVEN.sub("", _FILLING.sub("", f"{text.strip()} ").strip()))
    spoken = head.split()
    last = plain(spoken[-1]) if spoken else ""
    if len(spoken) > _LONGEST or not (names.is_kind(last) and names.is_all(last)):
        return None
    found = _before(spoken, names)
    for place in places:
        if found is None:
            return None
        found = _joined(found, place, names)
    return found


def _before(spoken: Sequence[str], names: Names) -> Speakers | None:
    start = len(spoken) - 1
    while start and names.is_kind(plain(spoken[start - 1])):
        start -= 1
    sources = names.meant([plain(word) for word in spoken[start:]])
    if sources is None:
        return None
    found = Speakers(sources)
    first = 0
    while first < start:
        last = next((n for n in range(start, first, -1) if names.value(_span(spoken, first, n))), 0)
        value = names.value(_span(spoken, first, last)) if last else None
        if value:
            found = replace(found, attributes=(*found.attributes, value))
        elif stem(plain(spoken[-1])) in PEOPLE:
            return None  # "board members": people, but no customers that we know of
        else:
            found = replace(found, topic=(*found.topic, spoken[first]))
        first = max(last, first + 1)
    return found


def _joined(found: Speakers, place: str, names: Names) -> Speakers | None:
    """With what stands behind a preposition, if it is known."""
    value = names.value(place)
    if value:
        return replace(found, attributes=(*found.attributes, value))
    more = speakers(place, names)
    if more is None or more.topic:
        return None
    return replace(
        found,
        sources=more.sources or found.sources,
        attributes=(*found.attributes, *more.attributes),
    )


def without_tail(text: str, names: Names) -> tuple[str, Speakers]:
    """A topic without what ends it and is known: "parking at the depot in the letters"."""
    text = _GIVEN.sub("", text)
    tail = Speakers()
    while True:
        cut = _last_place(text, names)
        if cut is None:
            return text, tail
        text, more = cut
        tail = replace(
            tail,
            sources=more.sources or tail.sources,
            attributes=(*tail.attributes, *more.attributes),
        )


def _last_place(text: str, names: Names) -> tuple[str, Speakers] | None:
    for place in reversed(list(re.finditer(rf"(?:^|\s+){_PLACE}\s+", text, re.IGNORECASE))):
        named = text[place.end() :]
        if '"' in named or "”" in named:
            return None
        value = names.value(named)
        if value:
            return text[: place.start()], Speakers(attributes=(value,))
        more = speakers(named, names)
        if more is not None and more.sources and not more.topic:
            return text[: place.start()], more
    return None


def _span(spoken: Sequence[str], first: int, last: int) -> str:
    return " ".join(spoken[first:last])
