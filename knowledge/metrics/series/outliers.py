"""Whether a value is far from those of periods like its own. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median

FEWEST = 8
"""Periods that there must be to know what is usual."""
FAR = 3.5
"""A modified z-score above this is far, as Iglewicz and Hoaglin recommend."""
_OF_MAD, _OF_MEAN = 1.4826, 1.253314  # what each is of a normal distribution's deviation


@dataclass(frozen=True, slots=True)
class Outlier:
    """A value that is unusual.

    Attributes:
        score: its modified z-score, below 0 where it is unusually low.
        low, high: the smallest and the largest of the like periods that are usual themselves.
        like: how many periods it was compared with.
        alike: what they have in common, in the plural: `Mondays`, `weeks`, `Julys`.
    """

    score: float
    low: float
    high: float
    like: int
    alike: str

    @property
    def is_high(self) -> bool:
        return self.score > 0


def outlier(
    value: float | None, like: Sequence[float], alike: str, *, counted: bool = False
) -> Outlier | None:
    """What is unusual about a value; None where nothing is, or too few periods are known.

    The modified z-score 0.6745 (x - median) / MAD of Iglewicz and Hoaglin, How to Detect and Handle
    Outliers (1993); where more than half of the values are equal and the MAD is 0, the mean
    absolute deviation takes its place, (x - median) / (1.253314 MeanAD).

    Args:
        value: of the period in question.
        like: of the periods that are like it, without it.
        alike: what those have in common, in the plural.
        counted: the values count rows: no count varies less than the root of its mean (Poisson).
    """
    if value is None or len(like) < FEWEST:
        return None
    middle = median(like)
    scale = _OF_MAD * median(abs(one - middle) for one in like)
    scale = scale or _OF_MEAN * fmean(abs(one - middle) for one in like)
    if counted:
        scale = max(scale, sqrt(max(middle, 1.0)))
    if not scale or abs(value - middle) <= FAR * scale:
        return None
    usual = [one for one in like if abs(one - middle) <= FAR * scale]
    return Outlier((value - middle) / scale, min(usual), max(usual), len(like), alike)
