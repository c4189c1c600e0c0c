from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answers.quoting import gate
from knowledge.models import Reader

EVERYBODY = Reader(frozenset({"everyone"}))


@pytest.fixture
def signals(shelf):
    def measured(question, unknown=""):
        quoting = shelf.quoting()
        asked = quoting.read(question)
        search, quotes = quoting.rank(asked, shelf.retriever().search(question, EVERYBODY), 12)
        return gate.signals(asked, search, quotes, unknown)

    return measured


@pytest.fixture
def pages(shelf):
    shelf.page("leave.md", "Everybody has 25 days of annual leave.", title="Annual leave")
    shelf.page("plan.md", "In 2025 the depot in Kendal moved. It has two gates.", title="Plan")


def test_a_question_that_a_sentence_answers_passes(pages, signals):
    given = signals("Who has 25 days of annual leave?")

    assert given.covered > 0.9
    assert given.said > 0.9
    assert given.absent < 0.1
    assert (given.unnamed, given.untyped, given.unknown) == (0, 0, 0)
    assert gate.strength(given) > 0.5
    assert not gate.withholds(given)


def test_a_question_about_something_else_is_withheld(pages, signals):
    given = signals("Which football club won the cup final yesterday evening?")

    assert given.covered == given.said == 0
    assert given.absent == 1
    assert gate.withholds(given)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what moved in 2025?", 0),
        ("what moved in 2031?", 1),
        ("when did the depot in Kendal move?", 0),
        ("when did the depot in Leeds move?", 1),
        ("when did the depot in Kendal move in 2031?", 0.5),
        ("what is form 102pf?", 1),
        ("what moved?", 0),
    ],
)
def test_names_years_and_codes_that_are_not_there_speak_against_it(
    pages, signals, question, missing
):
    assert signals(question).unnamed == missing


def test_a_measurable_thing_that_no_piece_holds_speaks_against_it(pages, signals):
    assert signals("How much does the depot in Kendal cost?").untyped > 0
    assert signals("How many gates has the depot in Kendal?").untyped < 0.5
    assert signals("Who moved the depot in Kendal?").untyped == 0


def test_the_questions_own_numbers_are_no_answer(pages, signals):
    assert signals("How many depots moved in 2025?").untyped > 0


def test_a_code_that_nothing_defines_is_withheld(pages, signals):
    question = "How many days of annual leave does everybody have?"

    assert gate.withholds(signals(question, unknown="KPX"))


def test_the_only_page_may_have_nothing_of_a_question_at_all(shelf):
    shelf.page("canteen.md", "The canteen opens at eight.", title="Canteen")
    quoting = shelf.quoting()
    asked = quoting.read("How is annual leave cancelled in Leeds?")
    search, quotes = quoting.rank(asked, shelf.retriever().search(asked.text, EVERYBODY), 12)
    below = [replace(one, score=-0.2) for one in quotes]

    given = gate.signals(asked, search, below, "")

    assert gate.withholds(given)
