from __future__ import annotations

import pytest

from knowledge.answers.terms.asking import asked_terms, is_firm


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What does NPS mean?", "NPS"),
        ("what does the term promise window stand for", "promise window"),
        ("What do we mean by ready to use?", "ready to use"),
        ("What does a pod lead do?", "pod lead"),
        ("Define “last ten metres”.", "last ten metres"),
        ("please explain the acronym KPX again", "KPX"),
        ("the meaning of slot?", "slot"),
        ("What is a promise window in operations?", "promise window"),
        ("whats churn", "churn"),
        ("Who is a pod lead?", "pod lead"),
        ("slot can mean what?", "slot"),
        ("NPS meaning", "NPS"),
        ("I forgot what churn means", "churn"),
        ("promise window?", "promise window"),
        ("NPS", "NPS"),
    ],
)
def test_the_word_that_is_asked_for_is_among_the_likely_ones(question, term):
    assert term in asked_terms(question)


@pytest.mark.parametrize("versus", ["and", "vs.", "&", "versus"])
def test_a_difference_asks_for_two_words(versus):
    question = f"What is the difference between a slot {versus} a promise window?"

    assert asked_terms(question) == ["slot", "promise window"]


@pytest.mark.parametrize(
    "question", ["", "?", "How many days of leave do I have?", "When do the vans leave the depot?"]
)
def test_other_questions_ask_for_no_word(question):
    assert asked_terms(question) == []


@pytest.mark.parametrize(
    ("question", "firm"),
    [
        ("What does NPS mean?", True),
        ("Is there a definition of slot?", True),
        ("Which acronym is it?", True),
        ("What is the notice period?", False),
    ],
)
def test_a_question_for_a_meaning_may_say_so(question, firm):
    assert is_firm(question) is firm
