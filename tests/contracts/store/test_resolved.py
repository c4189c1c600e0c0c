from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.store.feedback.feedback import DISMISSED, RESOLVED, FeedbackStore
from knowledge.store.feedback.resolved import resolved
from knowledge.store.feedback.verified import Verified, VerifiedStore
from knowledge.store.questions.journal import Entry, Journal

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
PAGE = {"document": "leave.md", "title": "Leave"}


@pytest.fixture
def settle(database):
    def settled(question, state, **more):
        entry = {"asked_at": NOW, "text": question, "outcome": "answered", "evidence": [PAGE]}
        number = Journal(database).record(Entry(**entry | more))
        flags = FeedbackStore(database)
        flag = flags.wrong(number, "U0A", ("wrong", "", "U0O"), NOW)
        if state:
            flags.resolve(flag, state, "U0O", "why", NOW)
        return f"flag-{flag.id}"

    return settled


def vouch(database, number, question, until):
    document = f"verified/ask-{number}"
    VerifiedStore(database).put(
        Verified(document, question, "On Fridays.", "U0O", "U0O", NOW, until, "everyone")
    )


def test_an_answer_that_somebody_vouches_for_is_the_right_one(database):
    vouch(database, 1, "When?", TODAY)
    vouch(database, 2, "Where?", date(2026, 11, 22))

    assert resolved(database, TODAY) == [
        {
            "id": "verified/ask-1",
            "question": "When?",
            "kind": "verified",
            "gold_docs": ["verified/ask-1"],
            "split": "resolved",
            "gold_answer": "On Fridays.",
        }
    ]


def test_a_fixed_page_is_the_right_one_whatever_it_says_now(database, settle):
    settle("How many days?", RESOLVED, answer="25 days. [1]")

    (line,) = resolved(database, TODAY)

    assert (line["kind"], line["gold_docs"]) == ("fixed", ["leave.md"])
    assert "gold_answer" not in line


def test_an_answer_that_stands_is_the_right_one(database, settle):
    settle("How many days?", DISMISSED, answer="25 days. [1] And a half. [2]")

    (line,) = resolved(database, TODAY)

    assert (line["kind"], line["gold_answer"]) == ("stands", "25 days. And a half.")


def test_that_the_documents_do_not_say_may_be_right_too(database, settle):
    settle("Who owns the moon?", DISMISSED, outcome="not_found", answer="I could not find that.")

    (line,) = resolved(database, TODAY)

    assert line["gold_answer"] is None
    assert line["gold_docs"] == []


def test_what_waits_or_says_nothing_of_what_is_right_is_left_out(database, settle):
    settle("How many days?", "")
    settle("Who owns the moon?", RESOLVED, outcome="not_found")
    settle("Who owns the sun?", RESOLVED, evidence=[])

    assert resolved(database, TODAY) == []


def test_a_question_stands_in_it_once_as_it_was_settled_last(database, settle):
    settle("How many days?", RESOLVED)
    last = settle("how many  DAYS?", DISMISSED, answer="25 days.")
    vouch(database, 1, "When?", TODAY)
    settle("when?", RESOLVED)

    assert [one["id"] for one in resolved(database, TODAY)] == ["verified/ask-1", last]
