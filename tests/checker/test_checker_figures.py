"""The checker's figures on the written answers; `python -m benchmarks.checker` prints them.

The aim on both halves is 95 % of planted sentences caught and at most 5 % of sound ones lost. The
tuning answers reach it. The held-out answers do not yet: their floors here are what was measured
when they were first looked at, so that no change makes them worse unseen.
"""

from __future__ import annotations

import json

import pytest

from benchmarks.checker import ANSWERS, measure

FLOORS = {"tuning": (0.95, 0.05), "held-out": (0.85, 0.081)}


@pytest.mark.parametrize("half", FLOORS)
def test_planted_sentences_are_caught_and_sound_ones_kept(half):
    caught, lost = FLOORS[half]

    score = measure(half)

    assert score.caught_share >= caught
    assert score.lost_share <= lost


@pytest.mark.parametrize("half", FLOORS)
def test_half_of_the_answers_hold_a_planted_sentence(half):
    answers = [json.loads(line) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]
    mine = [answer for answer in answers if answer["half"] == half]

    planted = [a for a in mine if any(s["mark"] == "planted" for s in a["sentences"])]

    assert abs(len(planted) - len(mine) / 2) <= 1
    assert all(2 <= len(answer["sentences"]) <= 6 for answer in mine)
