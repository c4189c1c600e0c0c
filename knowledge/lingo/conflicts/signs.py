"""What two definitions show of meaning the same, as numbers, and what they weigh together."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from knowledge.lingo.conflicts.quantities import differ, quantities
from knowledge.lingo.conflicts.scope import scope_differs
from knowledge.lingo.glossary import key
from knowledge.ports import Embedder
from knowledge.search.words.stop_words import STOP_WORDS
from knowledge.search.words.words import stem, telling

WEIGHTS = {
    "whole": -9.05,  # cosine of the definitions
    "strange": 4.94,  # the lesser share of words that the other has nothing like
    "parts": 8.02,  # how well the parts of each are matched
    "last": -3.71,  # the worst matched part of the side that is matched better
    "number": 5.71,
    "scope": 2.53,
    "bounds": 0.39,  # words such as "only" or "whether" that one side alone has
    "kind": 1.94,  # cosine of what each says that the thing is
    "same": 4.61,  # the share of words that are the same
}
"""Of a logistic regression over our own pairs (examples/conflicts/tuning.jsonl).

`python -m benchmarks.weighing` fits them anew and says where these are others;
`python -m benchmarks.conflicts` tells what they find there, and in pairs that it has not seen.
"""

BIAS = -2.84
_STRANGE = 0.45  # cosine below which a word has nothing like it
_UNKNOWN_KIND = 0.6
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
_KIND = re.compile(
    r"^(?:(?:an?|the|our|any|every|each|all|what|when|this|it|is|are|that|[a-z]+ly)\s+)*"
    r"(?P<kind>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){0,2}?)"
    r"(?=\s+(?:that|which|who|whose|where|in|of|for|to|with|by|from|at|on|we|is|are|was|were|has"
    r"|have|had|divided|made|whom|stopped|living|sent|used|asked|given)\b|[,.;:(]|$)",
    re.IGNORECASE,
)


class Signs:
    """Reads the signs of two definitions of one label."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def of(self, label: str, one: str, other: str) -> dict[str, float]:
        """By the names of `WEIGHTS`."""
        named = {stem(word) for word in telling(label)}
        words = [
            [w for w in telling(text) if stem(w) not in named] or ["-"] for text in (one, other)
        ]
        table = self.table(*words)
        parts = self.table(_parts(one), _parts(other))
        matched = parts.max(1), parts.max(0)
        stems = [{stem(word) for word in some} for some in words]
        kinds = kind_of(one), kind_of(other)
        bounds = [{found.lower() for found in _BOUNDS.findall(text)} for text in (one, other)]
        return {
            "whole": float(self.table([one], [other])[0, 0]),
            "strange": min(
                float((side < _STRANGE).mean()) for side in (table.max(1), table.max(0))
            ),
            "parts": float(matched[0].mean() + matched[1].mean()) / 2,
            "last": max(float(side.min()) for side in matched),
            "number": float(bool(differ(quantities(one), quantities(other)))),
            "scope": float(bool(scope_differs(one, other, self.alike))),
            "bounds": float(len(bounds[0] ^ bounds[1])),
            "kind": self.alike(kinds[:1], kinds[1:]) if all(kinds) else _UNKNOWN_KIND,
            "same": len(stems[0] & stems[1]) / min(map(len, stems)),
        }

    def alike(self, some: Sequence[str], others: Sequence[str]) -> float:
        """The greatest cosine between one of the first and one of the second."""
        return float(self.table(some, others).max())

    def table(self, some: Sequence[str], others: Sequence[str]) -> np.ndarray:
        """The cosines of all of the first with all of the second."""
        return self._embedder.embed(list(some)) @ self._embedder.embed(list(others)).T


def chance(signs: dict[str, float]) -> float:
    """How likely it is that they differ, 0 to 1."""
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * signs[name] for name in WEIGHTS)))


def kind_of(definition: str) -> str:
    """The noun that a definition says the thing is, or ""."""
    match = _KIND.match(definition.strip())
    return match["kind"].split()[-1].removesuffix("'s").removesuffix("’s") if match else ""


def _parts(text: str) -> list[str]:
    found = (" ".join(part.split()) for part in _PARTS.split(text))
    said = [one for one in found if len(one) > 2 and set(key(one).split()) - STOP_WORDS]
    return said or [text]
