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


@pytest.fixture(scope="session")
def computing():
    """Computed answers made by hand."""
    return load_fake("computing")


@pytest.fixture(scope="session")
def customers():
    """A customer made by hand."""
    return load_fake("customers")
