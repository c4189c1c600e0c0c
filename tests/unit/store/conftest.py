from __future__ import annotations

import pytest

from knowledge.store.database import Database


@pytest.fixture
def database(tmp_path):
    database = Database.open(tmp_path / "store")
    yield database
    database.close()
