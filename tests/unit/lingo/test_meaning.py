from __future__ import annotations

import numpy as np
import pytest

from knowledge.lingo.glossary import Glossary
from knowledge.lingo.meaning import Meanings
from knowledge.models import Reader, Sense

WORDS = ("leave", "customer", "score", "price")
EVERYBODY, BOARD = Reader(frozenset({"everyone"})), Reader(frozenset({"everyone", "board"}))


class ByWords:
    """A vector counts the words that it knows."""

    dimensions, fingerprint = len(WORDS), "words"

    def embed(self, texts):
        counted = np.array([[text.count(word) for word in WORDS] for text in texts], np.float32)
        return counted / np.maximum(np.linalg.norm(counted, axis=1, keepdims=True), 1)


class Kept:
    senses = (
        Sense("Churn", "customer leave", "a.csv", "everyone"),
        Sense("NPS", "customer score", "a.csv", "everyone"),
        Sense("Floor", "price", "b.csv", "board"),
    )

    def all(self, audiences):
        return [one for one in self.senses if one.audience in audiences]

    def vectors(self, audiences):
        seen = self.all(audiences)
        return [(one.document, one.label) for one in seen], ByWords().embed(
            [one.definition for one in seen]
        )


@pytest.fixture
def glossary():
    return Glossary(Kept(), lambda: 1, Meanings(Kept(), ByWords(), lambda: 1))


def test_a_term_is_found_by_what_it_means(glossary):
    found = glossary.find("customers who leave us", EVERYBODY)

    assert (found.match, found.label) == ("meaning", "Churn")


def test_a_meaning_that_is_near_two_terms_is_only_offered(glossary):
    found = glossary.find("our customer", EVERYBODY)

    assert not found.found
    assert set(found.suggestions) == {"Churn", "NPS"}


def test_a_closed_term_is_neither_found_nor_offered_outside(glossary):
    assert glossary.find("the lowest price", BOARD).label == "Floor"
    outside = glossary.find("the lowest price", EVERYBODY)
    assert (outside.found, outside.suggestions) == (False, ())


def test_what_is_a_term_is_never_guessed_at(glossary):
    assert glossary.find("nps", EVERYBODY).match == "abbreviation"
