"""What two definitions show of meaning the same, as numbers, and what they weigh together."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from knowledge.lingo.conflicts.opposites import opposites
from knowledge.lingo.conflicts.quantities import differ, quantities
from knowledge.lingo.conflicts.scope import scope_differs
from knowledge.lingo.glossary import key
from knowledge.ports import Embedder, ReadsPairs
from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import stem, telling

_STRANGE = 0.45  # cosine below which a word has nothing like it
_UNKNOWN_KIND = 0.6
_NO_FORMULA = 0.8
_ONE_SIDED = 0.5  # likeness of the words that one has alone, where the other has none
_PARTS = re.compile(
    r"[.,;:()]|\b(?:and|or|that|which|who|whose|where|when|with|without|for|from|to|of|in|at|on|by"
    r"|over|per|minus|plus|including|excluding|except|whether|even|but|if|as|after|before|during"
    r"|until|since|than|not|only)\b",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    r"\b(?:only|all|any|every|each|both|whatever|regardless|whether|either|even|also|including"
    r"|included|includes|excluding|excluded|except|without|not|no|never|left out|alone|first|main"
    r"|own|active|open|paid|free)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|never|nobody|none|without|except|excluding|neither|nor)\b|n['’]t\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(
    r"\b(?:divided by|over|per|as a (?:share|percentage|proportion|part) of|in per ?cent of"
    r"|out of|share of|percentage of|proportion of)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"^(?:(?:an?|the|our|any|every|each|all|what|when|this|it|is|are|that|[a-z]+ly)\s+)*"
    r"(?P<kind>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,2}?)"
    r"(?=\s+(?:that|which|who|whose|where|in|of|for|to|with|by|from|at|on|we|is|are|was|were|has"
    r"|have|had|divided|made|whom|stopped|living|sent|used|asked|given)\b|[,.;:(]|$)",
    re.IGNORECASE,
)


class Signs:
    """Reads the signs of two definitions of one label."""

    def __init__(self, embedder: Embedder, reader: ReadsPairs | None = None) -> None:
        self._embedder, self._reader = embedder, reader

    def of(self, label: str, one: str, other: str) -> dict[str, float]:
        """By the names of `NAMES`; `read` where a reader of pairs is at hand."""
        parts = self.table(_parts(one), _parts(other))
        kinds = kind_of(one), kind_of(other)
        bounds = [{found.lower() for found in _BOUNDS.findall(text)} for text in (one, other)]
        denied = [len(_NO.findall(text)) for text in (one, other)]
        signs = {
            "whole": self.alike([one], [other]),
            "parts": float(parts.max(1).mean() + parts.max(0).mean()) / 2,
            "number": float(bool(differ(quantities(one), quantities(other)))),
            "scope": float(bool(scope_differs(one, other, self.alike))),
            "bounds": float(len(bounds[0] ^ bounds[1])),
            "kind": self.alike(kinds[:1], kinds[1:]) if all(kinds) else _UNKNOWN_KIND,
            "written": fuzz.ratio(one.lower(), other.lower()) / 100,
            "opposites": float(len(opposites(one, other))),
            "formula": self._formula(one, other),
            "denied": float(abs(denied[0] - denied[1])),
        }
        signs |= self._words(label, one, other)
        if self._reader is not None:
            signs["read"] = self._reader.apart(f"{label}: {one}", f"{label}: {other}")
        return signs

    def _words(self, label: str, one: str, other: str) -> dict[str, float]:
        named = {stem(word) for word in telling(label)}
        words = [[w for w in telling(text) if stem(w) not in named] for text in (one, other)]
        table = self.table(*(some or ["-"] for some in words))
        strange = min(float((side < _STRANGE).mean()) for side in (table.max(1), table.max(0)))
        stems = [{stem(word) for word in some} for some in words]
        alone = [[word for word in words[at] if stem(word) not in stems[1 - at]] for at in (0, 1)]
        if not all(alone):
            same = 1.0 if not any(alone) else _ONE_SIDED
            return {"strange": strange, "rest": same, "worst": same, "more": float(any(alone))}
        rest = self.table(*alone)
        return {
            "strange": strange,
            "rest": self.alike([" ".join(alone[0])], [" ".join(alone[1])]),
            "worst": max(float(rest.max(1).min()), float(rest.max(0).min())),
            "more": 0.0,
        }

    def _formula(self, one: str, other: str) -> float:
        """The cosine of what the two divide by, or take a share of."""
        below = [_DIVIDED.split(text) for text in (one, other)]
        if any(len(parts) < 2 for parts in below):
            return _NO_FORMULA
        return self.alike(below[0][-1:], below[1][-1:])

    def alike(self, some: Sequence[str], others: Sequence[str]) -> float:
        """The greatest cosine between one of the first and one of the second."""
        return float(self.table(some, others).max())

    def table(self, some: Sequence[str], others: Sequence[str]) -> np.ndarray:
        """The cosines of all of the first with all of the second."""
        return self._embedder.embed(list(some)) @ self._embedder.embed(list(others)).T


def kind_of(definition: str) -> str:
    """The noun that a definition says the thing is, or ""."""
    match = _KIND.match(definition.strip())
    return match["kind"].split()[-1].removesuffix("'s").removesuffix("’s") if match else ""


def _parts(text: str) -> list[str]:
    found = (" ".join(part.split()) for part in _PARTS.split(text))
    said = [one for one in found if len(one) > 2 and set(key(one).split()) - STOP_WORDS]
    return said or [text]
