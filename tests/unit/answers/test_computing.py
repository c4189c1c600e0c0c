"""Numbers as a specialist that is opened with the first question for one."""

from __future__ import annotations

import logging

import pytest

from knowledge.answers.joining.computing import Computing
from knowledge.errors import DefinitionError
from knowledge.models import NotFound, Reader

READER = Reader(frozenset({"everyone"}))


class Numbers:
    """Answers questions about bookings; counts how often it is asked."""

    def __init__(self, *, fails: bool = False) -> None:
        self.asked: list[str] = []
        self.fails = fails

    def may_ask(self, question: str) -> bool:
        return "bookings" in question

    def reply(self, question: str, reader: Reader) -> NotFound | None:
        self.asked.append(question)
        if self.fails:
            raise DefinitionError("metrics/a.yaml, line 3: secret words of a customer")
        return NotFound(question, "none") if "bookings" in question else None


def test_a_question_for_a_number_is_answered_by_the_metrics() -> None:
    computing, numbers = Computing(wanted=True), Numbers()
    computing.connect(lambda: numbers)

    assert computing.reply("bookings last month", READER) == NotFound("bookings last month", "none")


def test_a_question_without_a_word_of_the_definitions_is_not_asked_of_them() -> None:
    computing, numbers = Computing(wanted=True), Numbers()
    computing.connect(lambda: numbers)

    assert computing.reply("where is the canteen?", READER) is None
    assert numbers.asked == []


def test_a_workspace_without_metrics_opens_nothing() -> None:
    computing, opened = Computing(wanted=False), []
    computing.connect(lambda: opened.append(1) or Numbers())

    assert computing.reply("bookings last month", READER) is None
    assert opened == []


def test_before_it_is_connected_nothing_is_computed() -> None:
    assert Computing(wanted=True).reply("bookings last month", READER) is None


def test_a_wrong_definition_leaves_the_question_to_the_documents_and_logs_none_of_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    computing = Computing(wanted=True)
    computing.connect(lambda: Numbers(fails=True))

    with caplog.at_level(logging.WARNING):
        said = computing.reply("bookings last month", READER)

    assert said is None
    assert [one.getMessage() for one in caplog.records] == [
        "numbers cannot be computed: DefinitionError"
    ]


def test_metrics_that_could_not_be_opened_are_tried_again() -> None:
    attempts: list[int] = []

    def opener() -> Numbers:
        attempts.append(1)
        if len(attempts) == 1:
            raise DefinitionError("metrics/a.yaml, line 3: no such measure")
        return Numbers()

    computing = Computing(wanted=True)
    computing.connect(opener)

    assert computing.reply("bookings", READER) is None
    assert computing.reply("bookings", READER) is not None
