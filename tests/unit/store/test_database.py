from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from knowledge.errors import StoreError, StoreTooNew
from knowledge.store import migrating
from knowledge.store.database import FILE, Database, insert_missing, slices
from knowledge.store.schema import facts, metadata

ROOT = Path(__file__).parents[3]


def test_a_new_folder_gets_a_store_that_only_its_user_may_enter(tmp_path):
    folder = tmp_path / "deep" / "store"

    Database.open(folder).close()

    assert (folder / FILE).is_file()
    assert folder.stat().st_mode & 0o077 == 0


def test_the_migrated_schema_is_the_declared_one(database):
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})

        differences = compare_metadata(context, metadata)

    assert differences == [], "schema.py changed: say so in migrations/versions, in a new revision"


def test_the_program_knows_its_newest_revision():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "knowledge/store/migrations"))
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
        "import sys; from knowledge.store.database import Database; "
        f"Database.open({str(tmp_path / 'store')!r}).close(); print('alembic' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"


def test_a_database_of_a_newer_program_is_refused(database, tmp_path):
    with database.write() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")

    with pytest.raises(StoreTooNew, match="newer Throughline"):
        Database.open(tmp_path / "store")


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


def test_a_failed_write_leaves_nothing(database):
    def write_half():
        with database.write() as connection:
            connection.execute(insert(facts).values(name="a", value="b"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()

    with database.read() as connection:
        assert connection.execute(select(facts)).all() == []


def test_readers_do_not_wait_for_a_writer_and_see_one_state(database):
    with database.write() as writer, database.read() as reader:
        writer.execute(insert(facts).values(name="a", value="b"))

        assert reader.execute(select(facts)).all() == []


def test_a_broken_promise_between_rooms_is_not_dressed_up(database):
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(facts), [{"name": "a", "value": "b"}] * 2)


def test_a_statement_that_makes_no_sense_is_a_store_error(database):
    with (
        pytest.raises(StoreError, match="refused a statement"),
        database.read() as connection,
    ):
        connection.exec_driver_sql("select * from nowhere")


def test_rows_that_are_there_stay_when_inserted_again(database):
    with database.write() as connection:
        insert_missing(connection, facts, [{"name": "a", "value": "first"}])
        insert_missing(connection, facts, [{"name": "a", "value": "second"}])
        insert_missing(connection, facts, [])

        assert connection.execute(select(facts.c.value)).scalars().all() == ["first"]


def test_a_migration_that_was_interrupted_did_not_happen(tmp_path, database):
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    interrupted = Database(fresh)

    def migrate_half():
        with interrupted.write() as connection:
            migrating._migrate(connection, "fresh")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migrate_half()
    interrupted.close()

    reopened = Database.open(fresh)

    with reopened.read() as connection:
        assert connection.execute(select(facts)).all() == []
    reopened.close()


def test_long_lists_are_cut_into_slices():
    assert [list(part) for part in slices([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]
