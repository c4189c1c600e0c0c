"""Two texts read together, by the embedding model with what it learnt of pairs of definitions.

What was learnt is a small file of changes to the default model's weights (LoRA, arXiv 2106.09685:
to a matrix, the product of two thin ones is added), so it is of use with that model alone. The
graph of the changed model is built once and kept beside the model's export.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from knowledge.search.embedding import bert_graph, manifest
from knowledge.search.embedding.runtime import HIDDEN, opened, tokenizer_of

Weights = NDArray[np.float32]
MOST_TOKENS = 200
_HEAD, _UP, _DOWN = "head", ".up", ".down"


class PairReader:
    """Promises what `ReadsPairs` does; of both texts together it reads 200 tokens."""

    def __init__(self, export: Path, graph: Path, head: Weights) -> None:
        """`head` has a weight for the mean and the greatest of each dimension, and a bias."""
        self._session = opened(graph)
        self._tokenizer = tokenizer_of(export)
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._head = head

    def apart(self, one: str, other: str) -> float:
        """The mean logit of both orders: positive where they mean different things."""
        return (self._read(one, other) + self._read(other, one)) / 2

    def _read(self, one: str, other: str) -> float:
        ids = np.array([self._tokenizer.encode(one, other).ids], dtype=np.int32)
        (hidden,) = self._session.run([HIDDEN], {"input_ids": ids})
        seen = np.concatenate([hidden[0].mean(0), hidden[0].max(0)])
        return float(seen @ self._head[:-1] + self._head[-1])


def pair_reader(export: Path, learnt: Path) -> PairReader | None:
    """The reader over an exported model; None where the model is not the one that learnt.

    Args:
        export: the folder of the model's export, as `embedders.load` makes it.
        learnt: a safetensors file. By the names of the model's weights: `NAME.up` and `NAME.down`
            for what is added to a matrix, or the weight itself; `head`; the hash of the model's
            own weights as `base` in its metadata.
    """
    made = manifest.read(export)
    if made is None or made.runtime != "onnx" or made.pooling != "mean":
        return None
    with safe_open(learnt, framework="numpy") as file:
        base = (file.metadata() or {}).get("base", "")
        changes = {name: np.asarray(file.get_tensor(name), np.float32) for name in file.keys()}  # noqa: SIM118
    hashes = {one.sha256 for one in made.source if one.name == bert_graph.WEIGHTS}
    if base not in hashes:
        return None
    graph = export / f"pairs-{hashlib.sha256(learnt.read_bytes()).hexdigest()[:12]}.onnx"
    head = changes.pop(_HEAD)
    if not graph.is_file() and not _built(Path(made.folder), changes, graph):
        return None
    return PairReader(export, graph, head)


def _built(source: Path, changes: Mapping[str, Weights], graph: Path) -> bool:
    """Builds the graph, whole or not at all; false where that cannot be.

    The model's own files may be gone, or the folder of exports not be ours to write.
    """
    try:
        made = _graph(source, changes)
        if made:
            with tempfile.NamedTemporaryFile(dir=graph.parent, delete=False) as scratch:
                scratch.write(made)
            kept = Path(scratch.name)
            kept.chmod(0o644)  # like the rest of the export: another user may run the bot
            kept.replace(graph)
    except OSError:
        return False
    return bool(made)


def _graph(source: Path, changes: Mapping[str, Weights]) -> bytes:
    """The graph of the changed model, nothing where it is no BERT."""
    shape = bert_graph.shape_of(json.loads((source / "config.json").read_text("utf-8")), "mean")
    if shape is None:
        return b""
    weights = bert_graph.weights_of(source)
    for name, up in changes.items():
        if name.endswith(_UP):
            matrix = name.removesuffix(_UP)
            weights[matrix] = weights[matrix] + up @ changes[matrix + _DOWN]
        elif not name.endswith(_DOWN):
            weights[name] = up
    return bert_graph.graph_of(weights, shape, quantize=True)
