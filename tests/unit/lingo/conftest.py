from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shelf():
    """Pages in memory, searched by words."""
    return load_fake("shelf").Shelf(load_fake("word_embedder").WordEmbedder())


@pytest.fixture
def embedder():
    """A model that knows no meanings, only words."""
    return load_fake("word_embedder").WordEmbedder()
