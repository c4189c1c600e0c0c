"""What every embedder promises."""

from __future__ import annotations

import numpy as np
import pytest

TEXTS = ["churn", "What does the customer see?", "a", "", "one two three " * 30, "顧客 \x00 🙂"]


def test_every_text_gets_a_unit_vector_in_its_place(embedder):
    vectors = embedder.embed(TEXTS)

    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_one_text_gives_one_vector_whatever_its_neighbours(embedder):
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    reversed_ = embedder.embed(TEXTS[::-1])[::-1]

    assert np.array_equal(together, alone)
    assert np.array_equal(together, reversed_)


def test_different_texts_get_different_vectors(embedder):
    first, second = embedder.embed(["customer", "refund"])

    assert float(first @ second) < 0.999


def test_progress_counts_every_text(embedder):
    steps = []

    embedder.embed(TEXTS, steps.append)

    assert sum(steps) == len(TEXTS)


def test_parts_come_with_the_same_vectors(embedder):
    text = "customer first. refund second."

    vectors, parts = embedder.embed_parts([text, "a"], [[(0, 15), (16, 30)], []])

    assert np.array_equal(vectors, embedder.embed([text, "a"]))
    assert [part.shape for part in parts] == [(2, embedder.dimensions), (0, embedder.dimensions)]
    assert np.linalg.norm(parts[0], axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_tokens_are_counted_beyond_the_limit(embedder):
    text = "a " * (3 * embedder.limit)

    assert embedder.tokens(text) >= 3 * embedder.limit
    assert embedder.tokens("") <= 2
