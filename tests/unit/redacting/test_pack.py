"""The figures that masking has to reach, on the evaluation pack's texts with labelled spans."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.masking import of_own, of_pack

PACK = Path(__file__).parents[4] / "shared" / "pack"


@pytest.mark.pack
@pytest.mark.skipif(not PACK.is_dir(), reason="the pack is not beside the project")
@pytest.mark.parametrize("half", [0, 1])
def test_structured_kinds_are_masked_in_both_halves(half):
    score = of_pack(PACK / "safety" / "pii_synthetic_150.json", half)

    assert score.spans.total() == 15
    assert score.recall >= 0.99
    assert score.precision >= 0.95


def test_our_own_sentences_are_scored_as_the_pack_s_are():
    score = of_own()

    assert len(score.spans) == 7
    assert (score.recall, score.precision) == (1.0, 1.0)
