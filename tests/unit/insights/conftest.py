"""Items in memory, and readers of them."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.models import Reader


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fake_items():
    return load_fake("items")


@pytest.fixture(scope="session")
def stored(fake_items):
    return fake_items.stored


@pytest.fixture
def embedder():
    return load_fake("word_embedder").WordEmbedder()


@pytest.fixture
def reader():
    return Reader(frozenset({"everyone"}))


@pytest.fixture
def shelf(fake_items, embedder):
    """Makes a store of these items: `shelf(text, (text, fields), ...)`, one a day, newest first."""

    def made(*given, **shared):
        rows = [one if isinstance(one, tuple) else (one, {}) for one in given]
        found = [
            fake_items.stored(
                number,
                text,
                **{"day": date(2026, 6, 30) - timedelta(days=number), **shared, **fields},
            )
            for number, (text, fields) in enumerate(rows)
        ]
        return fake_items.MemoryItems(found, embedder)

    return made
