from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedule.slots import MonthDay, OnHoliday, Schedule, local_date, slots

ZONES = (
    "Africa/Cairo",  # its gap is at midnight
    "America/Havana",  # so is this one
    "America/Los_Angeles",
    "America/New_York",
    "America/Nuuk",  # its gap ends the day: 23:30 falls into the next one
    "America/Santiago",  # both changes are at midnight
    "America/St_Johns",
    "Asia/Beirut",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Auckland",
)
YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


WITHIN = (4.5, 46.5)  # 02:15 and 23:15: within Lord Howe's half an hour, and before midnight

DAY = timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_change_of_clocks_leaves_each_local_date_one_slot_at_every_half_hour() -> None:
    cases = moved = 0
    for zone in map(ZoneInfo, ZONES):
        for change in changes_of_clocks(zone):
            for half_hour in range(48):
                schedule = Schedule(time(half_hour // 2, half_hour % 2 * 30), zone)

                found = slots(schedule, change - 3 * DAY, change + 3 * DAY)

                days = [local_date(one, schedule) for one in found]
                assert days == [days[0] + DAY * n for n in range(len(days))], (zone, half_hour)
                assert len(days) in {5, 6, 7}
                cases, moved = cases + 1, moved + _shifted(found, schedule)
    print(
        f"{cases} cases in {len(ZONES)} zones, {moved} slots moved by a gap, none lost or doubled"
    )
    assert cases >= 1_056


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [time(2, 15), time(23, 30)])
def test_every_local_date_of_a_year_has_exactly_one_slot(zone: str, at: time) -> None:
    schedule = Schedule(at, ZoneInfo(zone))

    days = [local_date(one, schedule) for one in slots(schedule, *YEAR)]

    assert days == [days[0] + DAY * n for n in range(len(days))]
    assert len(days) in {365, 366}


def changes_of_clocks(zone: ZoneInfo) -> list[datetime]:
    hours = [YEAR[0] + timedelta(hours=n) for n in range(365 * 24)]
    offsets = [one.astimezone(zone).utcoffset() for one in hours]
    pairs = zip(hours[1:], offsets, offsets[1:], strict=False)
    return [hour for hour, before, after in pairs if before != after]


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


def _shifted(found: list[datetime], schedule: Schedule) -> int:
    return sum(one.astimezone(schedule.zone).time() != schedule.at for one in found)


def closed(on_holiday: OnHoliday, weekdays: set[int]) -> Schedule:
    """Monday, Tuesday and Friday of the first week of February are holidays."""
    holidays = frozenset(date(2026, 2, day) for day in (2, 3, 6))
    days = frozenset(weekdays)
    return Schedule(time(9), ZoneInfo("UTC"), days, holidays=holidays, on_holiday=on_holiday)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule(time(9), ZoneInfo("UTC"), frozenset({0, 3})), ["2026-02-02", "2026-02-05"]),
        (Schedule(time(9), ZoneInfo("UTC"), month_day=3), ["2026-02-03"]),
        (Schedule(time(9), ZoneInfo("UTC"), frozenset()), []),
        (closed(OnHoliday.SEND, {0, 3, 4}), ["2026-02-02", "2026-02-05", "2026-02-06"]),
        (closed(OnHoliday.SKIP, {0, 3, 4}), ["2026-02-05"]),
        (closed(OnHoliday.NEXT_WORKING_DAY, {0, 3, 4}), ["2026-02-04", "2026-02-05"]),
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
