"""Terms by what they mean: for people who know the thing and not the word for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Lock
from typing import Protocol

from knowledge.models import Reader
from knowledge.ports import Embedder, Vectors

Place = tuple[str, str]
"""The document and the label of a sense."""

_MOST = 5
LEAST = 0.5
"""Cosine from which a meaning counts as the one that was described."""

_OFFERED = 0.35
_CLEAR = 0.04  # how much nearer the nearest must be than another term


class TermVectors(Protocol):
    """Where the vectors of terms come from."""

    def vectors(self, audiences: Collection[str]) -> tuple[list[Place], Vectors]:
        """Each term that these audiences may see, and its vector."""
        ...


class Meanings:
    """Finds terms by meaning. Reads the vectors again when the change sequence has moved."""

    def __init__(self, store: TermVectors, embedder: Embedder, sequence: Callable[[], int]) -> None:
        self._store, self._embedder, self._sequence = store, embedder, sequence
        self._read = -1
        self._known: dict[frozenset[str], tuple[list[Place], Vectors]] = {}
        self._lock = Lock()

    def nearest(self, words: str, reader: Reader) -> tuple[list[Place], bool]:
        """The terms whose meaning is near, nearest first, at most five.

        Also whether the first is what was described, and is not only worth offering.
        """
        places, matrix = self._vectors(reader.audiences)
        if not places:
            return [], False
        near = matrix @ self._embedder.embed([words])[0]
        best: dict[str, tuple[float, Place]] = {}
        for at in near.argsort()[::-1][: 4 * _MOST]:
            best.setdefault(places[at][1].casefold(), (float(near[at]), places[at]))
        ranked = [one for one in best.values() if one[0] >= _OFFERED][:_MOST]
        sure = bool(ranked) and ranked[0][0] >= LEAST
        if sure and len(ranked) > 1:
            sure = ranked[0][0] - ranked[1][0] >= _CLEAR
        return [place for _, place in ranked], sure

    def _vectors(self, audiences: frozenset[str]) -> tuple[list[Place], Vectors]:
        with self._lock:
            sequence = self._sequence()
            if sequence != self._read:
                self._known.clear()
                self._read = sequence
            if audiences not in self._known:
                self._known[audiences] = self._store.vectors(audiences)
            return self._known[audiences]
