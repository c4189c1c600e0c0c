from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def gold():
    """What the sets of questions are judged by."""
    file = Path(__file__).with_name("gold.py")
    spec = importlib.util.spec_from_file_location("numbers_gold", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def pack():
    """The evaluation pack, where it lies beside the project."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "pack"
    folder = Path(os.environ.get("THROUGHLINE_PACK", beside))  # noqa: TID251 - no setting of the bot
    if not (folder / "throughline.toml").is_file():
        pytest.skip("the evaluation pack is not there")
    return folder


@pytest.fixture(scope="session")
def frames(gold, pack):
    return gold.frames(pack)
