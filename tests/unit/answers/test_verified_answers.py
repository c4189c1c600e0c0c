"""A verified answer is preferred for the question that it answers, until its day, for its readers."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers.service import Answers
from knowledge.answers.vouched.verified import VerifiedAnswers
from knowledge.models import Mode, Reader
from knowledge.store.feedback.verified import SOURCE

TODAY = date(2026, 11, 23)
READER = Reader(frozenset({"everyone"}))
ASKED = "When may new partners start?"


class CountingWords:
    def __init__(self, embedder):
        self.texts = []
        self._embedder = embedder

    def embed(self, texts, progress=None):
        self.texts += texts
        return self._embedder.embed(texts, progress)


@pytest.fixture
def desk(shelf):
    """A shelf with pages, one verified answer, and what answers from them."""

    class Desk:
        model = CountingWords(shelf.embedder)
        verified = VerifiedAnswers(model, lambda: TODAY)
        answers = Answers(shelf.retriever(), shelf.glossary(), shelf.quoting(), verified=verified)

        def vouch(self, text, title=ASKED, **more):
            fields = {"owner": "U0OWNER", "updated": TODAY, "review_by": date(2027, 5, 23)}
            return shelf.page("verified/ask-1", text, title=title, source=SOURCE, **fields | more)

        def ask(self, question, reader=READER):
            return self.answers.reply(question, reader)

    shelf.page("partners.md", "New partners may start on any Monday.", title="Partners")
    shelf.page("vans.md", "Electric vans are charged at night.", title="Vans")
    return Desk()


@pytest.mark.parametrize(
    "asked", [ASKED, "when may new partners start", "New partners may start when?"]
)
def test_the_same_question_gets_the_verified_answer_first(desk, asked):
    desk.vouch("On the first Monday of a month.\nNot in December.")

    reply = desk.ask(asked)

    assert reply.mode is Mode.VERIFIED
    assert reply.text == "On the first Monday of a month. [1]\nNot in December. [1]"
    assert reply.evidence == "Verified by U0OWNER on 23 Nov 2026, good until 23 May 2027"
    assert [one.document for one in reply.citations] == ["verified/ask-1"]
    assert reply.passages[0].document.path == "verified/ask-1"


@pytest.mark.parametrize(
    "asked",
    [
        "When may new crews start?",
        "Why may new partners start?",
        "When may new partners not start?",
        "Who may start?",
    ],
)
def test_a_question_that_is_merely_similar_is_answered_from_the_pages(desk, asked):
    desk.vouch("On the first Monday of a month.")

    reply = desk.ask(asked)

    assert getattr(reply, "mode", None) is not Mode.VERIFIED
    assert "first Monday" not in reply.text
    assert "verified/ask-1" not in [one.document.path for one in reply.passages]


def test_a_similar_question_is_offered_the_one_that_is_answered(desk):
    desk.vouch("Any day.", title="When may a new partner start with us?")

    reply = desk.ask("When may a new partner start in Leeds?")

    assert reply.follow_ups[0] == "When may a new partner start with us?"


def test_what_somebody_may_not_read_is_not_offered_to_them(desk):
    desk.vouch("Any day.", title="When may a new partner start with us?", audience="board")

    reply = desk.ask("When may a new partner start in Leeds?")

    assert "When may a new partner start with us?" not in reply.follow_ups


def test_after_its_day_it_is_used_for_nothing(desk):
    desk.vouch("On the first Monday of a month.", review_by=date(2026, 11, 22))

    reply = desk.ask(ASKED)

    assert "first Monday" not in reply.text
    assert "verified/ask-1" not in [one.document.path for one in reply.passages]


def test_on_its_last_day_it_is_used(desk):
    desk.vouch("On the first Monday of a month.", review_by=TODAY)

    assert desk.ask(ASKED).mode is Mode.VERIFIED


def test_who_may_not_read_it_does_not_hear_of_it(desk):
    desk.vouch("On the first Monday of a month.", audience="board")

    reply = desk.ask(ASKED)

    assert "first Monday" not in reply.text
    assert desk.ask(ASKED, Reader(frozenset({"board"}))).mode is Mode.VERIFIED


def test_a_question_that_nothing_vouches_for_costs_no_model_call(desk):
    desk.vouch("On the first Monday of a month.")

    desk.ask("Where are electric vans charged?")

    assert desk.model.texts == []


def test_vectors_of_questions_are_read_once(desk):
    desk.vouch("On the first Monday of a month.")

    for _ in range(5):
        desk.ask(ASKED)

    assert len(desk.model.texts) == len(set(desk.model.texts))


def test_an_answer_of_the_longest_kind_is_shown_whole(desk):
    text = "\n".join(["word " * 16 + "end."] * 10)[:850]
    desk.vouch(text)

    reply = desk.ask(ASKED)

    assert len(reply.text) <= 900
    assert reply.text.startswith("word word")
    assert reply.citations[0].quote == text
