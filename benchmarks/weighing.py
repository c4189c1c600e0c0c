"""The weights of the signs by which two definitions differ, fitted anew.

    python -m benchmarks.weighing [--pack FOLDER]

A logistic regression over the pairs of examples/conflicts/tuning.jsonl, each with its signs; how
much it is held back (`C`) is what ten folds of these pairs find best. Prints what belongs in
`knowledge/lingo/conflicts/signs.py`, and ends with 1 where that has other weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from benchmarks.conflicts import HALVES, embedder_of, side_of
from benchmarks.numbers import PACK
from bot.settings.environment import quiet_process
from knowledge.lingo.conflicts.judging import whole
from knowledge.lingo.conflicts.signs import BIAS, WEIGHTS, Signs
from knowledge.ports import Embedder

HELD_BACK = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
_NEAR = 0.011  # the last digit may be another one on another processor


def signs_of(file: Path, embedder: Embedder) -> tuple[np.ndarray, np.ndarray]:
    """The signs of each pair, in the order of `WEIGHTS`, and whether it is a conflict."""
    signs = Signs(embedder)
    rows, real = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        sides = [side_of(pair["label"], pair[name], name) for name in ("one", "other")]
        found = signs.of(pair["label"], *(whole(one) for one in sides))
        rows.append([found[name] for name in WEIGHTS])
        real.append(bool(pair["conflict"]))
    return np.array(rows), np.array(real)


def fitted(rows: np.ndarray, real: np.ndarray) -> tuple[float, dict[str, float], float]:
    """How much it is held back, the weights, and the bias; the same for the same pairs."""
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    search = GridSearchCV(
        LogisticRegression(max_iter=10_000), {"C": HELD_BACK}, scoring="neg_log_loss", cv=folds
    ).fit(rows, real)
    best = search.best_estimator_
    weights = dict(zip(WEIGHTS, (round(float(one), 2) for one in best.coef_[0]), strict=True))
    return float(best.C), weights, round(float(best.intercept_[0]), 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    given = parser.parse_args()
    quiet_process()
    rows, real = signs_of(HALVES / "tuning.jsonl", embedder_of(given.pack))
    held_back, weights, bias = fitted(rows, real)
    print(f"{len(real)} pairs, {real.sum()} conflicts; C = {held_back:g}")
    for name, weight in weights.items():
        print(f"  {name}: {weight:.2f} (there: {WEIGHTS[name]:.2f})")
    print(f"  bias: {bias:.2f} (there: {BIAS:.2f})")
    apart = [abs(weights[one] - WEIGHTS[one]) for one in WEIGHTS] + [abs(bias - BIAS)]
    return int(max(apart) > _NEAR)


if __name__ == "__main__":
    sys.exit(main())
