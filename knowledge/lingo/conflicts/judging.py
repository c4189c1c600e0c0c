"""Whether two definitions of one label mean the same, and if not, how they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.lingo.conflicts.opposites import opposites
from knowledge.lingo.conflicts.quantities import differ, quantities
from knowledge.lingo.conflicts.scope import scope_differs
from knowledge.lingo.conflicts.signs import Signs, kind_of
from knowledge.lingo.conflicts.weights import chance
from knowledge.lingo.glossary import key
from knowledge.ports import Embedder, ReadsPairs
from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import stem
from knowledge.store.lingo.records import NUMBER, SCOPE, SUBJECT, Difference, Side

_LIKELY = 0.6
_NEAR, _SCOPE = (
    0.4,
    0.62,
)  # cosines of two definitions: of one thing; of one thing bounded otherwise
_FAR = 0.1  # even a sentence that happens to explain a word is of something else
_ANOTHER_KIND = 0.35  # cosine of what each definition says that the thing is
_SAME_FORM = 0.8
_TYPED = 88  # likeness of two long forms from which they are one, differently typed
_SAID = 0.85  # share of one definition's words that the other has: nothing new is said
_MANY = {"clock": "hours of the day", "times": "numbers of times", "currency": "currencies",
         "data": "amounts of data"}  # fmt: skip
_PART = re.compile(r"[^\W_]+")


def whole(side: Side) -> str:
    """The definition with its long form in front, where it does not say it."""
    if side.stands_for and key(side.stands_for) not in key(side.definition):
        return f"{side.stands_for}. {side.definition}".strip()
    return side.definition


class Judge:
    """Compares definitions. Different words for one meaning are no difference."""

    def __init__(self, embedder: Embedder, reader: ReadsPairs | None = None) -> None:
        """A reader of pairs finds more and flags less; it is not there for every model."""
        self._signs = Signs(embedder, reader)

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
        told = one.told or other.told or bool(one.stands_for) != bool(other.stands_for)
        said = _stems(first) == _stems(second)
        if (told or said or forms == "same") and _covers(first, second):
            return None
        signs = self._signs.of(one.label, first, second)
        if chance(signs) < _LIKELY:
            return None
        return self._difference(first, second, signs, told=told, same=forms == "same")

    def _difference(
        self, one: str, other: str, signs: dict[str, float], *, told: bool, same: bool
    ) -> Difference | None:
        """In number or scope; in subject only between definitions that could agree on it."""
        dimension = differ(quantities(one), quantities(other))
        if dimension and signs["whole"] >= _NEAR:
            what = _MANY.get(dimension, f"{dimension}s".replace("ss", "s"))
            return Difference(NUMBER, "high", f"They name different {what} for the same thing.")
        scope = scope_differs(one, other, self._signs.alike)
        if scope:
            return Difference(SCOPE, "medium", f"Only one of them takes in: {scope}.")
        if told and not (signs["whole"] < _FAR and not same):
            return None
        if signs["whole"] >= _SCOPE:
            return Difference(SCOPE, "medium", _bounds(one, other))
        if same:
            return None
        kinds = kind_of(one), kind_of(other)
        another = all(kinds) and signs["kind"] < _ANOTHER_KIND
        return Difference(SUBJECT, "high" if another else "medium", _subjects(*kinds))

    def _forms(self, one: Side, other: Side) -> str:
        """`same` or `other` where both are abbreviations with long forms, else ""."""
        if not one.stands_for or not other.stands_for:
            return ""
        forms = [" ".join(_PART.findall(key(side.stands_for))) for side in (one, other)]
        if fuzz.ratio(*forms) >= _TYPED or _stems(forms[0]) == _stems(forms[1]):
            return "same"
        alike = self._signs.alike([one.stands_for], [other.stands_for])
        shared = _stems(forms[0]) & _stems(forms[1])
        return "same" if alike >= _SAME_FORM and shared else "other"


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


def _bounds(one: str, other: str) -> str:
    for said, against in opposites(one, other):
        return f"One says “{said}”, the other “{against}”."
    return "One of them takes in more than the other."


def _subjects(one: str, other: str) -> str:
    if one and other and key(one) != key(other):
        return f"One is about “{one}”, the other about “{other}”."
    return "They are about different things."
