"""Misspelt words, and those that are left alone."""

from __future__ import annotations

import pytest

from knowledge.numbers.language.spelling import corrected
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.language.words import tokens

WORDS = {
    "bookings": "book",
    "radiology": "radiolog",
    "austria": "austria",
    "revenue": "revenu",
}


def vocabulary(words: dict[str, str]) -> Vocabulary:
    return Vocabulary(
        (), {stem: word for word, stem in words.items()}, frozenset({"revenu"}), words
    )


def read(question: str) -> tuple[list[str], list[tuple[str, str]]]:
    found, changes = corrected(tokens(question), vocabulary(WORDS), question)
    return [one.stem for one in found], changes


@pytest.mark.parametrize(
    ("question", "stem", "change"),
    [
        ("bokings", "book", ("bokings", "bookings")),
        ("bookigns", "book", ("bookigns", "bookings")),
        ("radiolgy", "radiolog", ("radiolgy", "radiology")),
        ("rev", "revenu", ("rev", "revenue")),
    ],
)
def test_a_word_one_mistake_away_is_mended_and_told_as_a_word(
    question: str, stem: str, change: tuple[str, str]
) -> None:
    assert read(question) == ([stem], [change])


@pytest.mark.parametrize(
    "question", ["bookings", "orders from Australia", "bnk", "12345", "show", "lookings"]
)
def test_names_numbers_and_other_words_are_left_alone(question: str) -> None:
    assert read(question)[1] == []


def test_a_right_word_is_no_mistyped_one_that_says_nothing() -> None:
    assert read("bought")[1] == []


def test_what_a_word_undoes_is_denied() -> None:
    damaged = vocabulary({"damaged": "damag"})

    found, changes = corrected(tokens("undamaged"), damaged, "undamaged")

    assert ([one.stem for one in found], changes) == (["not", "damag"], [])


def test_a_word_between_two_is_neither() -> None:
    near = vocabulary({"carton": "carton", "carbon": "carbon"})

    found, changes = corrected(tokens("caron"), near, "caron")

    assert changes == []
    assert found == tokens("caron")
