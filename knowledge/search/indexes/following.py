"""Keeps the derived indexes equal to the truth, without ever embedding anything."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.models import Chunk, Document
from knowledge.ports import KeywordIndex, Progress, VectorIndex
from knowledge.store.documents.documents import Change, Documents

_AT_ONCE = 2000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repairs:
    """What differed between the truth and the indexes; all zero where nothing did.

    Attributes:
        unembedded: visible chunks that have no vector in SQL; the next ingest embeds them.
    """

    vectors_added: int = 0
    vectors_removed: int = 0
    keywords_added: int = 0
    keywords_removed: int = 0
    unembedded: int = 0

    @property
    def any(self) -> bool:
        """Whether an index was changed."""
        return bool(
            self.vectors_added
            or self.vectors_removed
            or self.keywords_added
            or self.keywords_removed
        )

    @property
    def most(self) -> int:
        """How many chunks differ in that index which differs more."""
        return max(
            self.vectors_added + self.vectors_removed, self.keywords_added + self.keywords_removed
        )


class Follower:
    """Brings changes from SQL into both indexes. One caller at a time works, others wait."""

    def __init__(self, documents: Documents, vectors: VectorIndex, keywords: KeywordIndex) -> None:
        self._documents = documents
        self._vectors = vectors
        self._keywords = keywords
        self._lock = threading.Lock()

    def follow(self, progress: Progress | None = None) -> int:
        """Applies every change that an index has not seen; returns how many there were.

        Interrupted, it begins again at the last mark: applying a change twice changes nothing.
        """
        count = 0
        with self._lock:
            while changes := self._documents.changes(self._applied(), _AT_ONCE):
                self._apply(changes)
                count += len(changes)
                if progress is not None:
                    progress(len(changes))
        return count

    def behind(self) -> int:
        """How many changes an index has not seen."""
        return max(0, self._documents.sequence() - self._applied())

    def reconcile(self) -> Repairs:
        """At start: compares the ids of both sides and repairs the difference.

        An index that was lost, or is of another time than the database, is whole afterwards.
        """
        with self._lock:
            sequence = self._documents.sequence()
            live = self._documents.live()
            repairs = self._repair(live)
            if self._vectors.applied() != sequence or repairs.vectors_added:
                self._vectors.mark(sequence)
            if self._keywords.applied() != sequence or _touched(repairs):
                self._keywords.mark(sequence)
        if repairs.any or repairs.unembedded:
            log.warning("indexes differed from the database: %s", repairs)
        return repairs

    def compare(self) -> Repairs:
        """What `reconcile` would repair now; nothing is changed."""
        with self._lock:
            live = self._documents.live()
            stray, missing = self._vectors_apart(live)
            words = self._keywords.ids()
        return Repairs(
            vectors_added=len(missing),
            vectors_removed=sum(map(len, stray.values())),
            keywords_added=len(live.keys() - words),
            keywords_removed=len(words - live.keys()),
        )

    def rebuild(self, progress: Progress | None = None) -> int:
        """Empties both indexes and fills them from SQL; returns how many chunks they hold."""
        with self._lock:
            sequence = self._documents.sequence()
            live = self._documents.live()
            self._vectors.clear()
            self._keywords.clear()
            for ids in _runs(sorted(live)):
                self._add_vectors(ids, live)
                self._add_keywords(ids, live)
                if progress is not None:
                    progress(len(ids))
            self._vectors.mark(sequence)
            self._keywords.mark(sequence)
        return len(live)

    def _applied(self) -> int:
        return min(self._vectors.applied(), self._keywords.applied())

    def _apply(self, changes: Sequence[Change]) -> None:
        """Adds what is visible now and removes what is not, whatever the order of the changes."""
        last = changes[-1].sequence
        audiences = {change.chunk: change.audience for change in changes}
        found = self._documents.passages(audiences.keys(), set(audiences.values()))
        here = {chunk: audiences[chunk] for chunk in found}
        gone = {chunk: one for chunk, one in audiences.items() if chunk not in found}
        if self._vectors.applied() < last:
            self._add_vectors(list(here), here)
            for audience, ids in _by_audience(gone.keys(), gone).items():
                self._vectors.delete(audience, ids)
            self._vectors.mark(last)
        if self._keywords.applied() < last:
            self._keywords.delete(audiences.keys())
            self._keywords.add(_rows(found.values()))
            self._keywords.mark(last)

    def _repair(self, live: Mapping[str, str]) -> Repairs:
        stray, missing = self._vectors_apart(live)
        for audience, ids in stray.items():
            self._vectors.delete(audience, ids)
        removed = sum(map(len, stray.values()))
        added = sum(self._add_vectors(ids, live) for ids in _runs(sorted(missing)))

        words = self._keywords.ids()
        unfounded = words - live.keys()
        if unfounded:
            self._keywords.delete(unfounded)
        unheard = sorted(live.keys() - words)
        for ids in _runs(unheard):
            self._add_keywords(ids, live)
        return Repairs(added, removed, len(unheard), len(unfounded), len(missing) - added)

    def _vectors_apart(self, live: Mapping[str, str]) -> tuple[dict[str, list[str]], set[str]]:
        """By audience, what the vector index holds and should not; and what it does not hold."""
        stray: dict[str, list[str]] = {}
        missing = set(live)
        for audience in self._vectors.audiences():
            here = self._vectors.ids(audience)
            wrong = [one for one in here if live.get(one) != audience]
            if wrong:
                stray[audience] = wrong
            missing -= here.difference(wrong)
        return stray, missing

    def _add_vectors(self, ids: Sequence[str], audiences: Mapping[str, str]) -> int:
        vectors = self._documents.vectors(ids)
        for audience, those in _by_audience(vectors.keys(), audiences).items():
            self._vectors.add(audience, those, np.stack([vectors[one] for one in those]))
        return len(vectors)

    def _add_keywords(self, ids: Sequence[str], audiences: Mapping[str, str]) -> None:
        found = self._documents.passages(ids, {audiences[one] for one in ids})
        self._keywords.add(_rows(found.values()))


def _touched(repairs: Repairs) -> bool:
    return bool(repairs.keywords_added or repairs.keywords_removed)


def _by_audience(ids: Iterable[str], audiences: Mapping[str, str]) -> dict[str, list[str]]:
    sorted_ids: defaultdict[str, list[str]] = defaultdict(list)
    for one in ids:
        sorted_ids[audiences[one]].append(one)
    return sorted_ids


def _rows(found: Collection[tuple[Chunk, Document]]) -> list[tuple[str, str, str, str]]:
    return [
        (chunk.id, chunk.audience, f"{document.title} > {chunk.section}", chunk.text)
        for chunk, document in found
    ]


def _runs(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
