from __future__ import annotations

import pytest


@pytest.fixture
def database(tmp_path, new_store):
    database = new_store(tmp_path / "store")
    yield database
    database.close()
