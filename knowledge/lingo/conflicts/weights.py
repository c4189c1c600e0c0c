"""What the signs weigh together, and how likely it is that two definitions differ."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

LEARNT = Path(__file__).with_name("learnt.safetensors")
"""What a reader of pairs has learnt; `python -m benchmarks.learning` makes it."""

NAMES = {
    "whole": "cosine of the definitions",
    "parts": "how well the parts of each are matched",
    "number": "whether their numbers differ",
    "scope": "whether one leaves out what the other takes in",
    "bounds": 'words such as "only" or "whether" that one side alone has',
    "kind": "cosine of what each says that the thing is",
    "written": "likeness letter by letter",
    "opposites": "pairs of opposite words",
    "formula": "cosine of what they divide by",
    "denied": "by how many the words that deny are more on one side",
    "strange": "the lesser share of words that the other has nothing like",
    "rest": "cosine of the words that each has alone",
    "worst": "the worst matched of those words, on the side that is matched better",
    "more": "whether only one side has words of its own",
    "read": "the logit of the reader of pairs",
}
READ = {
    "whole": -5.64,
    "parts": 3.50,
    "number": 3.97,
    "scope": 0.99,
    "bounds": 0.27,
    "kind": 0.67,
    "written": 3.98,
    "opposites": 1.58,
    "formula": 0.91,
    "denied": -0.22,
    "strange": 1.94,
    "rest": -4.46,
    "worst": 2.12,
    "more": 1.20,
    "read": 0.37,
}
READ_BIAS = -2.26
ALONE = {
    "whole": -6.94,
    "parts": 4.16,
    "number": 3.64,
    "scope": 0.93,
    "bounds": 0.23,
    "kind": 1.10,
    "written": 4.24,
    "opposites": 1.70,
    "formula": 1.57,
    "denied": -0.39,
    "strange": 2.10,
    "rest": -4.09,
    "worst": 2.00,
    "more": 1.42,
}
ALONE_BIAS = -2.84


def chance(signs: Mapping[str, float]) -> float:
    """How likely it is that they differ, 0 to 1."""
    weights, bias = (READ, READ_BIAS) if "read" in signs else (ALONE, ALONE_BIAS)
    return 1 / (1 + math.exp(-bias - sum(weights[name] * signs[name] for name in weights)))
