from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.store.feedback.asks import Ask, Asks, OwnersReply
from knowledge.store.questions.journal import Entry, Gap, Journal


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


def test_a_question_is_kept_once_for_its_delivery_with_what_it_was_told_from(journal):
    evidence = ({"document": "a.md", "title": "A", "quote": "Yes.", "number": 1},)
    entry = Entry(
        asked_at=datetime(2026, 11, 23, tzinfo=UTC),
        text="May we?",
        outcome="answered",
        asked_by="U0A",
        key="answer:T0:C0:1.0",
        answer="Yes. [1]",
        evidence=evidence,
    )

    first, again = journal.record(entry), journal.record(entry)

    assert first == again
    assert journal.question(first).evidence == [dict(evidence[0])]
    assert [number for number, _ in journal.asked_by("U0A")] == [first]
    assert journal.question(first + 1) is None


def test_a_gap_is_closed_by_an_answer_to_who_may_read_no_more(journal, now):
    open_, wider, closed = "Who owns the moon?", "Who owns the sun?", "Who owns the sea?"
    for text in (open_, wider, closed):
        journal.record(Entry(now, text, "not_found", audiences=["everyone"]))
    journal.record(Entry(now, wider, "answered", audiences=["everyone", "board"]))
    journal.record(Entry(now, closed.upper(), "answered", audiences=["everyone"]))

    assert {gap.text for gap in journal.gaps(None)} == {open_, wider}


def test_a_gap_is_closed_by_the_owner_s_reply(journal, database, now):
    number = journal.record(Entry(now, "Who owns the moon?", "not_found", audiences=["everyone"]))
    sent = Ask(0, number, "Who?", "T0", "U0A", "C0", "1.0", "U0OWNER", "open", now)
    asks = Asks(database)
    kept = asks.put(sent)
    before = len(journal.gaps(None))

    asks.answer(kept.id, OwnersReply("U0OWNER", "Nobody.", "everyone", None), now)

    assert (before, journal.gaps(None)) == (1, [])
