"""The checker's figures on the written answers; `python -m benchmarks.checker` prints them.

The aim is 95 % of planted sentences caught and at most 5 % of sound ones lost. The tuning answers
reach it. The held-out answers do not: their limits here are what was measured, so that no change
makes them worse unseen. The practice answers and the second held-out set paraphrase freely.
"""

from __future__ import annotations

import json

import pytest

from benchmarks.checker import ANSWERS, FILE_NAME, HALVES, load, measure, shipped
from knowledge.search.embedding.embedders import export_folder

# Least share caught and greatest share lost, without and with the embedding model.
LIMITS = {
    ("tuning", False): (0.95, 0.030),
    ("tuning", True): (0.95, 0.027),
    ("practice", False): (0.73, 0.590),
    ("practice", True): (0.78, 0.283),
    ("held-out", False): (0.85, 0.081),
    ("held-out", True): (0.82, 0.072),
    ("held-out-2", False): (0.73, 0.362),
    ("held-out-2", True): (0.73, 0.295),
}


@pytest.fixture(scope="module")
def model():
    settings = load(ANSWERS.parents[2] / "examples" / "tindlemoor" / FILE_NAME)
    if not export_folder(settings.embedding.model, settings.models).is_dir():
        pytest.skip("the embedding model has not been exported on this machine")
    return shipped()


@pytest.mark.parametrize("half", HALVES)
def test_planted_sentences_are_caught_and_sound_ones_kept_without_a_model(half):
    caught, lost = LIMITS[half, False]

    score = measure(half)

    assert score.caught_share >= caught
    assert score.lost_share <= lost


@pytest.mark.parametrize("half", HALVES)
def test_planted_sentences_are_caught_and_sound_ones_kept_with_the_embedding_model(half, model):
    caught, lost = LIMITS[half, True]

    score = measure(half, model)

    assert score.caught_share >= caught
    assert score.lost_share <= lost


@pytest.mark.parametrize("half", ["tuning", "held-out", "held-out-2"])
def test_half_of_the_answers_hold_a_planted_sentence(half):
    answers = [json.loads(line) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]
    mine = [answer for answer in answers if answer["half"] == half]

    planted = [a for a in mine if any(s["mark"] == "planted" for s in a["sentences"])]

    assert abs(len(planted) - len(mine) / 2) <= 1
    assert all(2 <= len(answer["sentences"]) <= 6 for answer in mine)
