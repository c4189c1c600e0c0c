from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy import insert, select

from knowledge.store.database.facts import Facts
from knowledge.store.tables.messages import inbox


def test_a_fact_is_what_it_was_set_to_last(database):
    facts = Facts(database)
    assert facts.get("model") is None

    facts.set("model", "a")
    facts.set("model", "b")

    assert facts.get("model") == "b"


def test_times_come_back_in_utc_whatever_zone_they_were_written_in(database):
    berlin = timezone(timedelta(hours=1))
    row = {"team": "T", "event": "E", "channel": "C", "message": "1", "body": "{}"}

    with database.write() as connection:
        written = {
            "received_at": datetime(2026, 11, 23, 10, 0, tzinfo=berlin),
            "leased_until": None,
        }
        connection.execute(insert(inbox).values(row | written))
        found = connection.execute(select(inbox.c.received_at, inbox.c.leased_until)).one()

    assert found[0].isoformat() == "2026-11-23T09:00:00+00:00"
    assert found[1] is None


def test_a_fact_that_is_made_once_stays_whoever_makes_it_again(database):
    facts = Facts(database)

    assert facts.first("key", "a") == "a"
    assert facts.first("key", "b") == "a"
    assert facts.get("key") == "a"


def test_a_piece_of_work_is_one_caller_s_until_it_is_given_back_or_its_lease_ends(database):
    facts = Facts(database)
    now = datetime(2026, 11, 30, 9, tzinfo=timezone(timedelta(hours=1)))
    later = now + timedelta(minutes=30)

    assert facts.lease("review", now, later)
    assert not facts.lease("review", now + timedelta(minutes=29), later)
    assert facts.lease("review", later, later + timedelta(minutes=30))
    facts.give_back("review")
    assert facts.lease("review", later, later)
