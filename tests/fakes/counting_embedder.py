"""A model that is a hash: instant, the same for everybody, and it remembers what it was given."""

from __future__ import annotations

import hashlib

import numpy as np


class CountingEmbedder:
    def __init__(self, fingerprint="model-a", dimensions=8, limit=256):
        self.name = "counting"
        self.fingerprint = fingerprint
        self.dimensions = dimensions
        self.limit = limit
        self.texts = []

    def embed(self, texts, progress=None):
        self.texts += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self.vector(text) for text in texts])

    def embed_parts(self, texts, spans, progress=None):
        parts = [
            np.array([self.vector(text[a:b]) for a, b in some]).reshape(-1, self.dimensions)
            for text, some in zip(texts, spans, strict=True)
        ]
        return self.embed(texts, progress), parts

    def vector(self, text):
        seed = hashlib.sha256(f"{self.fingerprint}{text}".encode()).digest()
        numbers = np.random.default_rng(list(seed)).normal(size=self.dimensions)
        return (numbers / np.linalg.norm(numbers)).astype(np.float32)

    def tokens(self, text):
        return len(text.split()) + 2
