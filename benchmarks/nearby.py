"""Vectors near given ones: stand-ins for the many documents that nobody has to embed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NOISE = 0.5  # length of what is added to a unit vector: a cosine of about 0.9 to it


def perturbed(vectors: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Unit vectors (n, d) near the given unit vectors, the same for the same seed."""
    random = np.random.default_rng(seed)
    noise = random.normal(scale=_NOISE / vectors.shape[1] ** 0.5, size=vectors.shape)
    moved = vectors + noise.astype(np.float32)
    lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-12)
    return (moved / lengths).astype(np.float32)
