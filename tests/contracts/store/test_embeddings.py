from __future__ import annotations

import numpy as np

from knowledge.search.reembedding import reembed
from knowledge.store.database.facts import EMBEDDING_MODEL, Facts
from knowledge.store.documents.embeddings import key


def test_a_key_is_of_model_and_text():
    assert key("a", "text") == key("a", "text")
    assert key("a", "text") != key("b", "text")
    assert key("a", "text") != key("a", "other text")
    assert len(key("a", "lone surrogate \ud800")) == 64


def test_a_vector_that_is_kept_is_never_overwritten(library):
    first, second = np.ones(3, np.float32), np.zeros(3, np.float32)

    library.embeddings.put("model-a", {"k": first})
    library.embeddings.put("model-a", {"k": second})

    np.testing.assert_array_equal(library.embeddings.get(["k", "unknown"])["k"], first)


def test_vectors_that_no_chunk_uses_are_pruned(library):
    library.put("a.md", "One")
    library.embeddings.put("model-a", {"orphan": np.ones(3, np.float32)})

    assert library.embeddings.prune() == 1
    assert library.embeddings.get(["orphan"]) == {}


def test_a_very_long_fingerprint_fits_its_column(library):
    library.put("a.md", "One")
    library.embeddings.put("f" * 500, {"k": np.ones(3, np.float32)})

    assert len(library.embeddings.stale("f" * 500)) == 1


def test_nothing_is_embedded_again_for_the_same_model(library, embedder):
    library.put("a.md", "One", "Two")
    facts = Facts(library.database)

    assert reembed(library.embeddings, facts, embedder) == 0
    assert embedder.texts == []
    assert facts.get(EMBEDDING_MODEL) == "model-a"


def test_another_model_embeds_everything_from_the_store(library, other_embedder):
    chunks = library.put("a.md", "One", "Two")
    library.put("b.md", "Two")
    told = []

    def announce(total):
        told.append(total)
        return told.append

    facts = Facts(library.database)
    count = reembed(library.embeddings, facts, other_embedder, announce)

    assert count == 3
    assert told == [3, 2]
    assert sorted(other_embedder.texts) == ["One", "Two"]
    vectors = library.documents.vectors([one.id for one in chunks])
    np.testing.assert_array_equal(vectors[chunks[0].id], other_embedder.vector("One"))
    assert facts.get(EMBEDDING_MODEL) == "model-b"
    assert library.embeddings.get([key("model-a", "One")]) == {}


def test_reembedding_that_was_interrupted_goes_on_where_it_was(library, other_embedder):
    (chunk,) = library.put("a.md", "One")
    library.embeddings.put("model-b", {key("model-b", "One"): other_embedder.vector("One")})

    assert reembed(library.embeddings, Facts(library.database), other_embedder) == 1
    assert other_embedder.texts == []
    assert library.documents.vectors([chunk.id])[chunk.id].shape == (6,)


def test_a_vector_that_was_lost_is_made_again(library, embedder):
    (chunk,) = library.put("a.md", "One")
    with library.database.write() as connection:
        connection.exec_driver_sql("delete from embeddings")

    assert reembed(library.embeddings, Facts(library.database), embedder) == 1
    assert list(library.documents.vectors([chunk.id])) == [chunk.id]
