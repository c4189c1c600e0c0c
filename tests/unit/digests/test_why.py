from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cli.app import app
from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.entering import PAUSED_THEN
from bot.schedule.sending.sender import DigestSender
from bot.schedule.slots import Schedule
from bot.schedule.why import why, why_words
from knowledge.digests.definition import DigestDefinition
from knowledge.store.digests.calendar import Calendar, Delivery, State
from knowledge.store.digests.planned import PAUSED, DigestChange
from knowledge.store.messages.departures import DepartureState

DUE = datetime(2026, 2, 23, 8, tzinfo=UTC)  # Monday, 09:00 in Berlin
DATA = (
    " It is about 16 to 22 Feb 2026. Its newest rows: tickets 18 Feb 2026."
    " Rows behind it: tickets 1,204."
)
TODAY, REASON = "Monday, 23 Feb 2026", "the newest row is of Friday."
NEXT = " The next one is due Monday, 2 Mar 2026, 09:00."
VALUES = json.dumps(
    {
        "period": {"start": "2026-02-16", "end": "2026-02-22"},
        "newest": {"tickets": "2026-02-18"},
        "figures": [
            {"metric": "tickets", "n": 1204, "dimensions": {}},
            {"metric": "tickets", "n": 4, "dimensions": {"team": "north"}},
        ],
    }
)
SENT = Delivery(
    1,
    "care-weekly",
    DUE,
    "C0CARE",
    State.SENT,
    values=VALUES,
    settled_at=DUE + timedelta(seconds=9),
)
HELD = replace(SENT, state=State.HELD, reason="The newest row is of Friday.", values="")
LATE = replace(SENT, settled_at=DUE + timedelta(minutes=72), reason=HELD.reason)


@pytest.fixture
def planned(weekly: Callable[..., DigestDefinition]) -> PlannedDigest:
    return PlannedDigest(weekly(), Schedule(time(9), ZoneInfo("Europe/Berlin"), frozenset({0})))


@pytest.mark.parametrize(
    ("delivery", "posted", "words"),
    [
        (SENT, DepartureState("sent"), f"It was posted at 09:00.{DATA}"),
        (SENT, DepartureState("pending"), f"It was handed over, and waits for Slack.{DATA}"),
        (
            SENT,
            DepartureState("dead", reason="Slack refused it: is_archived."),
            f"Slack did not take it. Slack refused it: is_archived.{DATA}",
        ),
        (
            LATE,
            DepartureState("sent"),
            f"It was posted {TODAY}, 10:12, 72 minutes late. It was held until then: {REASON}{DATA}",
        ),
        (
            HELD,
            None,
            f"It is held: {REASON} It is tried again until {TODAY}, 15:00.",
        ),
        (
            replace(HELD, state=State.SKIPPED, reason=PAUSED_THEN),
            None,
            "It was not posted: it was paused. Lea had paused it.",
        ),
    ],
)
def test_it_is_told_what_became_of_a_slot_and_on_which_data(
    planned: PlannedDigest, delivery: Delivery, posted: DepartureState | None, words: str
) -> None:
    changes = [DigestChange(PAUSED, "U0LEAD", DUE - timedelta(days=1), "")]

    told = why_words(why(delivery, planned, posted, changes), DUE, {"U0LEAD": "Lea"}.__getitem__)

    due = "Care, week by week was due Monday, 23 Feb 2026, 09:00. "
    assert told == due + words + NEXT


def test_one_that_is_not_planned_any_more_is_told_by_its_name_in_utc() -> None:
    told = why_words(why(replace(SENT, values=""), None))

    assert told == "care-weekly was due Monday, 23 Feb 2026, 08:00. It was posted at 08:00."


def test_the_terminal_tells_the_last_slots_of_a_digest_and_the_next_one(
    sender: Callable[..., DigestSender],
    calendar: Calendar,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    del calendar
    bot = sender()
    bot.tick(DUE - timedelta(hours=1))
    bot.tick(DUE + timedelta(hours=7))
    config = configured(tmp_path)

    told = run("digest", "why", "care-weekly", "--json", *config, capsys=capsys)
    listed = run("digest", "list", "--json", *config, capsys=capsys)

    (delivery,) = told["deliveries"]
    assert delivery["slot"] == "2026-02-23T09:00:00+01:00"
    assert delivery["state"] == "skipped"
    assert "It was not posted: the bot was not running then" in delivery["text"]
    (row,) = listed["digests"]
    assert row["last"] == {"slot": "2026-02-23T08:00:00+00:00", "state": "skipped"}
    assert row["next"] == told["next"]


def configured(folder: Path) -> tuple[str, ...]:
    (folder / "digests").mkdir()
    (folder / "digests" / "care.yaml").write_text(
        "digest: care-weekly\ntitle: Care, week by week\nchannel: C0CARE\n"
        'schedule: {days: [mon], time: "09:00", timezone: Europe/Berlin}\n'
        "period: last_complete_week\nmetrics: [tickets]\n",
        encoding="utf-8",
    )
    file = folder / "throughline.toml"
    file.write_text('[workspace]\nname = "Care"\n[digests]\npath = "digests"\n', encoding="utf-8")
    return ("--config", str(file), "--store", str(folder / "store"))


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert app(list(arguments), standalone_mode=False) in (None, 0)
    return json.loads(capsys.readouterr().out)
