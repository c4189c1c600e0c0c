"""Written answers in the language of the question: what is kept of them, and what is not."""

from __future__ import annotations

from knowledge.answers.writing.writing import write
from knowledge.models import Sense

GERMAN = (
    "Teilzeitkräfte haben 20 Urlaubstage im Jahr. Die Churn-Rate lag im März 2026 bei 4 Prozent. "
    "Der Kundendienst heißt intern First Line."
)
ENGLISH = "Part-timers have 20 days of leave a year."


def test_an_answer_in_the_language_of_question_and_page_keeps_citations_and_terms(
    scripted, passage, prompts
):
    chat = scripted(
        "Die Churn-Rate lag im März 2026 bei 4 Prozent [1]. Der Kundendienst heißt intern "
        "First Line [1]. Teilzeitkräfte haben 25 Urlaubstage im Jahr [1]."
    )
    term = Sense("First Line", "Who picks up first.", "g.yaml", "everyone")

    checked = write("Wie hoch war die Churn-Rate?", [passage(GERMAN)], (term,), chat, prompts)

    assert checked.text == (
        "Die Churn-Rate lag im März 2026 bei 4 Prozent [1]. "
        "Der Kundendienst heißt intern First Line [1]."
    )


def test_a_translation_that_cannot_be_checked_is_not_shown(scripted, passage, prompts):
    chat = scripted("Teilzeitkräfte bekommen zwanzig freie Tage [1].")

    checked = write("Wie viele Urlaubstage?", [passage(ENGLISH)], (), chat, prompts)

    assert checked.sentences == ()
    assert not checked.not_found


def test_the_model_is_told_to_answer_in_the_language_of_the_question(scripted, passage, prompts):
    chat = scripted("NOT_FOUND")

    write("Wie viele Urlaubstage?", [passage(ENGLISH)], (), chat, prompts)

    system, user = chat.asked[0]
    assert "Answer in the language of the question." in system
    assert "Leave terms, names and titles untranslated" in system
    assert user.rstrip().endswith("Wie viele Urlaubstage?")
