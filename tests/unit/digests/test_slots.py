from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedule.slots import MonthDay, Schedule, local_date, slots

ZONES = (
    "Africa/Cairo",
    "America/Havana",
    "America/Los_Angeles",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Beirut",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
)
YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("half_hour", range(48))
def test_every_local_date_of_a_year_has_exactly_one_slot(zone: str, half_hour: int) -> None:
    schedule = Schedule(time(half_hour // 2, half_hour % 2 * 30), ZoneInfo(zone))

    found = slots(schedule, *YEAR)

    days = [local_date(one, schedule) for one in found]
    first = days[0]
    assert days == [first + timedelta(days=n) for n in range(len(days))]
    assert len(days) in {365, 366}


@pytest.mark.parametrize(
    ("zone", "at", "day", "due"),
    [
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29 01:30"),  # gap: 03:30 there
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25 00:30"),  # the first 02:30
        ("America/New_York", time(0, 30), date(2026, 3, 9), "2026-03-09 04:30"),
        ("Africa/Cairo", time(0, 15), date(2026, 4, 24), "2026-04-23 22:15"),  # gap at midnight
        ("Australia/Lord_Howe", time(2, 10), date(2026, 10, 4), "2026-10-03 15:40"),  # half an hour
        ("Europe/London", time(9), date(2026, 7, 1), "2026-07-01 08:00"),
    ],
)
def test_a_change_of_clocks_moves_or_takes_the_first(
    zone: str, at: time, day: date, due: str
) -> None:
    schedule = Schedule(at, ZoneInfo(zone))

    found = slots(schedule, utc(due) - timedelta(hours=1), utc(due))

    assert found == [utc(due)]
    assert local_date(found[0], schedule) == day


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule(time(9), ZoneInfo("UTC"), frozenset({0, 3})), ["2026-02-02", "2026-02-05"]),
        (Schedule(time(9), ZoneInfo("UTC"), month_day=3), ["2026-02-03"]),
        (Schedule(time(9), ZoneInfo("UTC"), frozenset()), []),
    ],
)
def test_weekdays_and_days_of_the_month_choose_the_dates(
    schedule: Schedule, expected: list[str]
) -> None:
    found = slots(schedule, utc("2026-02-01 00:00"), utc("2026-02-07 00:00"))

    assert [one.date().isoformat() for one in found] == expected


@pytest.mark.parametrize(
    ("month_day", "holidays", "expected"),
    [
        (31, frozenset(), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        (1, frozenset(), ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]),
        (
            MonthDay.LAST_WORKING_DAY,
            frozenset({date(2026, 4, 30), date(2026, 4, 29)}),
            ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-28"],
        ),
    ],
)
def test_each_month_has_its_day(
    month_day: int | MonthDay, holidays: frozenset[date], expected: list[str]
) -> None:
    schedule = Schedule(time(9), ZoneInfo("UTC"), month_day=month_day, holidays=holidays)

    found = slots(schedule, utc("2026-01-01 00:00"), utc("2026-05-01 00:00"))

    assert [one.date().isoformat() for one in found] == expected


def test_the_beginning_of_a_span_is_open_and_its_end_closed() -> None:
    schedule = Schedule(time(9), ZoneInfo("UTC"))

    found = slots(schedule, utc("2026-02-01 09:00"), utc("2026-02-02 09:00"))

    assert found == [utc("2026-02-02 09:00")]
    assert slots(schedule, found[0], found[0]) == []
