"""The lean runtime of exported models: onnxruntime for graphs, tokenizers for texts, no torch."""

from __future__ import annotations

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]
from tokenizers import Tokenizer

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
VECTOR = "vector"
HIDDEN = "hidden"  # the vectors of the tokens before they are pooled


def tokenizer_of(folder: Path) -> Tokenizer:
    """The tokenizer of an export, neither padding nor cutting."""
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def opened(graph: Path) -> InferenceSession:
    """A graph, ready to run; raises what onnxruntime raises."""
    options = SessionOptions()
    # One thread a run and several runs side by side: as fast as threads within a run for many
    # texts, and no pool that spins while numpy works.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(
        str(graph),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # its operator is slow on a CPU
    )
