"""A BERT of random weights, small enough to be made in a test: files as sentence-transformers keeps them."""

from __future__ import annotations

import json
import string

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from knowledge.search.embedding import bert_graph, manifest
from knowledge.search.embedding.model_files import digest

WIDTH, INNER, HEADS, LAYERS, LIMIT = 32, 64, 4, 2, 16
CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "layer_norm_eps": 1e-12,
}


def write_source(folder):
    folder.mkdir(parents=True, exist_ok=True)
    signs = [*string.ascii_lowercase, *string.digits, *string.punctuation]
    tokens = ["[UNK]", "[CLS]", "[SEP]", *signs, *(f"##{sign}" for sign in signs), "customer"]
    random = np.random.default_rng(7)

    def some(*shape):
        return random.normal(scale=0.4, size=shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": some(len(tokens), WIDTH),
        "embeddings.position_embeddings.weight": some(64, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
    }
    normal = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        place = f"encoder.layer.{layer}"
        square = ["attention.self.query", "attention.self.key", "attention.self.value"]
        for name in [*square, "attention.output.dense"]:
            weights[f"{place}.{name}.weight"] = some(WIDTH, WIDTH)
            weights[f"{place}.{name}.bias"] = some(WIDTH)
        weights[f"{place}.intermediate.dense.weight"] = some(INNER, WIDTH)
        weights[f"{place}.intermediate.dense.bias"] = some(INNER)
        weights[f"{place}.output.dense.weight"] = some(WIDTH, INNER)
        weights[f"{place}.output.dense.bias"] = some(WIDTH)
        normal += [f"{place}.attention.output.LayerNorm", f"{place}.output.LayerNorm"]
    for name in normal:
        weights[f"{name}.weight"] = np.ones(WIDTH, np.float32)
        weights[f"{name}.bias"] = np.zeros(WIDTH, np.float32)
    save_file(weights, folder / bert_graph.WEIGHTS)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    _tokenizer(tokens).save(str(folder / "tokenizer.json"))


def _tokenizer(tokens):
    tokenizer = Tokenizer(WordPiece({t: i for i, t in enumerate(tokens)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B [SEP]",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    # As some published tokenizers have it: settings that the embedder must not heed.
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=8, pad_token="[UNK]")
    return tokenizer


def write_export(source, folder, *, quantize=True):
    folder.mkdir(parents=True, exist_ok=True)
    shape = bert_graph.shape_of(CONFIG, "mean")
    (folder / "model.onnx").write_bytes(bert_graph.build(source, shape, quantize=quantize))
    (folder / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
    files = {name: digest(folder / name) for name in ("model.onnx", "tokenizer.json")}
    made = manifest.Manifest(
        version=manifest.VERSION,
        model="tiny",
        runtime="onnx",
        folder=str(source),
        source=manifest.source_files(source),
        files=files,
        dimensions=WIDTH,
        limit=LIMIT,
        pooling="mean",
        lowercase=False,
        prompt="",
        precision="int8" if quantize else "float32",
        cosine_mean=1.0,
        cosine_min=1.0,
        fingerprint=manifest.fingerprint(files, "mean", LIMIT),
    )
    manifest.write(folder, made)
    return made
