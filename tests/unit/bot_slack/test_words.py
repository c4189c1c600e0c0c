from __future__ import annotations

from bot.listeners.asking.words import said_in
from knowledge.models import Answer, Citation, Mode


def test_the_name_of_a_department_behind_a_sentence_is_no_word_of_the_answer() -> None:
    cited = Citation(1, "glossary.yaml", "Glossary", "", "", domain="customer service")
    text = "Early counts as missed. (customer service) [1]\nThe customer (the household) says so."

    said = said_in(Answer("On time?", text, Mode.GLOSSARY, (cited,)))

    assert said == "Early counts as missed. [1]\nThe customer (the household) says so."
