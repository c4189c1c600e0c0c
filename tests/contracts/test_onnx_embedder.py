"""What the embedder on onnxruntime promises beyond its port, on a model of random weights."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.errors import ModelError
from knowledge.search.embedding import manifest
from knowledge.search.embedding.onnx_embedder import OnnxEmbedder


@pytest.fixture
def opened(tiny_export):
    return OnnxEmbedder(tiny_export, manifest.read(tiny_export))


def test_the_tokenizers_own_truncation_and_padding_are_not_heeded(opened):
    assert opened.tokens("a b c") == 5
    assert opened.tokens("a " * 40) == 42


def test_a_text_is_cut_at_the_models_limit_and_not_before(opened):
    words = "a b c d e f g h i j k l m n o p q r s t".split()
    limit = opened.limit - 2

    at_limit, beyond, before = opened.embed(
        [" ".join(words[:limit]), " ".join(words), " ".join(words[: limit - 1])]
    )

    assert np.array_equal(at_limit, beyond)
    assert not np.array_equal(at_limit, before)


def test_a_part_is_the_mean_of_its_tokens(opened):
    text = "a b c d"

    whole, parts = opened.embed_parts([text], [[(0, 3), (4, 7), (9, 9)]])

    assert not np.allclose(parts[0][0], parts[0][1])
    assert parts[0][2] == pytest.approx(whole[0], abs=1e-6)


def test_int8_stays_close_to_float32(tiny_model, tiny_export, tmp_path):
    source = tiny_export.parent / "source"
    exact = tiny_model.write_export(source, tmp_path / "exact", quantize=False)
    texts = ["customer", "a b c", "refund 42!", "what is this about then"]

    small = OnnxEmbedder(tiny_export, manifest.read(tiny_export)).embed(texts)
    full = OnnxEmbedder(tmp_path / "exact", exact).embed(texts)

    assert (small * full).sum(axis=1).min() > 0.98


def test_an_export_that_cannot_be_loaded_is_a_model_error(tiny_export, tmp_path):
    (tmp_path / "tokenizer.json").write_bytes((tiny_export / "tokenizer.json").read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"not a graph")

    with pytest.raises(ModelError, match="Delete that folder"):
        OnnxEmbedder(tmp_path, manifest.read(tiny_export))


def test_half_a_character_is_no_error(opened):
    assert np.isfinite(opened.embed(["half \ud83d of one", "whole"])).all()
    assert opened.tokens("\ud83d") > 2
