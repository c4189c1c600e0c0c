"""The embedder that answers: an exported model on onnxruntime, one text a run, no torch."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from knowledge.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from knowledge.ports import Progress, Vectors
    from knowledge.search.manifest import Manifest

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"


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
        self.fingerprint = manifest.fingerprint
        self.dimensions = manifest.dimensions
        self._limit = manifest.limit
        self._prompt = manifest.prompt
        self._lowercase = manifest.lowercase
        self._counter = _tokenizer(folder)
        self._tokenizer = _tokenizer(folder)
        self._tokenizer.enable_truncation(manifest.limit)
        self._session = _session(folder)

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

    def tokens(self, text: str) -> int:
        """How many tokens the model would read of this text if it did not cut it."""
        return len(self._counter.encode(self._prepared(text)).ids)

    def _prepared(self, text: str) -> str:
        text = self._prompt + text
        return text.lower() if self._lowercase else text

    def _one(self, text: str) -> Vectors:
        ids = self._tokenizer.encode(self._prepared(text)).ids
        run = self._session.run(None, {"input_ids": np.array([ids], dtype=np.int32)})
        vector: Vectors = run[0][0]
        length = float(np.sqrt(np.dot(vector, vector)))
        return vector / np.float32(length) if length else vector


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _session(folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread a run and several runs side by side: as fast as threads within a run for many
    # texts, and no pool that spins while numpy works.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(folder / GRAPH),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # its operator is slow on a CPU
        )
    except Exception as error:  # onnxruntime raises its own kinds, all of them bare Exceptions
        message = (
            f'The exported embedding model in "{folder}" cannot be loaded. Delete that folder; '
            "the next start makes it again."
        )
        raise ModelError(message) from error


def _cores() -> int:
    return max(1, min(8, os.cpu_count() or 1))
