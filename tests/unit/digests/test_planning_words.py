from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.planning import listing
from bot.blocks.planning.draft import Besides, Draft, draft_of
from bot.listeners.planning.reading import Unfit, number, planned, slug
from bot.schedule.saying import moment, next_slot, when
from bot.schedule.slots import MonthDay, Schedule

LONDON = ZoneInfo("Europe/London")
BESIDES = Besides("care", "everyone", "tickets", "U0ANNA")
DRAFT = Draft(
    title="Care, week by week",
    channel="C0CARE",
    metrics=("tickets", "on_time"),
    by="ticket__team",
    days=("mon", "thu"),
    zone="Europe/London",
    watched="on_time:below",
    limit=0.9,
    quotes="interviews",
    max_age="9d",
    holidays="skip",
)


@pytest.mark.parametrize("rhythm", ["week", "month", "last_working_day"])
def test_what_was_planned_is_shown_again_as_it_was_filled_in(rhythm: str) -> None:
    draft = Draft(**{**{name: getattr(DRAFT, name) for name in DRAFT.__slots__}, "rhythm": rhythm})

    _, digest = planned(draft, BESIDES)

    again = draft_of(draft.body(BESIDES), digest.definition)
    assert again.body(BESIDES) == draft.body(BESIDES)
    assert digest.author == "U0ANNA"


def test_what_a_file_would_be_refused_for_is_told_at_its_field() -> None:
    with pytest.raises(Unfit) as unfit:
        planned(Draft(title="x", channel="C0CARE", metrics=("t",), time="25:00"), BESIDES)

    assert unfit.value.wrong == {"digest_time": 'A time is written in quotes, such as "09:00".'}


@pytest.mark.parametrize(
    ("text", "percent", "value"),
    [
        ("90 %", True, 0.9),
        ("90", True, 0.9),
        ("1,200", False, 1200.0),
        ("-2.5", False, -2.5),
        ("many", False, None),
        ("", False, None),
    ],
)
def test_a_limit_is_read_as_people_write_it(text: str, percent: bool, value: float | None) -> None:
    assert number(text, percent=percent) == value


def test_a_name_comes_from_the_title() -> None:
    assert slug("Care, week by week (2026)!") == "care-week-by-week-2026"
    assert slug("顧客") == "digest"


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ({"weekdays": frozenset({0})}, "every Monday at 09:00 (Europe/London)"),
        ({"weekdays": frozenset({0, 2, 4})}, "every Monday, Wednesday and Friday at 09:00"),
        ({"weekdays": frozenset(range(5))}, "from Monday to Friday at 09:00"),
        ({}, "every day at 09:00"),
        ({"month_day": 1}, "on day 1 of each month at 09:00"),
        ({"month_day": 31}, "on the last day of each month at 09:00"),
        ({"month_day": MonthDay.LAST_WORKING_DAY}, "on the last working day of each month"),
    ],
)
def test_a_schedule_is_said_as_people_say_it(schedule: dict[str, object], words: str) -> None:
    assert when(Schedule(time(9), LONDON, **schedule)).startswith(words)  # type: ignore[arg-type]


def test_the_next_time_is_told_in_the_zone_of_the_schedule() -> None:
    _, digest = planned(DRAFT, BESIDES)
    monthly = replace(digest, schedule=Schedule(time(9), LONDON, month_day=31))
    now = datetime(2026, 7, 1, tzinfo=UTC)

    due = next_slot(monthly, now)

    assert due is not None
    assert moment(due) == "Friday 31 Jul, 09:00"
    assert next_slot(replace(monthly, paused=True), now) is None


def test_a_history_with_more_than_fits_says_so() -> None:
    view = listing.lines("History", [f"change {number}" for number in range(101)], "")

    assert len(view["blocks"]) == 100
    assert view["blocks"][-1]["elements"][0]["text"] == "There is more than fits here."
