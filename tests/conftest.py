"""What tests of every kind begin with: an empty store."""

from __future__ import annotations

import shutil

import pytest

from knowledge.store.database.database import FILE, Database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The file of an empty store: to copy it costs a twentieth of making another one."""
    folder = tmp_path_factory.mktemp("migrated")
    Database.open(folder).close()
    return folder / FILE


@pytest.fixture(scope="session")
def new_store(migrated):
    """Opens an empty store in a folder."""

    def made(folder):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(migrated, folder / FILE)
        return Database.open(folder)

    return made
