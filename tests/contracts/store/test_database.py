from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from knowledge.errors import StoreError, StoreTooNew
from knowledge.store.database import migrating
from knowledge.store.database.database import Database
from knowledge.store.database.facts import Facts, set_fact
from knowledge.store.database.writing import insert_missing
from knowledge.store.questions.journal import Entry, Journal
from knowledge.store.tables.facts import facts
from knowledge.store.tables.schema import metadata


def test_the_migrated_schema_is_the_declared_one(database):
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})

        differences = compare_metadata(context, metadata)

    assert differences == [], "the tables changed: say so in migrations/versions, in a new revision"


def test_a_database_of_a_newer_program_is_refused(database, location):
    with database.write() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")

    with pytest.raises(StoreTooNew, match="newer Throughline"):
        Database.open(location)


def test_those_who_start_at_once_migrate_once(bare):
    with ThreadPoolExecutor(4) as starting:
        opened = list(starting.map(Database.open, [bare] * 4))

    for database in opened:
        with database.read() as connection:
            assert connection.execute(select(facts)).all() == []
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


def test_a_migration_that_was_interrupted_did_not_happen(bare):
    interrupted = Database(bare)

    def migrate_half():
        with interrupted.write() as connection:
            migrating._migrate(connection, "bare")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migrate_half()
    interrupted.close()

    reopened = Database.open(bare)

    with reopened.read() as connection:
        assert connection.execute(select(facts)).all() == []
    reopened.close()


@pytest.mark.parametrize("location", ["postgres"], indirect=True)  # SQLite has one writer
def test_two_who_write_the_same_for_the_first_time_do_not_mind_each_other(database, another):
    with ThreadPoolExecutor(1) as beside:
        with database.write() as connection:
            set_fact(connection, "a", "first")
            other = beside.submit(Facts(another).set, "a", "second")  # waits for this one's end
        other.result(10)

    assert Facts(database).get("a") == "second"


def test_a_text_may_be_longer_than_most_and_hold_a_zero_byte(database, now):
    question = "what is NPS?\0 "
    number = Journal(database).record(Entry(now, question, "not_found", ask="U0CARE, " * 60))

    kept = Journal(database).question(number)

    assert kept.ask == "U0CARE, " * 60
    assert kept.text.replace("\0", "\ufffd") == "what is NPS?\ufffd "


@pytest.mark.parametrize("location", ["postgres"], indirect=True)  # a file has one owner
def test_one_process_at_a_time_is_alone(database, another):
    inside = []

    def enter():
        with another.alone("ingest"):
            inside.append(True)

    with ThreadPoolExecutor(1) as beside:
        with database.alone("ingest"):
            waiting = beside.submit(enter)
            with database.alone("something else"):
                entered = list(inside)
        waiting.result(10)

    assert (entered, inside) == ([], [True])
