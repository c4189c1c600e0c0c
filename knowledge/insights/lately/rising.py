"""A theme that customers newly speak of: a larger share of a period than of those before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from knowledge.insights.counting import SMALLEST_GROUP
from knowledge.insights.lately.saying import Lately
from knowledge.insights.pool import Pool
from knowledge.insights.themes.theme import Theme, unit
from knowledge.models import Period
from knowledge.store.counting.items import StoredItem

_TELLING = 2.6  # standard errors: with several themes compared, less happens by chance
_MUCH = 1.5  # times its share before
_ENOUGH = 20  # items before, for a share to be known


@dataclass(frozen=True, slots=True)
class Rising:
    """A theme that rises.

    Attributes:
        n: its items, of the `of` items in the period.
        n_before: the same in the time before, of `of_before`.
        theme: with its items in the period.
    """

    theme: Theme
    n: int
    of: int
    n_before: int
    of_before: int


def rising(
    lately: Lately, audiences: frozenset[str], source: str, now: Period, before: Period
) -> Rising | None:
    """The theme whose share has risen most clearly; None where none has, or too little is known.

    The themes are those of the period; an item from before is of the theme that it lies nearest
    to. Shares are compared by the pooled two-proportion z-test, z = (p1 - p2) /
    sqrt(p (1 - p) (1/n1 + 1/n2)), NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3.

    Raises:
        StoreError: the store cannot be read.
    """
    found = lately.items(audiences, source, now)
    earlier = lately.items(audiences, source, before)
    if len(earlier) < _ENOUGH:
        return None
    pool = lately.pool(audiences, source)
    made = lately.themes(found, pool, source)
    if not made:
        return None
    counts = _nearest(made, earlier, pool)
    risen = [
        (z, one)
        for theme, n_before in zip(made, counts, strict=True)
        if (z := _clearly(one := Rising(theme, theme.n, len(found), n_before, len(earlier))))
    ]
    return max(risen, key=lambda pair: pair[0])[1] if risen else None


def _nearest(made: Sequence[Theme], earlier: Sequence[StoredItem], pool: Pool) -> list[int]:
    """How many of the items lie nearest to each theme."""
    seen = unit(pool.vectors[pool.rows(earlier)].astype(np.float64) - pool.centre)
    signatures = np.stack([theme.signature for theme in made]).astype(np.float64)
    nearest = np.argmax(seen @ signatures.T, axis=1)
    return [int(n) for n in np.bincount(nearest, minlength=len(made))]


def _clearly(one: Rising) -> float:
    """The z of a share that has risen, 0 where it has not or by chance."""
    share, usual = one.n / one.of, one.n_before / one.of_before
    pooled = (one.n + one.n_before) / (one.of + one.of_before)
    if one.n < SMALLEST_GROUP or pooled >= 1 or share < _MUCH * usual:
        return 0.0
    z = (share - usual) / sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / one.of_before))
    return z if z >= _TELLING else 0.0
