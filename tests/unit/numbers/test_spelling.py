"""Misspelt words, and those that are left alone."""

from __future__ import annotations

import pytest

from knowledge.numbers.spelling import corrected
from knowledge.numbers.words import tokens

KNOWN = {"book": "bookings", "radiolog": "radiology", "austria": "Austria", "revenu": "revenue"}


def read(question: str) -> tuple[list[str], list[tuple[str, str]]]:
    found, changes = corrected(tokens(question), KNOWN, question, {"revenu"})
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


def test_a_word_between_two_is_neither() -> None:
    known = {"cart": "carts", "care": "cares", "carb": "carbs"}

    found, changes = corrected(tokens("carps"), known, "carps")

    assert changes == []
    assert found == tokens("carps")
