"""Fills both indexes batch by batch and says how far it is, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from knowledge.search.indexes.keywords import TantivyKeywords
from knowledge.search.indexes.vectors import ChromaVectors

BATCH, DIMENSIONS = 60, 16


def names(batch):
    return [f"{batch * BATCH + row:032x}" for row in range(BATCH)]


def points(batch):
    made = np.random.default_rng(batch).normal(size=(BATCH, DIMENSIONS)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def expected(applied):
    """Ids that are there after `applied` batches: a third of each goes ten batches later."""
    kept = set()
    for batch in range(applied):
        gone = BATCH // 3 if batch + 10 < applied else 0
        kept |= set(names(batch)[gone:])
    return kept


def audience(batch):
    return "even" if batch % 2 == 0 else "odd"


def fill(folder):
    vectors = ChromaVectors(folder / "vectors", DIMENSIONS, "m")
    keywords = TantivyKeywords(folder / "keywords")
    while True:
        _vectors(vectors, vectors.applied())
        _keywords(keywords, keywords.applied())
        sys.stdout.write(f"{vectors.applied()} {keywords.applied()}\n")
        sys.stdout.flush()


def _vectors(index, batch):
    index.add(audience(batch), names(batch), points(batch))
    if batch >= 10:
        index.delete(audience(batch - 10), names(batch - 10)[: BATCH // 3])
    index.mark(batch + 1)


def _keywords(index, batch):
    index.add((name, audience(batch), "Heading", f"word{name} service") for name in names(batch))
    if batch >= 10:
        index.delete(names(batch - 10)[: BATCH // 3])
    index.mark(batch + 1)


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
