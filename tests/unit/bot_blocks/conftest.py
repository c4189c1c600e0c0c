from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def computing():
    """Computed answers made by hand."""
    file = Path(__file__).parents[2] / "fakes" / "computing.py"
    spec = importlib.util.spec_from_file_location("fakes_computing", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
