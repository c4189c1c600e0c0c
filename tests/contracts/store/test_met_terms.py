"""Which words were explained to whom."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge.store.lingo.met_terms import MetTerms

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_a_word_is_met_by_who_was_told_in_every_message_but_the_one_that_tells(database):
    met = MetTerms(database)

    met.meet("T", ["U1", "C1:1"], ["pod", "ftr"], "answer:1", NOW)
    met.meet("T", ["U1"], ["pod"], "answer:2", NOW)

    assert met.met("T", ["U1"], ["pod", "otif"]) == {"pod"}
    assert met.met("T", ["U2", "C1:1"], ["ftr"], "answer:2") == {"ftr"}
    assert met.met("T", ["U1", "C1:1"], ["pod", "ftr"], "answer:1") == set()
    assert met.met("T", ["U2"], ["pod"]) == met.met("T2", ["U1"], ["pod"]) == set()
    assert met.met("T", [], ["pod"]) == met.met("T", ["U1"], []) == set()
