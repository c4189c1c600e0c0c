"""A model that knows no meanings, only words: texts that share words point the same way."""

from __future__ import annotations

import hashlib

import numpy as np

from knowledge.search.words.words import stems

DIMENSIONS = 128


class WordEmbedder:
    """A text's vector is the sum of a fixed direction for each of its stems."""

    name = "words"
    fingerprint = "words-1"
    dimensions = DIMENSIONS
    limit = 256

    def embed(self, texts, progress=None):
        if progress is not None:
            progress(len(texts))
        return np.stack([self.vector(text) for text in texts])

    def embed_parts(self, texts, spans, progress=None):
        parts = [
            np.array([self.vector(text[a:b]) for a, b in some]).reshape(-1, DIMENSIONS)
            for text, some in zip(texts, spans, strict=True)
        ]
        return self.embed(texts, progress), parts

    def vector(self, text):
        total = sum((_direction(stem) for stem in set(stems(text))), np.zeros(DIMENSIONS))
        length = np.linalg.norm(total)
        return (total / length if length else total).astype(np.float32)

    def tokens(self, text):
        return len(text.split()) + 2


def _direction(stem):
    seed = hashlib.sha256(stem.encode()).digest()
    return np.random.default_rng(list(seed)).normal(size=DIMENSIONS)
