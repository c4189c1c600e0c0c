"""Whether two definitions of one label mean the same, and if not, how they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from knowledge.lingo.conflicts.quantities import differ, quantities
from knowledge.lingo.conflicts.scope import scope_differs
from knowledge.lingo.glossary import key
from knowledge.ports import Embedder
from knowledge.search.stop_words import STOP_WORDS
from knowledge.search.words import stem, telling
from knowledge.store.lingo_records import NUMBER, SCOPE, SUBJECT, Difference, Side

_FAR = 0.5
"""Mean of the cosine of two definitions and of their best matched words: below, another subject."""

_FARTHER, _FARTHEST = 0.55, 0.4
_ANOTHER_KIND = 0.35  # cosine of what each definition says that the thing is
_SAME_FORM = 0.8
_TYPED = 88  # likeness of two long forms from which they are one, differently typed
_SAID = 0.85  # share of one definition's words that the other has: nothing new is said
_PART = re.compile(r"[^\W_]+")
_KIND = re.compile(
    r"^(?:(?:an?|the|our|any|every|each|all|what|when|this|it|is|are|that|[a-z]+ly)\s+)*"
    r"(?P<kind>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,2}?)"
    r"(?=\s+(?:that|which|who|whose|where|in|of|for|to|with|by|from|at|on|we|is|are|was|were|has"
    r"|have|had|divided|made|whom|stopped|living|sent|used|asked|given)\b|[,.;:(]|$)",
    re.IGNORECASE,
)


def whole(side: Side) -> str:
    """The definition with its long form in front, where it does not say it."""
    if side.stands_for and key(side.stands_for) not in key(side.definition):
        return f"{side.stands_for}. {side.definition}".strip()
    return side.definition


class Judge:
    """Compares definitions. Different words for one meaning are no difference."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def differ(self, one: Side, other: Side) -> Difference | None:
        """How they differ; None where they mean the same, or one says nothing that can be told."""
        forms = self._forms(one, other)
        if forms == "other":
            return Difference(
                SUBJECT,
                "high",
                f"“{one.stands_for}” and “{other.stands_for}” are two different things.",
            )
        first, second = whole(one), whole(other)
        if _covers(first, second):
            return None
        nearness = self._nearness(first, second)
        number = self._number(first, second, nearness)
        found = number or self._scope(first, second, nearness)
        if found or one.told or other.told or forms == "same":
            return found
        if bool(one.stands_for) != bool(other.stands_for) and nearness >= _FARTHEST:
            return None  # one spells the word out, the other explains it
        return self._subject(first, second, nearness)

    def _number(self, one: str, other: str, nearness: float) -> Difference | None:
        if nearness < _FAR:
            return None
        dimension = differ(quantities(one), quantities(other))
        if not dimension:
            return None
        what = "times" if dimension == "time" else f"{dimension}s".replace("ss", "s")
        return Difference(NUMBER, "high", f"They name different {what} for the same thing.")

    def _scope(self, one: str, other: str, nearness: float) -> Difference | None:
        if nearness < _FAR - 0.1:
            return None
        scope = scope_differs(one, other, self._alike)
        reason = f"Only one of them takes in: {scope}."
        return Difference(SCOPE, "medium", reason) if scope else None

    def _subject(self, one: str, other: str, nearness: float) -> Difference | None:
        kinds = _kind(one), _kind(other)
        another = all(kinds) and self._alike([kinds[0]], [kinds[1]]) < _ANOTHER_KIND
        if nearness < _FAR or (another and nearness < _FARTHER):
            return Difference(SUBJECT, "high" if another else "medium", _subjects(*kinds))
        return None

    def _forms(self, one: Side, other: Side) -> str:
        """`same` or `other` where both are abbreviations with long forms, else ""."""
        if not one.stands_for or not other.stands_for:
            return ""
        forms = [" ".join(_PART.findall(key(side.stands_for))) for side in (one, other)]
        if fuzz.ratio(*forms) >= _TYPED or _stems(forms[0]) == _stems(forms[1]):
            return "same"
        alike = self._alike([one.stands_for], [other.stands_for])
        shared = _stems(forms[0]) & _stems(forms[1])
        return "same" if alike >= _SAME_FORM and shared else "other"

    def _nearness(self, one: str, other: str) -> float:
        vectors = self._embedder.embed([one, other])
        words = list(dict.fromkeys(telling(one))), list(dict.fromkeys(telling(other)))
        near = float(vectors[0] @ vectors[1])
        if not words[0] or not words[1]:
            return near
        table = self._table(*words)
        matched = (float(table.max(1).mean()) + float(table.max(0).mean())) / 2
        return (near + matched) / 2

    def _alike(self, some: Sequence[str], others: Sequence[str]) -> float:
        return float(self._table(some, others).max())

    def _table(self, some: Sequence[str], others: Sequence[str]) -> np.ndarray:
        return self._embedder.embed(list(some)) @ self._embedder.embed(list(others)).T


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in key(text).split() if word not in STOP_WORDS)


def _covers(one: str, other: str) -> bool:
    """Whether one of them says all that the other says."""
    first, second = _stems(one), _stems(other)
    if not first or not second:
        return True
    return len(first & second) / min(len(first), len(second)) >= _SAID and (
        differ(quantities(one), quantities(other)) == "" and not scope_differs(one, other, _never)
    )


def _never(some: Sequence[str], others: Sequence[str]) -> float:
    return 1.0 if set(some) & set(others) else 0.0


def _kind(definition: str) -> str:
    match = _KIND.match(definition.strip())
    return match["kind"].split()[-1].removesuffix("'s").removesuffix("’s") if match else ""


def _subjects(one: str, other: str) -> str:
    if one and other and key(one) != key(other):
        return f"One is about “{one}”, the other about “{other}”."
    return "They are about different things."
