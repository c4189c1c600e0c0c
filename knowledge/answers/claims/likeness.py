"""How near two texts or two words are in meaning, by the embedding model; each is read once."""

from __future__ import annotations

import numpy as np

from knowledge.ports import Embedder, Vectors


class Likeness:
    """Cosines between short texts.

    Args:
        embedder: any; its vectors have unit length.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._read: dict[str, Vectors] = {}

    def between(self, one: str, other: str) -> float:
        """The cosine of two texts or words, -1 to 1; 0 where one is empty."""
        if not one.strip() or not other.strip():
            return 0.0
        return float(np.dot(self._vector(one), self._vector(other)))

    def _vector(self, text: str) -> Vectors:
        if text not in self._read:
            self._read[text] = self._embedder.embed([text])[0]
        return self._read[text]
