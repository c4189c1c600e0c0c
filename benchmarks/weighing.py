"""The weights of the signs by which two definitions differ, fitted anew.

    python -m benchmarks.weighing [--pack FOLDER]

Logistic regressions over the pairs of examples/conflicts/tuning.jsonl, each with its signs: one
with what a reader of pairs that had not seen them read (`conflict_readings.csv`), one without. How
much they are held back (`C`) is what ten folds of these pairs find best. Prints what belongs in
`knowledge/lingo/conflicts/weights.py`, and ends with 1 where that has other weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from benchmarks.conflicts import HALVES, embedder_of, side_of
from benchmarks.numbers import PACK
from bot.settings.environment import quiet_process
from knowledge.lingo.conflicts import weights as there
from knowledge.lingo.conflicts.judging import whole
from knowledge.lingo.conflicts.signs import Signs
from knowledge.ports import Embedder

HELD_BACK = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
READINGS = Path(__file__).with_name("conflict_readings.csv")
_NEAR = 0.011  # the last digit may be another one on another processor


def signs_of(file: Path, embedder: Embedder) -> tuple[np.ndarray, np.ndarray]:
    """The signs of each pair, in the order of `NAMES`, and whether it is a conflict."""
    signs = Signs(embedder)
    with READINGS.open(encoding="utf-8", newline="") as kept:
        readings = {row["id"]: float(row["logit"]) for row in csv.DictReader(kept)}
    rows, real = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        sides = [side_of(pair["label"], pair[name], name) for name in ("one", "other")]
        found = signs.of(pair["label"], *(whole(one) for one in sides))
        found["read"] = readings[pair["id"]]
        rows.append([found[name] for name in there.NAMES])
        real.append(bool(pair["conflict"]))
    return np.array(rows), np.array(real)


def fitted(rows: np.ndarray, real: np.ndarray) -> tuple[float, list[float], float]:
    """How much it is held back, the weights, and the bias; the same for the same pairs."""
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    search = GridSearchCV(
        LogisticRegression(max_iter=10_000), {"C": HELD_BACK}, scoring="neg_log_loss", cv=folds
    ).fit(rows, real)
    best = search.best_estimator_
    weights = [round(float(one), 2) for one in best.coef_[0]]
    return float(best.C), weights, round(float(best.intercept_[0]), 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    given = parser.parse_args()
    quiet_process()
    rows, real = signs_of(HALVES / "tuning.jsonl", embedder_of(given.pack))
    apart = 0.0
    for title, names, used, kept in (
        ("with a reader", list(there.NAMES), there.READ, there.READ_BIAS),
        ("without", [one for one in there.NAMES if one != "read"], there.ALONE, there.ALONE_BIAS),
    ):
        held_back, weights, bias = fitted(rows[:, : len(names)], real)
        print(f"{title}: {len(real)} pairs, {real.sum()} conflicts; C = {held_back:g}")
        for name, weight in zip(names, weights, strict=True):
            print(f'    "{name}": {weight:.2f},  # there: {used.get(name, 0.0):.2f}')
            apart = max(apart, abs(weight - used.get(name, 0.0)))
        print(f"    bias {bias:.2f}  # there: {kept:.2f}")
        apart = max(apart, abs(bias - kept))
    return int(apart > _NEAR)


if __name__ == "__main__":
    sys.exit(main())
