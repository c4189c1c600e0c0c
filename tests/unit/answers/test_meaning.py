"""Exchanged words, turned directions and paraphrases, with and without an embedding model."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.answers.writing.check import Reason, check

ROUNDS = (
    "If goods miss the trunk, the depot rings the household before nine. The night lorry runs from"
    " the Hub to a depot. The list is kept by the manager of the depot. In the first winter crews"
    " carry shoe grips in the van."
)
HALF_YEAR = (
    "Turnover of the half-year £15.9 million (plan £15.4 million).\n\n"
    "Measure: Doorstep NPS | Week: 42 | Week before: 44"
)


class Meanings:
    """Texts of one group have the same vector, all others are at right angles to each other."""

    name, fingerprint, dimensions, limit = "meanings", "meanings", 64, 256

    def __init__(self, *groups: tuple[str, ...]) -> None:
        self._places = {text: place for place, group in enumerate(groups) for text in group}

    def embed(self, texts, progress=None):
        places = [self._places.setdefault(text, len(self._places) + 8) for text in texts]
        return np.eye(64, dtype=np.float32)[places]

    def embed_parts(self, texts, spans, progress=None):
        raise NotImplementedError

    def tokens(self, text):
        return len(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "If goods miss the trunk, the retailer rings the household before nine [1].",
        "The night lorry runs from a depot to the Hub [1].",
        "The list is kept by the driver of the depot [1].",
        "In the first summer crews carry shoe grips in the van [1].",
    ],
)
@pytest.mark.parametrize("embedder", [None, Meanings()])
def test_a_copied_sentence_with_another_word_in_it_is_dropped(sentence, embedder, passage):
    checked = check(sentence, [passage(ROUNDS)], embedder=embedder)

    assert [dropped.reason for dropped in checked.dropped] == [Reason.ELSEWHERE]


def test_a_word_for_the_same_thing_may_stand_in_a_copied_sentence(passage):
    sentence = "In the first winter crews carry shoe grips in the truck [1]."

    checked = check(sentence, [passage(ROUNDS)], embedder=Meanings(("van", "truck")))

    assert len(checked.sentences) == 1


def test_what_is_said_in_other_words_is_kept_with_a_model_only(passage):
    said = "Adopted animals may be brought back by whoever took them home."
    text = "Dogs and cats can be returned."

    with_model = check(f"{said[:-1]} [1].", [passage(text)], embedder=Meanings((said, text)))
    without = check(f"{said[:-1]} [1].", [passage(text)])

    assert len(with_model.sentences) == 1
    assert [dropped.reason for dropped in without.dropped] == [Reason.UNSUPPORTED]


@pytest.mark.parametrize(
    "sentence",
    ["Turnover of the half-year was £15.4 million [1].", "Doorstep NPS of the week was 44 [1]."],
)
def test_a_figure_that_is_given_for_comparison_is_not_the_figure_itself(sentence, passage):
    checked = check(sentence, [passage(HALF_YEAR)])

    assert [dropped.reason for dropped in checked.dropped] == [Reason.ELSEWHERE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Turnover of the half-year was £15.9 million, the plan £15.4 million [1].",
        "Turnover of the half-year was planned at £15.4 million [1].",
        "Doorstep NPS was 44 the week before [1].",
    ],
)
def test_a_figure_for_comparison_may_be_named_as_one(sentence, passage):
    checked = check(sentence, [passage(HALF_YEAR)])

    assert len(checked.sentences) == 1
