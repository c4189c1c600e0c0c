"""Documents that others replaced: never above what replaced them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.models import Document

_STEP = 0.001


def below_newer(
    documents: Sequence[Document], scores: Sequence[float], factor: float = 1.0
) -> list[float]:
    """Scores in which a superseded document stays just below the best of what replaced it.

    Of several versions the newest has the highest. Documents that replace each other in a circle
    are each held below the other's own best.

    Args:
        documents: one for each score; the same one may be there several times.
        scores: higher is better.
        factor: that superseded documents' scores are multiplied by first.
    """
    best: dict[str, float] = {}
    newer: dict[str, str] = {}
    for document, score in zip(documents, scores, strict=True):
        best[document.path] = max(score, best.get(document.path, -math.inf))
        newer[document.path] = document.superseded_by

    def held(path: str, score: float, before: frozenset[str]) -> float:
        successor = newer.get(path, "")
        if not successor or successor in before:
            return score
        most = held(successor, best.get(successor, math.inf), before | {path})
        return min(factor * score, most - _STEP)

    return [held(d.path, s, frozenset()) for d, s in zip(documents, scores, strict=True)]
