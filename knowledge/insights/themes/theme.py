"""A theme: items that are about the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors
from knowledge.store.counting.items import StoredItem

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Theme:
    """Items that are about the same.

    Attributes:
        signature: the direction of its centre, (d,) float32 of unit length, as seen from the
            centre of all items; what a name that a person gave is kept by.
        members: all of them, the most central first.
        pinned: whether a person wants it shown whenever it has items.
    """

    name: str
    n: int
    share: float
    signature: Vectors
    members: tuple[StoredItem, ...]
    pinned: bool = False


def unit(rows: Rows) -> Rows:
    """Rows of length 1; those of length 0 stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled
