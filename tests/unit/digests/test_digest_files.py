from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.schedule.digests import load, named
from bot.schedule.slots import MonthDay, OnHoliday, Schedule
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition, Freshness, Quotes
from knowledge.digests.digest import Status
from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.definitions import Threshold
from knowledge.metrics.query import Where
from knowledge.metrics.series.ports import LAST_YEAR, PREVIOUS, Asked

WEEKLY = """\
digest: care-weekly
title: Care, week by week
channel: C0CARE
schedule: {days: [mon, thu], time: "09:00", timezone: Europe/Berlin}
period: last_complete_week
metrics:
  - tickets
  - {name: tickets, compare: [previous_period, same_period_last_year], by: team}
quotes: {source: letters, count: 2}
freshness: {source: tickets, max_age: 36h, on_stale: skip}
send_if: any_changed
audience: care
---
digest: care-monthly
title: Care, month by month
channel: C0CARE
schedule: {day_of_month: last_working_day, time: "16:30", timezone: Europe/Berlin,
           holidays: skip}
period: latest
metrics: [{name: tickets}]
"""


def written(folder: Path, text: str) -> Path:
    (folder / "d.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_digest_is_read_as_it_is_written(tmp_path: Path) -> None:
    planned = load(written(tmp_path, WEEKLY))

    weekly = planned["care-weekly"]
    assert weekly.schedule == Schedule(time(9), ZoneInfo("Europe/Berlin"), frozenset({0, 3}))
    assert weekly.definition == DigestDefinition(
        name="care-weekly",
        title="Care, week by week",
        channel="C0CARE",
        period="last_complete_week",
        metrics=(Asked("tickets"), Asked("tickets", (PREVIOUS, LAST_YEAR), "team")),
        audience="care",
        freshness=Freshness("tickets", timedelta(hours=36), "skip"),
        send_if="any_changed",
        quotes=Quotes("letters", 2),
    )


def test_a_metric_of_a_segment_may_have_thresholds_of_its_own(tmp_path: Path) -> None:
    wanted = """- name: tickets
    where: {team: north, contract: [One year, Two year]}
    thresholds: [{comparison: above, threshold: 3, color: yellow}]
    ask_owner: {above: 5}
"""

    planned = load(written(tmp_path, WEEKLY.replace("- tickets\n", wanted)))

    assert planned["care-weekly"].definition.metrics[0] == Asked(
        "tickets",
        where=(Where("team", ("north",)), Where("contract", ("One year", "Two year"))),
        thresholds=(Threshold("above", 5),),
        instead=(Threshold("above", 3, "yellow"),),
    )


def test_holidays_are_no_working_days(tmp_path: Path) -> None:
    planned = load(written(tmp_path, WEEKLY), [date(2026, 12, 31)])

    schedule = planned["care-monthly"].schedule
    assert schedule.month_day is MonthDay.LAST_WORKING_DAY
    assert schedule.holidays == {date(2026, 12, 31)}
    assert schedule.on_holiday is OnHoliday.SKIP
    assert planned["care-weekly"].schedule.on_holiday is OnHoliday.SEND


def test_a_workspace_without_digests_has_none() -> None:
    assert load(None) == {}


def test_a_preview_is_the_digest_of_that_day(tmp_path: Path, figures: Any) -> None:
    planned = load(written(tmp_path, WEEKLY))

    digest = build(planned["care-monthly"].definition, figures, date(2026, 2, 23))

    assert digest.status is Status.READY
    assert digest.lines[0].figure is not None
    assert digest.lines[0].figure.value == 7


def test_an_unknown_digest_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    planned = load(written(tmp_path, WEEKLY))

    with pytest.raises(InputError, match=r"no digest 'care-wekly'. Did you mean 'care-weekly'"):
        named(planned, "care-wekly")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("digest: care-weekly\n", "", "line 1: a digest needs its name"),
        ("care-weekly", "c" * 81, "line 1: the name of a digest has at most 80 characters"),
        ("title: Care, week by week\n", "", "line 1: the digest 'care-weekly' needs 'title'"),
        ("send_if", "sendif", r"d\.yaml, line 11: 'sendif' is not .* Did you mean 'send_if'"),
        ("C0CARE", "care", "line 3: channel must be a channel's id"),
        ("last_complete_week", "last_week", "line 5: period cannot be 'last_week'"),
        ("[mon, thu]", "[monday]", "line 4: days cannot be 'monday'"),
        ("days: [mon, thu]", "day_of_month: 32", "day_of_month must be 1 to 31"),
        ("days: [mon, thu], ", "", "needs either days or day_of_month"),
        ("days: [mon, thu]", "days: [mon], day_of_month: 1", "needs either days or day_of_month"),
        (
            ", timezone: Europe/Berlin}\nperiod: last",
            "}\nperiod: last",
            "needs a time and a timezone",
        ),
        ("Berlin}", "Berlin, holidays: never}", "line 4: holidays cannot be 'never'"),
        ("Europe/Berlin", "Berlin", "'Berlin' is not a time zone"),
        ("Europe/Berlin", "../etc", "is not a time zone"),
        ('"09:00"', "9.5", 'a time is written in quotes, such as "09:00"'),
        ("36h", "1w", "line 10: max_age must be a number of days or hours"),
        ("on_stale: skip", "on_stale: ignore", "on_stale cannot be 'ignore'"),
        ("source: letters, ", "", "quotes need a source"),
        ("{name: tickets, compare", "{compare", "line 8: a metric of a digest needs its name"),
        ("[previous_period,", "[previous,", "compare cannot be 'previous'"),
        ("digest: care-monthly", "digest: care-weekly", "line 14: there are two digests"),
    ],
)
def test_a_wrong_digest_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert old in WEEKLY
    folder = written(tmp_path, WEEKLY.replace(old, new, 1))

    with pytest.raises(DefinitionError, match=sentence):
        load(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="folder of digests is not there"):
        load(tmp_path / "nowhere")
