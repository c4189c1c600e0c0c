"""Each slot is entered once.

`THROUGHLINE_FAULTS` of 10 or more: a year of 500 schedules; else of 100.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.entering import LATER_PLANNED, PAUSED_THEN, enter
from bot.schedule.slots import MonthDay, OnHoliday, Schedule, is_due, local_date, slots
from knowledge.digests.definition import DigestDefinition
from knowledge.store.digests.calendar import State
from knowledge.store.digests.planned import CREATED, EDITED, PAUSED, RESUMED, DigestChange

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
SCHEDULES, TICKS = 500 if FULL else 100, 120
YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
DUE = datetime(2026, 2, 23, 8, tzinfo=UTC)
ZONES = [
    ZoneInfo(name)
    for name in (
        "Africa/Cairo",
        "America/Havana",
        "America/New_York",
        "America/Nuuk",
        "America/Santiago",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Europe/London",
        "Pacific/Auckland",
        "UTC",
    )
]
Weekly = Callable[..., DigestDefinition]


@dataclass
class FakeCalendar:
    """Keeps the first entry of each slot, and how often one came again."""

    rows: dict[datetime, tuple[State, str]] = field(default_factory=dict)
    again: int = 0
    due: int = 0
    until: dict[str, datetime] = field(default_factory=dict)

    def looked(self) -> dict[str, datetime]:
        return self.until

    def look(self, until: datetime, digests: Collection[str]) -> None:
        self.until.update(dict.fromkeys(digests, until))

    def open(
        self,
        digest: str,
        slot: datetime,
        channel: str,
        now: datetime,
        state: State = State.DUE,
        reason: str = "",
    ) -> bool:
        del digest, channel, now
        if slot in self.rows:
            self.again += 1
            return False
        self.rows[slot] = (state, reason)
        self.due += state is State.DUE
        return True


def some_schedule(chance: random.Random) -> Schedule:
    month_days = [*range(1, 32), MonthDay.LAST_WORKING_DAY]
    monthly = chance.random() < 0.3
    return Schedule(
        at=time(chance.randrange(24), chance.randrange(60)),
        zone=chance.choice(ZONES),
        weekdays=frozenset(chance.sample(range(7), chance.randint(1, 7))),
        month_day=chance.choice(month_days) if monthly else None,
        holidays=frozenset(
            date(2026, chance.randint(1, 12), chance.randint(1, 28)) for _ in "1234"
        ),
        on_holiday=chance.choice(list(OnHoliday)),
    )


def some_ticks(chance: random.Random) -> list[datetime]:
    """Mostly close together, sometimes days apart; now and then the clock goes back by an hour."""
    step = (YEAR[1] - YEAR[0]) / (TICKS // 2)
    times = [YEAR[0] + step * (n + chance.random()) for n in range(TICKS // 2)]
    close = [one + timedelta(seconds=chance.choice((-3600, 1, 15, 900))) for one in times]
    mixed = [tick for pair in zip(times, close, strict=True) for tick in pair]
    return [YEAR[0], *mixed, YEAR[1]]


def test_a_year_of_random_schedules_and_ticks_skips_no_slot_and_doubles_none(
    weekly: Weekly,
) -> None:
    chance, entered, due, again = random.Random(2026), 0, 0, 0
    for _ in range(SCHEDULES):
        schedule, calendar = some_schedule(chance), FakeCalendar()
        planned = {"care-weekly": PlannedDigest(weekly(), schedule)}
        for now in some_ticks(chance):
            before = calendar.due
            enter(planned, calendar, now, lambda _: ())
            assert calendar.due - before <= 1

        expected = slots(schedule, *YEAR)
        days = [YEAR[0].date() + timedelta(days=n) for n in range(-1, 367)]
        assert sorted(calendar.rows) == expected
        within = {local_date(one, schedule) for one in expected}
        inside = [day for day in days if min(within) <= day <= max(within)]
        assert [day for day in inside if is_due(day, schedule)] == sorted(within)
        assert len(within) == len(expected)
        entered += len(expected)
        due += calendar.due
        again += calendar.again

    print(
        f"{SCHEDULES} schedules, {SCHEDULES * (TICKS + 2)} ticks: {entered} slots, each entered"
        f" once ({due} to be posted, the others passed over with a reason), {again} seen again"
    )
    assert entered > 50 * SCHEDULES


def test_what_was_paused_or_planned_later_when_a_slot_came_due_is_passed_over(
    weekly: Weekly,
) -> None:
    planned = PlannedDigest(weekly(), Schedule(time(9), ZoneInfo("Europe/Berlin")))

    def entered(*changes: tuple[str, int]) -> str:
        """What came of the slot, by changes so many minutes after it."""
        history = [
            DigestChange(what, "U0LEAD", DUE + timedelta(minutes=after), "")
            for what, after in changes
        ]
        calendar = FakeCalendar(until={"care-weekly": DUE - timedelta(hours=1)})
        enter({"care-weekly": planned}, calendar, DUE + timedelta(minutes=9), lambda _: history)
        ((state, reason),) = calendar.rows.values()
        return reason or state.value

    assert entered((CREATED, -99)) == "due"
    assert entered((CREATED, 1)) == LATER_PLANNED
    assert entered((RESUMED, 1), (PAUSED, -5), (CREATED, -99)) == PAUSED_THEN
    assert entered((EDITED, -2), (PAUSED, -5)) == PAUSED_THEN
    assert entered((RESUMED, -2), (PAUSED, -5)) == "due"
    assert entered((EDITED, 1), (CREATED, -99)) == "due"
