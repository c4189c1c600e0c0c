"""Sections on what people asked: open questions, and the term of the week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Status
from knowledge.digests.sections.gaps import Gaps
from knowledge.digests.sections.term import TermOfTheWeek
from knowledge.lingo.glossary import Glossary
from knowledge.models import Period, Sense
from knowledge.store.database.database import Database
from knowledge.store.questions.asked_lately import AskedLately
from knowledge.store.questions.journal import Entry, Journal

MONDAY = date(2026, 2, 23)
TUESDAY = datetime(2026, 2, 17, 10, tzinfo=UTC)
EVERYONE = ("everyone",)
Weekly = Callable[..., DigestDefinition]


@pytest.fixture
def database(tmp_path: Path, new_store: Callable[[Path], Database]) -> Iterator[Database]:
    database = new_store(tmp_path / "store")
    yield database
    database.close()


@pytest.fixture
def ask(database: Database) -> Callable[..., None]:
    numbers = iter(range(1000))

    def asked(text: str, **given: Any) -> None:
        key = f"{given.pop('kind', 'message')}:T0:{next(numbers)}"
        usual = {"asked_at": TUESDAY, "outcome": "not_found", "audiences": EVERYONE, "key": key}
        Journal(database).record(Entry(text=text, **{**usual, **given}))

    return asked


@pytest.fixture
def digest(weekly: Weekly) -> Digest:
    week = Period(MONDAY - timedelta(days=7), MONDAY - timedelta(days=1))
    return Digest(weekly(), MONDAY, Status.READY, period=week)


def shown(digest: Digest, database: Database) -> list[tuple[str, str]]:
    sections = Gaps(AskedLately(database)).sections(digest, EVERYONE)
    return [(one.text, one.quote) for section in sections for one in section.remarks]


def test_questions_that_stayed_open_are_told_with_how_often_and_never_by_whom(
    database: Database, ask: Callable[..., None], digest: Digest
) -> None:
    ask("Who owns the returns desk?", place="C0CARE", asked_by="U1")
    ask("who owns  the returns desk?", place="C0CARE", asked_by="U2")
    ask("What is a milk run?", place="C0CARE", asked_by="U1", audiences=("everyone", "hr"))
    ask("What is a drop zone?", place="C0CARE", asked_by="U1")
    ask("What is a drop zone?", place="C0CARE", asked_by="U1", outcome="answered")
    ask("When is the depot open?", place="C0CARE", asked_at=TUESDAY - timedelta(days=7))

    assert shown(digest, database) == [
        ("Asked 2 times:", "who owns  the returns desk?".replace("  ", " ")),
        ("Asked once:", "What is a milk run?"),
    ]


def test_what_was_asked_in_private_is_told_only_where_three_people_asked_it(
    database: Database, ask: Callable[..., None], digest: Digest
) -> None:
    for person in ("U1", "U2", "U3"):
        ask("Is there a canteen?", place=f"D{person}", asked_by=person, kind="private")
        ask("Who gets a raise?", place=f"D{person}", asked_by=person, audiences=("everyone", "hr"))
        ask("Where is the safe?", place="C0CARE", asked_by="U1", kind="private")

    assert shown(digest, database) == [("Asked 3 times:", "Is there a canteen?")]


def test_questions_beyond_three_are_counted(
    database: Database, ask: Callable[..., None], digest: Digest
) -> None:
    for thing in ("cage", "milk run", "drop zone", "depot", "van"):
        ask(f"What is a {thing}?", place="C0CARE", asked_by="U1")

    (section,) = Gaps(AskedLately(database)).sections(digest, EVERYONE)

    assert (len(section.remarks), section.more) == (3, 2)


class Terms:
    """Senses in memory."""

    def __init__(self, *senses: Sense) -> None:
        self._senses = senses

    def all(self, audiences: Any) -> list[Sense]:
        return [one for one in self._senses if audiences is None or one.audience in audiences]


def sense(label: str, **given: Any) -> Sense:
    usual = {"definition": f"What {label} is.", "document": "terms.yml", "audience": "everyone"}
    return Sense(label, **{**usual, **given})


TERMS = Terms(
    sense("Drop zone"),
    sense("Milk run", domain="depots"),
    sense("Cage", status="Draft"),
    sense("Grade", audience="hr"),
)


def term(digest: Digest, database: Database) -> list[str]:
    room = TermOfTheWeek(TERMS, Glossary(TERMS, lambda: 1), AskedLately(database))
    return [one.text for section in room.sections(digest, EVERYONE) for one in section.remarks]


def test_the_term_of_the_week_is_the_one_that_people_asked_with(
    database: Database, ask: Callable[..., None], digest: Digest
) -> None:
    ask("Who drives the milk run?", outcome="answered")
    ask("When is the milk run over?", outcome="answered")
    ask("Where is the drop zone?", outcome="answered")

    assert term(digest, database) == ["Milk run (depots): What Milk run is."]


def test_without_questions_approved_terms_that_all_may_read_take_turns(
    database: Database, weekly: Weekly
) -> None:
    weeks = [Digest(weekly(), MONDAY + timedelta(weeks=n), Status.READY) for n in range(3)]

    first, second, third = (term(one, database) for one in weeks)

    assert first == third
    assert second + first == [
        "Drop zone: What Drop zone is.",
        "Milk run (depots): What Milk run is.",
    ]
    tuesday = Digest(weekly(period="last_complete_day"), date(2026, 2, 24), Status.READY)
    assert term(tuesday, database) == []
