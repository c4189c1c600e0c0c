from __future__ import annotations

import pytest

from knowledge.store.documents.failures import Failure, Failures

PLAN = Failure("plan.pdf", "plan.pdf needs a password: save it without one.", "everyone")
PAPER = Failure("board/paper.pdf", "board/paper.pdf is not whole.", "board")
BOTH = ("everyone", "board")


@pytest.fixture
def failures(database):
    return Failures(database)


def test_what_failed_is_known_to_those_who_might_have_read_it(failures):
    failures.note([PAPER, PLAN], None)

    assert failures.of(("everyone",)) == [PLAN]
    assert failures.of(BOTH) == [PAPER, PLAN]
    assert failures.of(()) == []


def test_a_run_over_some_says_nothing_of_the_others(failures):
    failures.note([PAPER, PLAN], None)

    failures.note([], {"plan.pdf", "other.md"})

    assert failures.of(BOTH) == [PAPER]


def test_a_run_over_all_begins_anew(failures):
    failures.note([PAPER], None)

    failures.note([PLAN], None)

    assert failures.of(BOTH) == [PLAN]
