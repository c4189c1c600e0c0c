"""Vectors in Chroma: one collection an audience, ids and vectors only, derived from SQL."""

from __future__ import annotations

import hashlib
import heapq
import json
import logging
import os
import shutil
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

import chromadb
import numpy as np
from chromadb.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

    from knowledge.ports import Vectors

_STATE = "state.json"
_OPENING = "opening"  # there while the index is opened
_WRITTEN = "written"  # there from the first write until the index is closed
_BATCH = 2000
_SAME = 0.999  # cosine of a vector and itself, less the last digits
_IN_A_ROW = 8  # so many collections are searched one after the other; more of them, in parallel
_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 24,
    "ef_search": 120,
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    fingerprint: str
    dimensions: int
    sequence: int
    place: str  # the sub-folder that Chroma lives in; a new one after each clearing


class ChromaVectors:
    """Finds chunk ids by vector. One process at a time may have its folder open."""

    def __init__(self, folder: Path, dimensions: int, fingerprint: str) -> None:
        """Opens the index in `folder`; one of another model, or a broken one, is begun anew.

        Afterwards `applied()` says what is in it: 0 where it was begun anew.
        """
        self._folder = folder
        self._lock = threading.RLock()
        self._collections: dict[str, Collection] = {}
        folder.mkdir(parents=True, exist_ok=True)
        state = _read(folder)
        fresh = _State(fingerprint, dimensions, 0, "")
        if state is None or (state.fingerprint, state.dimensions) != (fingerprint, dimensions):
            self._state = fresh
            self._begin()
            return
        self._state = state
        try:
            self._client = self._open_guarded()
        except Exception as error:  # noqa: BLE001 - derived: whatever is wrong, it is rebuilt
            kind = type(error).__name__
            _log.warning("the vector index cannot be opened (%s); it is rebuilt", kind)
            self._begin()

    def add(self, audience: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds new ids. An id that is there already keeps its vector."""
        rows = {chunk: row for row, chunk in enumerate(ids)}
        if not rows:
            return
        collection = self._made(audience)
        (self._folder / _WRITTEN).touch()
        names = list(rows)
        kept = np.ascontiguousarray(vectors[list(rows.values())], dtype=np.float32)
        for start in range(0, len(names), _BATCH):
            end = start + _BATCH
            collection.add(ids=names[start:end], embeddings=kept[start:end])

    def delete(self, audience: str, ids: Sequence[str]) -> None:
        """Removes ids; unknown ones are no error."""
        collection = self._collections.get(audience)
        if collection is None:
            return
        (self._folder / _WRITTEN).touch()
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), _BATCH):
            collection.delete(ids=wanted[start : start + _BATCH])

    def search(self, audiences: Iterable[str], vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The k best (id, cosine) over these audiences, best first. No audience, no result."""
        with self._lock:
            known = [self._collections[a] for a in set(audiences) if a in self._collections]
        if not known or k < 1:
            return []
        query = np.asarray(vector, dtype=np.float32).reshape(1, -1)
        if len(known) <= _IN_A_ROW:
            parts = [_nearest(collection, query, k) for collection in known]
        else:
            with ThreadPoolExecutor(max(2, min(8, os.cpu_count() or 2))) as threads:
                parts = list(threads.map(lambda c: _nearest(c, query, k), known))
        found = (hit for part in parts for hit in part)
        return heapq.nsmallest(k, found, key=lambda hit: (-hit[1], hit[0]))

    def ids(self, audience: str) -> set[str]:
        """All ids of an audience."""
        collection = self._collections.get(audience)
        return set() if collection is None else set(collection.get(include=[])["ids"])

    def audiences(self) -> set[str]:
        """Audiences that hold at least one id."""
        with self._lock:
            known = dict(self._collections)
        return {audience for audience, collection in known.items() if collection.count()}

    def applied(self) -> int:
        """The change sequence that this index has followed up to."""
        return self._state.sequence

    def mark(self, sequence: int) -> None:
        """Remembers, durably, that everything up to this sequence is in."""
        with self._lock:
            if sequence != self._state.sequence:
                self._keep(_State(**{**asdict(self._state), "sequence": sequence}))

    def clear(self) -> None:
        """Forgets everything, bytes on disk included."""
        with self._lock:
            self._client.close()
            self._begin()

    def close(self) -> None:
        """Releases the files."""
        self._client.close()
        (self._folder / _WRITTEN).unlink(missing_ok=True)

    def _begin(self) -> None:
        place = f"chroma-{uuid.uuid4().hex[:12]}"
        self._keep(_State(self._state.fingerprint, self._state.dimensions, 0, place))
        for mark in (_OPENING, _WRITTEN):
            (self._folder / mark).unlink(missing_ok=True)
        self._collections = {}
        self._client = self._open()

    def _keep(self, state: _State) -> None:
        _write(self._folder, state)
        self._state = state

    def _open_guarded(self) -> Client:
        """Opens what an earlier process left; a file too broken to read can end this one.

        Chroma killed while it wrote leaves, about once in a hundred times, files that end every
        process that reads them, and no check before that is safe.

        Raises:
            Exception: it cannot be opened, the last process was killed after it had written, or
                died while opening it.
        """
        mark = self._folder / _OPENING
        if mark.exists() or (self._folder / _WRITTEN).exists():
            message = "the last process was killed while it wrote or opened it"
            raise ValueError(message)
        mark.touch()
        try:
            return self._open()
        finally:
            mark.unlink()

    def _open(self) -> Client:
        place = self._folder / self._state.place
        for other in self._folder.glob("chroma-*"):
            if other != place:  # left by a clearing that was cut short
                shutil.rmtree(other, ignore_errors=True)
        # Typed as its interface, which lacks close(); it is this class.
        client = cast(
            "Client",
            chromadb.PersistentClient(str(place), Settings(anonymized_telemetry=False)),
        )
        try:
            for collection in client.list_collections():
                audience = str((collection.metadata or {})["audience"])
                _probe(collection)
                self._collections[audience] = collection
        except Exception:
            client.close()
            raise
        return client

    def _made(self, audience: str) -> Collection:
        with self._lock:
            collection = self._collections.get(audience)
            if collection is None:
                collection = self._client.get_or_create_collection(
                    "a-" + hashlib.sha256(audience.encode()).hexdigest()[:40],
                    metadata={"audience": audience},
                    configuration={"hnsw": _HNSW},
                    embedding_function=None,
                )
                self._collections[audience] = collection
            return collection


def _probe(collection: Collection) -> None:
    """Loads the graph from disk, which would else wait for the first question, and tries it.

    Raises:
        ValueError: it does not find what is in it.
    """
    one = collection.get(limit=1, include=["embeddings"])
    if not one["ids"]:
        return
    vector = np.asarray(one["embeddings"], dtype=np.float32)
    found = _nearest(collection, vector, 1)
    if not found or found[0][1] < _SAME:
        message = "a vector does not find itself"
        raise ValueError(message)


def _nearest(collection: Collection, query: Vectors, k: int) -> list[tuple[str, float]]:
    found = collection.query(query_embeddings=query, n_results=k, include=["distances"])
    distances = (found["distances"] or [[]])[0]
    return [(chunk, 1.0 - d) for chunk, d in zip(found["ids"][0], distances, strict=True)]


def _read(folder: Path) -> _State | None:
    try:
        return _State(**json.loads((folder / _STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(folder: Path, state: _State) -> None:
    temporary = folder / f"{_STATE}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(state)))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / _STATE)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)  # the new name is durable too
    finally:
        os.close(descriptor)
