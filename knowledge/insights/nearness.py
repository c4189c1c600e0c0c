"""Items that come near a topic in meaning without its words. They are told apart, not counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.insights.pool import Pool
from knowledge.ports import Vectors
from knowledge.store.counting.items import Selection, StoredItem
from knowledge.store.items.words import spaced

_LEAST = 0.35  # cosine of a topic and an item that is about it, with the default model
_ALONE = 0.45  # the same where no item has the words to compare with
_FAR_OUT = 2.0  # standard deviations above the mean: whatever a model's cosines are like
_ENOUGH = 5


def near(
    pool: Pool, topic: Vectors, matched: Sequence[StoredItem], whole: Sequence[Selection]
) -> tuple[StoredItem, ...]:
    """The nearest first.

    An item is near where its cosine to the topic is at least the median of the items that have
    the words, and stands out among all items.

    Args:
        pool: of the sources.
        topic: its vector (d,), unit length.
        matched: items that have the words: they are none of these.
        whole: the conditions that the question sets; one of them must hold.
    """
    if pool.vectors.shape != (len(pool.items), topic.shape[0]) or not pool.items:
        return ()
    cosines = pool.vectors @ topic
    have = pool.rows(matched)
    usual = float(np.median(cosines[have])) if len(have) >= _ENOUGH else _ALONE
    least = max(_LEAST, usual, float(cosines.mean() + _FAR_OUT * cosines.std()))
    known = {spaced(one.item.text) for one in matched}
    order = np.argsort(-cosines, kind="stable")
    return tuple(
        pool.items[place]
        for place in order[: int((cosines >= least).sum())]
        if spaced(pool.items[place].item.text) not in known
        and any(_holds(pool.items[place], s) for s in whole)
    )


def _holds(one: StoredItem, whole: Selection) -> bool:
    item, period = one.item, whole.period
    if item.source not in whole.sources:
        return False
    if period is not None and (item.day is None or not period.start <= item.day <= period.end):
        return False
    return all(item.attributes.get(name) in values for name, values in whole.attributes)
