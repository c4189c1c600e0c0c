from __future__ import annotations

import pytest

from knowledge.answers.joining.introducing import Introducing
from knowledge.models import Reader

PLANNER = Reader(frozenset({"everyone"}), user="U0A", domain="operations")
GUEST = Reader(frozenset(), user="U0G")
PROMISES = "1) We tell every household a two-hour window.\n2) Whoever picks up the call solves it."


class Headings:
    def __init__(self):
        self.read = 0

    def questions(self, audiences, domain="", limit=20):
        self.read += 1
        found = [("Vans > May I take a van home?", "operations"), ("Why six depots?", "company")]
        return found if "everyone" in audiences else []


@pytest.fixture
def headings():
    return Headings()


@pytest.fixture
def introducing(shelf, headings):
    shelf.page("strategy.md", PROMISES, section="What we promise customers", title="Our strategy")
    shelf.page(
        "board.md",
        "1) We promise the board a dividend in spring.",
        section="What we promise",
        title="Board strategy",
        audience="board",
    )
    shelf.sense("POD", "Proof of delivery.", domain="operations")
    shelf.sense("Pod", "Four desks.", domain="service")
    return Introducing(
        retriever=shelf.retriever(),
        glossary=shelf.glossary(),
        headings=headings,
        sequence=lambda: shelf.sequence,
        rarity=shelf.keywords.rarity,
        domains=("operations", "service"),
    )


def test_what_is_promised_is_quoted_from_what_the_person_may_read(introducing):
    found = introducing.promised(PLANNER)

    assert found.document.path == "strategy.md"
    assert found.lines == (
        "We tell every household a two-hour window.",
        "Whoever picks up the call solves it.",
    )


def test_who_may_read_nothing_is_shown_nothing(introducing):
    assert introducing.promised(GUEST) is None
    assert introducing.terms(GUEST) == ()
    assert introducing.questions(GUEST, ("When is lunch?",)) == ()


def test_words_are_those_of_the_department(introducing):
    assert [one.definition for one in introducing.terms(PLANNER)] == ["Proof of delivery."]


def test_questions_are_made_of_words_headings_and_examples(introducing):
    assert introducing.questions(PLANNER, ("When is lunch?", "w" * 76)) == (
        "What does “POD” mean?",
        "May I take a van home?",
        "When is lunch?",
        "Why six depots?",
    )


def test_they_are_made_again_only_when_the_documents_have_changed(introducing, headings, shelf):
    for _ in range(3):
        introducing.questions(PLANNER)
    before = headings.read

    shelf.sequence += 1
    introducing.questions(PLANNER)

    assert (before, headings.read) == (1, 2)
