"""The embedder that answers: an exported model on onnxruntime, one text a run, no torch."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ModelError
from knowledge.search.embedding.runtime import GRAPH, HIDDEN, VECTOR, opened, tokenizer_of
from knowledge.search.embedding.separate_parts import separately
from knowledge.search.words.sentences import PIECES_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

    from knowledge.ports import Progress, Vectors
    from knowledge.search.embedding.manifest import Manifest


class OnnxEmbedder:
    """Runs an exported model. Texts never share a run, so none changes another's vector.

    Attributes:
        name: the model as configured.
        fingerprint: changes whenever the same text would give another vector.
        dimensions: length of a vector.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Opens the export in `folder`.

        Raises:
            ModelError: onnxruntime cannot load it.
        """
        self.name = manifest.model
        self.fingerprint = f"{manifest.fingerprint}.{PIECES_VERSION}"
        self.dimensions = manifest.dimensions
        self._limit = manifest.limit
        self._prompt = manifest.prompt
        self._lowercase = manifest.lowercase
        self._counter = tokenizer_of(folder)
        self._tokenizer = tokenizer_of(folder)
        self._tokenizer.enable_truncation(manifest.limit)
        self._session = _session(folder)
        # Token vectors that are averaged for a text can be averaged for a part of it too.
        hidden = any(output.name == HIDDEN for output in self._session.get_outputs())
        self._pools = hidden and manifest.pooling == "mean"

    @property
    def limit(self) -> int:
        """Tokens beyond which the model cuts a text silently."""
        return self._limit

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), in the order of the texts."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if len(texts) == 1:
            vectors[0] = self._one(texts[0])
            if progress:
                progress(1)
            return vectors
        with ThreadPoolExecutor(_cores()) as threads:
            for row, vector in enumerate(threads.map(self._one, texts)):
                vectors[row] = vector
                if progress:
                    progress(1)
        return vectors

    def embed_parts(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """Vectors of texts and of parts of them, as the port promises."""
        if not self._pools:
            return self.embed(texts, progress), separately(self.embed, texts, spans)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        parts: list[Vectors] = []
        with ThreadPoolExecutor(_cores()) as threads:
            runs = threads.map(self._one_with_parts, texts, spans)
            for row, (vector, of_parts) in enumerate(runs):
                vectors[row] = vector
                parts.append(of_parts)
                if progress:
                    progress(1)
        return vectors, parts

    def tokens(self, text: str) -> int:
        """How many tokens the model would read of this text if it did not cut it."""
        return len(self._counter.encode(self._prepared(text)).ids)

    def _prepared(self, text: str) -> str:
        text = self._prompt + text.encode("utf-8", "replace").decode("utf-8")
        return text.lower() if self._lowercase else text

    def _one(self, text: str) -> Vectors:
        ids = self._tokenizer.encode(self._prepared(text)).ids
        run = self._session.run([VECTOR], {"input_ids": np.array([ids], dtype=np.int32)})
        return _unit(run[0][0])

    def _one_with_parts(
        self, text: str, spans: Sequence[tuple[int, int]]
    ) -> tuple[Vectors, Vectors]:
        read = self._tokenizer.encode(self._prepared(text))
        ids = np.array([read.ids], dtype=np.int32)
        pooled, hidden = self._session.run([VECTOR, HIDDEN], {"input_ids": ids})
        vector = _unit(pooled[0])
        return vector, _pooled(hidden[0], np.array(read.offsets) - len(self._prompt), spans, vector)


def _pooled(
    hidden: Vectors, offsets: NDArray[np.int64], spans: Sequence[tuple[int, int]], whole: Vectors
) -> Vectors:
    """Means of the token vectors (n, d) within each span, at unit length; in one pass."""
    real = offsets[:, 1] > offsets[:, 0]  # marks that the model adds have no width
    sums = np.zeros((int(real.sum()) + 1, hidden.shape[1]), dtype=np.float32)
    np.cumsum(hidden[real], axis=0, out=sums[1:])
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    first = np.searchsorted(offsets[real, 0], starts, side="left")
    last = np.searchsorted(offsets[real, 1], ends, side="right")
    parts = sums[np.maximum(last, first)] - sums[first]
    # A part beyond the model's limit was not read: the whole text stands for it.
    parts[last <= first] = whole
    lengths = np.sqrt(np.einsum("ij,ij->i", parts, parts))[:, None]
    unit: Vectors = np.divide(parts, np.maximum(lengths, 1e-12), dtype=np.float32)
    return unit


def _unit(vector: Vectors) -> Vectors:
    length = float(np.sqrt(np.dot(vector, vector)))
    return vector / np.float32(length) if length else vector


def _session(folder: Path) -> InferenceSession:
    try:
        return opened(folder / GRAPH)
    except Exception as error:  # onnxruntime raises its own kinds, all of them bare Exceptions
        message = (
            f'The exported embedding model in "{folder}" cannot be loaded. Delete that folder; '
            "the next start makes it again."
        )
        raise ModelError(message) from error


def _cores() -> int:
    return max(1, min(8, os.cpu_count() or 1))
