from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from knowledge.errors import StoreError
from knowledge.store.database import migrating
from knowledge.store.database.database import FILE, Database, slices

ROOT = Path(__file__).parents[3]


def test_a_new_folder_gets_a_store_that_only_its_user_may_enter(tmp_path):
    folder = tmp_path / "deep" / "store"

    Database.open(folder).close()

    assert (folder / FILE).is_file()
    assert folder.stat().st_mode & 0o077 == 0


def test_the_program_knows_its_newest_revision():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "knowledge/store/database/migrations"))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_current_head() == migrating.HEAD


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_is_durable_and_erases_what_it_deletes(database, pragma, value):
    with database.read() as connection:
        assert connection.exec_driver_sql(f"pragma {pragma}").scalar() == value


def test_a_store_at_head_opens_without_loading_alembic(database, tmp_path):
    program = (
        "import sys; from knowledge.store.database.database import Database; "
        f"Database.open({str(tmp_path / 'store')!r}).close(); print('alembic' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / FILE).write_text("Dear diary, " * 1000)

    with pytest.raises(StoreError, match="is not a Throughline database"):
        Database.open(tmp_path)


def test_a_database_of_somebody_else_is_left_alone(tmp_path):
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("create table documents (theirs text)")
    other.close()

    with pytest.raises(StoreError, match="did not make"):
        Database.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be made"):
        Database.open(tmp_path / "file" / "store")


def test_a_folder_in_the_database_s_place_is_said_so(tmp_path):
    (tmp_path / FILE).mkdir()

    with pytest.raises(StoreError, match="cannot be opened"):
        Database.open(tmp_path)


@pytest.mark.parametrize("url", ["nonsense://host/name", "://", "sqlite+nothing:///x"])
def test_a_url_that_means_nothing_is_refused(url):
    with pytest.raises(StoreError, match="cannot be used"):
        Database.open(url)


def test_a_url_is_opened_like_a_folder(tmp_path):
    database = Database.open(f"sqlite:///{tmp_path / 'named.sqlite'}")

    assert database.place.endswith("named.sqlite")
    database.close()


def test_a_password_does_not_show_in_the_place_of_a_store():
    database = Database("postgresql+psycopg://someone:secret@host/name")

    assert "secret" not in database.place
    database.close()


def test_long_lists_are_cut_into_slices():
    assert [list(part) for part in slices([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]


def test_a_driver_that_is_not_installed_is_named_with_what_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match=r"a package that is not there .*make chat"):
        Database("postgresql+psycopg://someone@host/name")
