"""Each port's fake and adapters, so that one suite holds them all to the same promises."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.search.embedding import manifest
from knowledge.search.embedding.onnx_embedder import OnnxEmbedder
from knowledge.search.indexes.keywords import TantivyKeywords
from knowledge.search.indexes.vectors import ChromaVectors

DIMENSIONS = 16


def load_fake(name):
    file = Path(__file__).parents[1] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def load():
    """Loads a module of `tests/fakes` by its name."""
    return load_fake


@pytest.fixture(scope="session")
def tiny_model():
    return load_fake("tiny_model")


@pytest.fixture(scope="session")
def random_company():
    """Makes tables and definitions up, and reckons their figures with pandas."""
    return load_fake("random_company")


@pytest.fixture(scope="session")
def shapes():
    """The judges of Slack's shapes."""
    return load_fake("slack_shapes")


@pytest.fixture(scope="session")
def tiny_export(tiny_model, tmp_path_factory):
    root = tmp_path_factory.mktemp("tiny")
    tiny_model.write_source(root / "source")
    tiny_model.write_export(root / "source", root / "export")
    return root / "export"


@pytest.fixture(params=["fake", "onnx"])
def embedder(request, tiny_export):
    if request.param == "fake":
        return load_fake("counting_embedder").CountingEmbedder(limit=16)
    return OnnxEmbedder(tiny_export, manifest.read(tiny_export))


@pytest.fixture(params=["fake", "chroma"])
def vector_index(request, tmp_path):
    if request.param == "fake":
        index = load_fake("indexes").MemoryVectors()
    else:
        index = ChromaVectors(tmp_path / "vectors", DIMENSIONS, "model-a")
    yield index
    index.close()


@pytest.fixture(params=["fake", "tantivy"])
def keyword_index(request, tmp_path):
    if request.param == "fake":
        index = load_fake("indexes").MemoryKeywords()
    else:
        index = TantivyKeywords(tmp_path / "keywords")
    yield index
    index.close()


@pytest.fixture
def points():
    """Unit vectors by number: the same number, the same vector."""
    random = np.random.default_rng(3)
    made = random.normal(size=(200, DIMENSIONS)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture(scope="session")
def postgres():
    """A real server of our own; skipped where none is installed."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: make chat")
    servers = load_fake("postgres_server")
    place = servers.binaries()
    if place is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    server = servers.Server(place)
    yield server
    server.stop()
