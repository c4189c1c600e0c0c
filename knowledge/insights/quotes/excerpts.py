"""Sentences of an item that can be quoted, and what of them speaks of a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.words.sentences import pieces
from knowledge.store.counting.items import StoredItem
from knowledge.store.items.words import item_words, spaced

LONGEST = 240
_SHORTEST = 25  # "Thank you." says nothing of its own
_PLAIN = 45
_WORD = re.compile(r"[^\W\d_]{2}|^[aI]$")
_MASKED = re.compile(r"^\W*(?:[xX]{2,}|[\dxX]{1,4}/[\dxX/]+)\W*$")
_MOST_MASKED = 0.34
_MARKS = re.compile(r"\*\*|__|^[>#]+\s*|[\"“”]")
_FIELD = re.compile(r"^[A-Z][A-Za-z -]{1,30}: ?\S")
_MOST = 40  # pieces of one item


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One or two whole sentences of an item.

    Attributes:
        text: on one line; cut at a word with "…" where a sentence is longer than `LONGEST`.
        hit: whether it has a counted form.
        place: of its first sentence among those of the item.
    """

    of: StoredItem
    text: str
    hit: bool
    place: int


def excerpts(one: StoredItem, groups: Sequence[Sequence[str]] = ()) -> list[Excerpt]:
    """What of an item can be quoted, in its order.

    A short sentence is quoted with the one behind it. What is mostly masked, or a field of a
    form, is left out.

    Args:
        one: the item.
        groups: of forms, as counted; none, and every sentence is a hit.
    """
    texts = [_MARKS.sub("", piece.text).strip() for piece in pieces(one.item.text)[:_MOST]]
    found: list[Excerpt] = []
    for place, text in enumerate(texts):
        if _FIELD.match(text) or not _readable(text):
            continue
        hit = not groups or any(_has(text, forms) for forms in groups)
        behind = texts[place + 1] if place + 1 < len(texts) else ""
        found.append(Excerpt(one, _quoted(text, behind, groups), hit, place))
    return found


def clearest(found: Sequence[Excerpt]) -> Excerpt | None:
    """The one of the hits that reads best alone: of a middling length, with little masked."""
    hits = [excerpt for excerpt in found if excerpt.hit]
    return min(hits, key=_effort, default=None)


def _effort(excerpt: Excerpt) -> tuple[float, int]:
    parts = excerpt.text.split()
    short = len(excerpt.text) < _PLAIN
    return _unreadable(parts) / len(parts) + short + excerpt.text.count("…"), excerpt.place


def _readable(text: str) -> bool:
    parts = text.split()
    return bool(item_words(text)) and _unreadable(parts) <= _MOST_MASKED * len(parts)


def _unreadable(parts: Sequence[str]) -> int:
    """How many of the parts are no words: masks, marks, numbers of clauses."""
    return sum(not _WORD.search(part) or bool(_MASKED.search(part)) for part in parts)


def _has(text: str, forms: Sequence[str]) -> bool:
    words = spaced(text)
    return any(spaced(form) in words for form in forms)


def _quoted(text: str, behind: str, groups: Sequence[Sequence[str]]) -> str:
    joined = f"{text} {behind}"
    if len(text) < _SHORTEST and behind and _readable(behind) and len(joined) <= LONGEST:
        return joined
    return text if len(text) <= LONGEST else around(text, groups, LONGEST)


def around(text: str, groups: Sequence[Sequence[str]], longest: int) -> str:
    """A piece of a text about the first form in it, cut at words."""
    if len(text) <= longest:
        return text
    at = _first(text, groups)
    start = 0 if at < longest * 2 // 3 else at - longest // 3
    if start:
        start = text.find(" ", start) + 1
    room = longest - 1 - (start > 0)
    piece = text[start : start + room]
    if start + room < len(text) and " " in piece:
        piece = piece[: piece.rfind(" ")].rstrip(" ,;:-")
    return f"{'…' if start else ''}{piece}{'…' if start + room < len(text) else ''}"


def _first(text: str, groups: Sequence[Sequence[str]]) -> int:
    lower = text.lower()
    places = [
        found.start()
        for forms in groups
        for form in forms[:20]
        if (found := re.search(rf"\b{re.escape(form)}\b", lower))
    ]
    return min(places, default=0)
