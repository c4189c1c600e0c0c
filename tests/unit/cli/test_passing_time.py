"""The time of an invented company passes from digest to digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsing.passing_time import Days, PretendedTime
from bot.schedule.digests import PlannedDigest
from bot.schedule.slots import Schedule
from knowledge.digests.definition import DigestDefinition

LONDON = ZoneInfo("Europe/London")
MONDAY = frozenset({0})


def planned(name, at, *, paused=False):
    definition = DigestDefinition(name, name, "C0A", "last_complete_week", ())
    return PlannedDigest(definition, Schedule(at, LONDON, MONDAY), paused)


NINE, PAUSED = planned("nine", time(9)), planned("paused", time(9, 15), paused=True)
HALF_PAST = planned("half past", time(9, 30))


class Told:
    """Days that are told, by a real time that stands still."""

    def __init__(self):
        self.held = False
        self.moments = []
        self.time = PretendedTime(
            date(2026, 11, 16), LONDON, lambda: datetime(2027, 3, 1, 12, tzinfo=UTC)
        )
        every = [NINE, PAUSED, HALF_PAST]
        self.days = Days(self.time, lambda: every, lambda: self.held, self._tick)

    def _tick(self, moment):
        assert moment == self.time.now()
        self.moments.append(f"{moment:%a %d %H:%M}")


@pytest.fixture
def told():
    return Told()


def test_it_begins_in_the_morning_and_passes_from_digest_to_digest(told):
    for _ in range(3):
        told.days.to_next()

    assert told.moments == [
        "Mon 16 08:30",
        "Mon 16 09:00",
        "Mon 16 09:30",
        "Mon 23 09:00",
    ]


def test_what_is_held_is_looked_at_within_the_hour(told):
    for _ in range(2):
        told.days.to_next()
    told.held = True
    told.days.to_next()

    assert told.moments[-1] == "Mon 16 10:30"


def test_the_first_slot_of_a_digest_is_gone_to_once(told):
    told.days.to_first(HALF_PAST)
    told.days.to_first(NINE)

    assert told.moments[1:] == ["Mon 16 09:00", "Mon 16 09:30"]


def test_without_a_day_it_is_as_late_as_it_is():
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    as_it_is = PretendedTime(None, LONDON, lambda: now)

    as_it_is.move(now + timedelta(days=1))

    assert as_it_is.seconds() == (now + timedelta(days=1)).timestamp()
