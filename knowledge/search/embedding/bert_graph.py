"""A BERT encoder as an ONNX graph of fused operators, built from its weights without torch.

The operators are onnxruntime's own (com.microsoft): attention of a layer is one node, and a layer
is nine. A run takes one text, so the graph knows no padding and no mask.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

if TYPE_CHECKING:
    from collections.abc import Mapping

Weights = NDArray[np.float32]
WEIGHTS = "model.safetensors"
_FUSED = "com.microsoft"


@dataclass(frozen=True, slots=True)
class BertShape:
    """What the graph needs of a BERT configuration beside the weights."""

    layers: int
    heads: int
    epsilon: float
    pooling: str


def shape_of(config: Mapping[str, Any], pooling: str) -> BertShape | None:
    """The shape of a plain BERT encoder, None where the configuration describes something else."""
    plain = (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder", False)
        and not config.get("quantization_config")
        and pooling in {"mean", "cls"}
    )
    if not plain:
        return None
    return BertShape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
        pooling=pooling,
    )


def build(folder: Path, shape: BertShape, *, quantize: bool) -> bytes:
    """The graph of the model in `folder`: `input_ids` (1, n) int32 to `vector` (1, d) float32.

    Its second output, `hidden` (1, n, d), holds the vectors of the tokens before they are pooled.

    With `quantize`, weights are int8 with one scale a column (word vectors: one a row) and
    activations are quantised as they come; else everything is float32.

    Raises:
        KeyError: the weights are not those of a BERT encoder.
        OSError: the weights cannot be read.
    """
    return graph_of(weights_of(folder), shape, quantize=quantize)


def weights_of(folder: Path) -> dict[str, Weights]:
    """The weights of the model in `folder`, float32, by their names in a bare BERT encoder.

    Raises:
        OSError: they cannot be read.
    """
    raw = load_file(folder / WEIGHTS)
    return {_short(name): np.asarray(w, dtype=np.float32) for name, w in raw.items()}


def graph_of(weights: Mapping[str, Weights], shape: BertShape, *, quantize: bool) -> bytes:
    """The graph that `build` promises, of weights at hand.

    Raises:
        KeyError: the weights are not those of a BERT encoder.
    """
    graph: bytes = _Graph(weights, shape, quantize).model().SerializeToString()
    return graph


def _short(name: str) -> str:
    return name.removeprefix("bert.").replace(".gamma", ".weight").replace(".beta", ".bias")


@dataclass
class _Graph:
    weights: Mapping[str, Weights]
    shape: BertShape
    quantized: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def model(self) -> onnx.ModelProto:
        hidden = self._embed()
        for layer in range(self.shape.layers):
            hidden = self._layer(f"encoder.layer.{layer}", hidden)
        self._node("Identity", [hidden], "hidden")
        self._pool(hidden)
        size = self.weights["embeddings.LayerNorm.weight"].shape[0]
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT32, [1, "tokens"])],
            [
                helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, size]),
                helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [1, "tokens", size]),
            ],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="")

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def _node(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def _fused(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        return self._node(kind, inputs, name, domain=_FUSED, **attributes)

    def _embed(self) -> str:
        words = self._words()
        # One text is one segment: the first type's vector is part of every position.
        places = (
            self.weights["embeddings.position_embeddings.weight"]
            + self.weights["embeddings.token_type_embeddings.weight"][0]
        )
        table = self._constant("places", places)
        shape = self._node("Shape", ["input_ids"], "shape", start=1, end=2)
        zero = self._constant("zero", np.array([0], np.int64))
        here = self._node("Slice", [table, zero, shape, zero], "here")
        summed = self._node("Add", [words, here], "summed")
        return self._normalized("embeddings.LayerNorm", summed)

    def _words(self) -> str:
        table = self.weights["embeddings.word_embeddings.weight"]
        if not self.quantized:
            return self._node("Gather", [self._constant("words", table), "input_ids"], "word")
        codes, scales = _int8(table, axis=1)
        code = self._node("Gather", [self._constant("words", codes), "input_ids"], "code")
        scale = self._node("Gather", [self._constant("steps", scales), "input_ids"], "step")
        number = self._node("Cast", [code], "number", to=TensorProto.FLOAT)
        return self._node("Mul", [number, scale], "word")

    def _normalized(self, layer: str, value: str) -> str:
        scale = self._constant(f"{layer}.weight", self.weights[f"{layer}.weight"])
        shift = self._constant(f"{layer}.bias", self.weights[f"{layer}.bias"])
        return self._node(
            "LayerNormalization",
            [value, scale, shift],
            f"{layer}.out",
            epsilon=self.shape.epsilon,
            axis=-1,
        )

    def _layer(self, layer: str, hidden: str) -> str:
        attended = self._attention(f"{layer}.attention", hidden)
        output = self._linear(f"{layer}.attention.output.dense", attended)
        middle = self._added(f"{layer}.attention.output.LayerNorm", output, hidden)
        inner = self._linear(f"{layer}.intermediate.dense", middle)
        active = self._fused("Gelu", [inner], f"{layer}.active")
        outer = self._linear(f"{layer}.output.dense", active)
        return self._added(f"{layer}.output.LayerNorm", outer, middle)

    def _added(self, layer: str, value: str, residual: str) -> str:
        # Two operators: onnxruntime's fused one is several times slower on a CPU.
        return self._normalized(layer, self._node("Add", [value, residual], f"{layer}.sum"))

    def _linear(self, layer: str, value: str) -> str:
        weight = self.weights[f"{layer}.weight"].T
        bias = self._constant(f"{layer}.bias", self.weights[f"{layer}.bias"])
        if not self.quantized:
            product = self._node(
                "MatMul", [value, self._constant(f"{layer}.weight", weight)], f"{layer}.product"
            )
            return self._node("Add", [product, bias], f"{layer}.out")
        codes, scales = _int8(weight, axis=0)
        names = [
            self._constant(f"{layer}.weight", codes),
            self._constant(f"{layer}.scale", scales.reshape(-1)),
            self._constant(f"{layer}.zero", np.zeros(scales.size, np.int8)),
        ]
        return self._fused("DynamicQuantizeMatMul", [value, *names, bias], f"{layer}.out")

    def _attention(self, layer: str, hidden: str) -> str:
        parts = [f"{layer}.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"].T for part in parts], axis=1)
        joined = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        bias = self._constant(f"{layer}.bias", joined)
        heads = self.shape.heads
        if not self.quantized:
            names = [hidden, self._constant(f"{layer}.weight", weight), bias]
            return self._fused("Attention", names, f"{layer}.out", num_heads=heads)
        codes, scales = _int8(weight, axis=0)
        quantized = [f"{layer}.codes", f"{layer}.step", f"{layer}.origin"]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [hidden], quantized))
        names = [
            quantized[0],
            self._constant(f"{layer}.weight", codes),
            bias,
            quantized[1],
            self._constant(f"{layer}.scale", scales.reshape(-1)),
            "",
            quantized[2],
            self._constant(f"{layer}.zero", np.zeros(scales.size, np.int8)),
        ]
        return self._fused("QAttention", names, f"{layer}.out", num_heads=heads)

    def _pool(self, hidden: str) -> None:
        if self.shape.pooling == "cls":
            first = self._constant("first", np.array(0, np.int64))
            self._node("Gather", [hidden, first], "vector", axis=1)
        else:
            self._node("ReduceMean", [hidden], "vector", axes=[1], keepdims=0)


def _int8(weight: Weights, axis: int) -> tuple[NDArray[np.int8], Weights]:
    """Codes and the step of each slice along `axis`, so that codes * steps is nearly the weight."""
    largest = np.abs(weight).max(axis=axis, keepdims=True)
    steps = np.maximum(largest, np.float32(1e-12)) / np.float32(127)
    return np.rint(weight / steps).astype(np.int8), steps.astype(np.float32)
