from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.store.journal import Entry, Gap, Journal


@pytest.fixture
def journal(database):
    return Journal(database)


def test_a_question_is_kept_with_an_id(journal, now):
    first = journal.record(Entry(now, "What is NPS?", "answered", documents=["a.md"]))
    second = journal.record(Entry(now, "What is ARR?", "answered"))

    assert second > first
    assert journal.count() == 2


def test_only_what_was_not_found_is_a_gap(journal, now):
    journal.record(Entry(now, "What is NPS?", "answered"))
    journal.record(Entry(now, "Who pays for parking?", "not_found", ask="U1"))

    assert journal.gaps(None) == [Gap("Who pays for parking?", 1, now, "U1")]


def test_the_same_question_is_one_gap_and_the_most_asked_comes_first(journal, now):
    later = now + timedelta(hours=1)
    journal.record(Entry(now, "Who pays for parking?", "not_found"))
    journal.record(Entry(later, "Rare?", "not_found"))
    journal.record(Entry(later, "who pays  for PARKING?", "not_found"))

    gaps = journal.gaps(None)

    assert [(gap.text, gap.times) for gap in gaps] == [("who pays  for PARKING?", 2), ("Rare?", 1)]
    assert gaps[0].last_asked == later
    assert len(journal.gaps(None, limit=1)) == 1


def test_a_question_of_somebody_who_could_read_more_is_not_told(journal, now):
    journal.record(Entry(now, "When is the merger?", "not_found", audiences={"everyone", "board"}))
    journal.record(Entry(now, "Who pays for parking?", "not_found", audiences={"everyone"}))

    seen = journal.gaps({"everyone"})

    assert [gap.text for gap in seen] == ["Who pays for parking?"]
    assert len(journal.gaps({"everyone", "board"})) == 2
