"""From a float32 graph to int8: weights by column once, activations as they come."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]


def quantized(graph: bytes) -> bytes:
    """The graph with its matrix products in int8.

    Only they: word vectors by one scale for all would lose too much.
    """
    with tempfile.TemporaryDirectory() as scratch:
        plain, small = Path(scratch) / "plain.onnx", Path(scratch) / "int8.onnx"
        plain.write_bytes(graph)
        chatty = logging.getLogger()
        level = chatty.level
        chatty.setLevel(logging.ERROR)  # it advises, on the root logger, steps that do not apply
        try:
            quantize_dynamic(
                plain,
                small,
                op_types_to_quantize=["MatMul", "Gemm"],
                per_channel=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
            )
        finally:
            chatty.setLevel(level)
        return small.read_bytes()
