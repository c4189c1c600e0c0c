from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest, kept, load
from knowledge.errors import InputError
from knowledge.metrics.definitions import Threshold
from knowledge.metrics.located import Misdefined
from knowledge.store.database.database import Database
from knowledge.store.digests.planned import PlannedDigests

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
FORM = {
    "digest": "care-weekly",
    "title": "Care, “week” by week ✓ 📈",
    "channel": "C0CARE",
    "schedule": {"days": ["mon"], "time": "09:00", "timezone": "Europe/Berlin"},
    "period": "last_complete_week",
    "metrics": [{"name": "tickets", "compare": ["previous_period"], "ask_owner": {"above": 40}}],
}


def body(**changed: object) -> str:
    return json.dumps({**FORM, **changed}, ensure_ascii=False)


@pytest.fixture
def database(tmp_path: Path, new_store: Callable[[Path], Database]) -> Iterator[Database]:
    opened = new_store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def plans(database: Database) -> PlannedDigests:
    return PlannedDigests(database)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, PlannedDigest]:
    (tmp_path / "d.yaml").write_text(body(digest="of-a-file"), encoding="utf-8")
    return load(tmp_path)


def test_what_slacks_form_keeps_is_what_a_file_would_say(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(body(), encoding="utf-8")

    (written,) = load(tmp_path).values()

    assert kept(body(), "care-weekly") == replace(written, file="")
    assert written.file == f"{tmp_path.name}/d.yaml"
    assert written.definition.title == FORM["title"]
    assert written.definition.metrics[0].thresholds == (Threshold("above", 40),)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"title": []}, "title"),
        ({"schedule": {**FORM["schedule"], "time": "25:00"}}, "time"),  # type: ignore[dict-item]
        ({"metrics": [{"name": "tickets", "ask_owner": {"over": 1}}]}, "over"),
    ],
)
def test_a_refusal_names_the_setting_that_is_wrong(wrong: dict[str, object], name: str) -> None:
    with pytest.raises(Misdefined) as refused:
        kept(body(**wrong), "care-weekly")

    assert refused.value.name == name


def test_a_book_follows_what_other_processes_plan(
    plans: PlannedDigests, database: Database, files: dict[str, PlannedDigest]
) -> None:
    here, there = DigestBook(files, plans), DigestBook(files, PlannedDigests(database))
    before = set(there.planned())

    plans.create("care-weekly", body(), "U0ANNA", NOW)
    plans.pause("of-a-file", "U0ADMIN", NOW)

    assert before == {"of-a-file"}
    assert here.planned() == there.planned()
    planned = there.named("care-weekly")
    assert (planned.author, planned.paused) == ("U0ANNA", False)
    assert there.named("of-a-file").paused
    assert not there.named("of-a-file").author
    plans.delete("care-weekly", "U0ANNA", NOW)
    with pytest.raises(InputError, match="no digest 'care-weekly'"):
        there.named("care-weekly")


def test_what_did_not_change_is_not_read_again(plans: PlannedDigests) -> None:
    plans.create("care-weekly", body(), "U0ANNA", NOW)
    book = DigestBook({}, plans)

    assert book.planned() is book.planned()


def test_a_file_goes_before_slack_and_what_is_broken_keeps_none_of_the_others(
    plans: PlannedDigests, files: dict[str, PlannedDigest]
) -> None:
    plans.create("of-a-file", body(digest="of-a-file", title="Another"), "U0ANNA", NOW)
    plans.create("broken", body(period="last_year"), "U0BEN", NOW)
    plans.create("torn", "{", "U0BEN", NOW)
    plans.create("care-weekly", body(), "U0ANNA", NOW)

    book = DigestBook(files, plans)

    assert set(book.planned()) == {"of-a-file", "care-weekly"}
    assert book.named("of-a-file") == files["of-a-file"]
    assert [(one.name, one.author) for one in book.broken()] == [
        ("broken", "U0BEN"),
        ("torn", "U0BEN"),
    ]
    assert "period cannot be 'last_year'" in book.broken()[0].sentence
