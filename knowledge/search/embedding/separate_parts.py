"""Vectors of parts for models whose token vectors cannot be pooled: each part by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from knowledge.ports import Vectors


def separately(
    embed: Callable[[Sequence[str]], Vectors],
    texts: Sequence[str],
    spans: Sequence[Sequence[tuple[int, int]]],
) -> list[Vectors]:
    """For each text the vectors of its parts, each embedded alone, of shape (parts, d)."""
    flat = [text[start:end] for text, some in zip(texts, spans, strict=True) for start, end in some]
    vectors = embed(flat)
    ends = np.cumsum([len(some) for some in spans])[:-1]
    return [np.asarray(part, dtype=np.float32) for part in np.split(vectors, ends)]
