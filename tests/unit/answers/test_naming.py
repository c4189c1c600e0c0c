"""The word for what somebody describes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answers.terms import naming
from knowledge.lingo.glossary import Glossary
from knowledge.models import Mode, Reader, Sense

READER = Reader(frozenset({"everyone"}))
SENSES = (
    Sense("POD", "Photo of the goods at the door.", "g.csv", "everyone",
          stands_for="Proof of delivery", domain="operations", section="row 1"),
    Sense("Cage", "Locked area of a depot for damaged goods.", "g.csv", "everyone",
          section="row 2"),
    Sense("Overs", "Goods in a depot that are on no list.", "g.csv", "everyone", section="row 3"),
    Sense("Vault", "A locked area that few know of.", "g.csv", "board", section="row 4"),
)  # fmt: skip


class Kept:
    def all(self, audiences):
        return [one for one in SENSES if one.audience in audiences]


class NothingNear:
    def nearest(self, _words, _reader):
        return [], False


class CageIsMeant:
    def nearest(self, _words, _reader):
        return [("g.csv", "Cage")], True


def glossary(meanings=None):
    return Glossary(Kept(), lambda: 1, meanings or NothingNear())


@pytest.fixture
def record(passage):
    """The record of a term as it is found."""

    def make(sense, score):
        found = passage(sense.definition, "Words", sense.section, sense.document)
        return replace(found, chunk=replace(found.chunk, term=sense.label), score=score)

    return make


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Which acronym is used for the office in Leeds?", "the office in Leeds"),
        ("Which abbreviation do we use for proof of delivery?", "proof of delivery"),
        ("What's the word for goods on no list?", "goods on no list"),
        ("What do we call the locked area of a depot?", "the locked area of a depot"),
        ("What do the drivers call the night lorry?", "the night lorry"),
        ("What is the second person of a crew called?", "the second person of a crew"),
        ("What is the room called where goods wait?", "the room where goods wait"),
        ("Is there a word for a job that was missed?", "a job that was missed"),
        ("What does POD mean?", ""),
        ("Which word did the customer use?", ""),
        ("What is our policy on calls?", ""),
        ("How do I call the service desk?", ""),
    ],
)
def test_what_is_described_is_told_from_other_questions(question, what):
    assert naming.described(question) == what


def test_the_word_is_found_by_its_long_form_and_nothing_else_is_told(record):
    near = [record(SENSES[0], 1.0), record(SENSES[1], 0.9)]

    found = naming.named("Which acronym is used for proof of delivery?", glossary(), READER, near)

    assert found.mode is Mode.GLOSSARY
    assert found.text == "POD: Proof of delivery. Photo of the goods at the door. (operations) [1]"
    assert [one.document for one in found.citations] == ["g.csv"]


def test_by_its_meaning_another_word_that_is_near_may_be_meant(record):
    near = [record(SENSES[1], 1.0), record(SENSES[2], 0.8), record(SENSES[0], 0.3)]
    question = "What do we call the place for broken goods?"

    found = naming.named(question, glossary(CageIsMeant()), READER, near)

    assert found.text == (
        "Cage: Locked area of a depot for damaged goods. [1]\n"
        "Perhaps also Overs: Goods in a depot that are on no list. [2]"
    )


def test_what_was_found_first_of_all_is_the_word_and_a_closed_one_is_not(record):
    question = "What do we call a locked area?"
    cage, vault = record(SENSES[1], 0.8), record(SENSES[3], 1.0)

    found = naming.nearest(question, glossary(), READER, [cage, vault])

    assert [one.label for one in found.terms] == ["Cage"]
    assert naming.named(question, glossary(), READER, [cage]) is None
    assert naming.nearest("Where is the cage?", glossary(), READER, [cage]) is None
