"""What somebody is told where the server is not as it should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.errors import StoreError
from knowledge.store.database.database import Database
from knowledge.store.database.server_clock import ServerClock


def refusal(url):
    with pytest.raises(StoreError) as refused:
        Database.open(url)
    return str(refused.value)


def test_each_refusal_has_its_sentence_and_none_has_the_password(postgres):
    away = f"postgresql+psycopg://throughline:{postgres.password}@127.0.0.1:9/store"
    told = [
        refusal(away),
        refusal(postgres.url(password="wrong-one")),
        refusal(postgres.url("nowhere")),
    ]

    assert "cannot be reached now" in told[0]
    assert "takes neither this user nor its password" in told[1]
    assert "There is no database at" in told[2]
    assert not [one for one in told if postgres.password in one or "wrong-one" in one]


def test_a_connection_that_was_cut_costs_one_sentence_and_is_made_anew(served, postgres):
    def cut_while_reading():
        with served.read() as connection:
            connection.exec_driver_sql("select 1")
            postgres.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'store'"
            )
            connection.exec_driver_sql("select 1")

    with pytest.raises(StoreError, match="cannot be reached now"):
        cut_while_reading()

    with served.read() as connection:
        assert connection.exec_driver_sql("select 1").scalar() == 1


def test_a_reader_writes_nothing(served):
    with pytest.raises(StoreError, match="can only be read"), served.read() as connection:
        connection.exec_driver_sql("delete from facts")


def test_a_process_that_halts_in_the_middle_does_not_keep_others_waiting(served):
    with served.read() as connection:
        patience = connection.exec_driver_sql("show idle_in_transaction_session_timeout").scalar()

    assert patience == "15s"


def test_the_server_s_clock_is_counted_on_between_two_looks_and_while_it_is_away(served):
    class Seconds:
        now = 100.0

        def __call__(self):
            return self.now

    seconds = Seconds()
    clock = ServerClock(served, seconds)
    began = clock()

    seconds.now += 30.0
    counted = clock() - began
    seconds.now += 86_400.0  # the machine slept for a day by its own clock
    looked = clock() - began

    assert abs(datetime.now(UTC) - began) < timedelta(seconds=10)
    assert counted == timedelta(seconds=30)
    assert looked < timedelta(seconds=10)
