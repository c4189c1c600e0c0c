import os
from pathlib import Path

import pytest


@pytest.fixture
def pack():
    """The evaluation pack, where it lies beside the project."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "pack"
    folder = Path(os.environ.get("THROUGHLINE_PACK", beside))  # noqa: TID251 - no setting of the bot
    if not (folder / "throughline.toml").is_file():
        pytest.skip("the evaluation pack is not there")
    return folder
