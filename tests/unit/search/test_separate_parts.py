from __future__ import annotations

import numpy as np

from knowledge.search.embedding.separate_parts import separately


def lengths(texts):
    return np.array([[len(text), 1] for text in texts], dtype=np.float64)


def test_each_part_is_embedded_by_itself():
    found = separately(lengths, ["one two", "", "three"], [[(0, 3), (3, 7)], [], [(0, 5)]])

    assert [part.tolist() for part in found] == [[[3, 1], [4, 1]], [], [[5, 1]]]
    assert {part.dtype for part in found} == {np.dtype(np.float32)}
