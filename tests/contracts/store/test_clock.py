from __future__ import annotations

from datetime import UTC, datetime, timedelta

from knowledge.store.clock import StoreClock

WRONG = datetime(2020, 1, 1, tzinfo=UTC)


def test_those_who_share_a_store_go_by_its_time_and_one_alone_by_its_own(database):
    seconds = [100.0]
    clock = StoreClock(database, lambda: WRONG, lambda: seconds[0])

    first = clock()
    seconds[0] += 30
    later = clock()

    if not database.shared:
        assert (first, later) == (WRONG, WRONG)
        return
    assert abs(first - datetime.now(UTC)) < timedelta(seconds=5)
    assert later - first == timedelta(seconds=30)


def test_a_minute_later_the_server_is_asked_again(database):
    seconds = [100.0]
    clock = StoreClock(database, lambda: datetime.now(UTC), lambda: seconds[0])
    first = clock()

    seconds[0] += 3_600

    assert clock() - first < timedelta(seconds=60)
