"""From a sentence-transformers model to a graph that needs no torch: made once, checked, kept.

The only room that imports torch and sentence-transformers. It runs in a process of its own
(`python -m knowledge.search.exporting MODEL FOLDER TARGET`), so that the bot never carries them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.errors import ModelError
from knowledge.search import manifest as manifests
from knowledge.search.manifest import Manifest
from knowledge.search.model_files import digest
from knowledge.search.onnx_embedder import GRAPH, TOKENIZER, OnnxEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.ports import Progress, Vectors

MEAN_COSINE = 0.99
LEAST_COSINE = 0.98
"""An export whose vectors are further than this from the model's own is not used."""

# Written for this check: short and long, names, numbers, lists, other languages.
SAMPLES = (
    "churn",
    "What does NPS stand for?",
    "Who owns the promise that refunds arrive within five working days?",
    "The renewal rate fell from 91.5 % to 88 % in the third quarter of FY24.",
    "Kundinnen und Kunden warten im Mittel 14 Minuten auf eine Antwort.",
    "Persona: the hurried planner. She books at night, on a phone, and never reads the small "
    "print. She forgives a late delivery, but not a silent one.",
    "Step 1: open the case. Step 2: name the customer's goal in one sentence. Step 3: call back "
    "within one hour, also when there is nothing new to say. Step 4: write down what was promised.",
    " ".join(
        [
            "A strategy that nobody can repeat is not one. We promise three things to every "
            "customer: an honest price before they decide, one person who stays with them from "
            "the first call to the last, and an answer on the day they ask. Each promise has an "
            "owner, a measure and a date, and where two of them collide, the customer's time "
            "comes before our convenience."
        ]
        * 3
    ),
)


def export(
    model: str, folder: Path, target: Path, announce: Callable[[str], None] | None = None
) -> Manifest:
    """Exports the model in `folder` into the new folder `target`, in one step or not at all.

    Raises:
        ModelError: sentence-transformers cannot load the model.
    """
    tell = announce or _silent
    tell(f"Preparing the embedding model {model} for this machine (once)")
    direct = SentenceTransformersEmbedder(model, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as scratch:
        made = Path(scratch) / "model"
        made.mkdir()
        manifest = _export_into(made, direct, tell)
        manifests.write(made, manifest)
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    return manifest


def _silent(sentence: str) -> None:
    del sentence


class SentenceTransformersEmbedder:
    """The model as sentence-transformers runs it: the measure of an export, and its replacement.

    Attributes:
        name: the model as configured.
        fingerprint: changes whenever the same text would give another vector.
        dimensions: length of a vector.
    """

    def __init__(self, name: str, folder: Path) -> None:
        """Loads the model in `folder`, without any network.

        Raises:
            ModelError: sentence-transformers cannot load it.
        """
        self.name = name
        self.folder = folder
        self.model = _load(name, folder)
        self.dimensions = int(self.model.get_embedding_dimension())
        self.source = manifests.source_files(folder)
        self.fingerprint = manifests.fingerprint(
            "direct", [(file.name, file.sha256) for file in self.source], self.limit
        )

    @property
    def limit(self) -> int:
        """Tokens beyond which the model cuts a text silently."""
        return int(self.model.max_seq_length or 512)

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), dimensions), in the order of the texts.

        Each text goes through alone: in a batch, padding moves the last digits.
        """
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.model.encode(
                text, normalize_embeddings=True, show_progress_bar=False
            )
            if progress:
                progress(1)
        return vectors

    def tokens(self, text: str) -> int:
        """How many tokens the model would read of this text if it did not cut it."""
        return len(self.model.tokenizer(self.prompt + text, truncation=False)["input_ids"])

    @property
    def prompt(self) -> str:
        """What sentence-transformers puts in front of every text of this model."""
        name = self.model.default_prompt_name
        return str(self.model.prompts[name]) if name else ""


def _load(name: str, folder: Path) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds, rarely

            return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, ImportError, KeyError, RuntimeError) as error:
        message = (
            f'The embedding model "{name}" in "{folder}" cannot be loaded by '
            f"sentence-transformers ({type(error).__name__}). Name another under [embedding] model."
        )
        raise ModelError(message) from error


def _export_into(
    made: Path, direct: SentenceTransformersEmbedder, tell: Callable[[str], None]
) -> Manifest:
    wanted = direct.embed(SAMPLES)
    direct.model.tokenizer.backend_tokenizer.save(str(made / TOKENIZER))
    for precision in ("int8", "float32"):
        (made / GRAPH).write_bytes(_graph(direct, precision))
        manifest = _manifest(made, direct, precision)
        got = OnnxEmbedder(made, manifest).embed(SAMPLES)
        cosines = (got * wanted).sum(axis=1)
        mean, least = float(cosines.mean()), float(cosines.min())
        tell(
            f"Checked {precision}: cosine to the model's own vectors {mean:.4f}, least {least:.4f}"
        )
        if mean >= MEAN_COSINE and least >= LEAST_COSINE:
            return _with_check(manifest, mean, least)
    (made / GRAPH).unlink()
    (made / TOKENIZER).unlink()
    return _with_check(_manifest(made, direct, "direct"), mean, least)


def _graph(direct: SentenceTransformersEmbedder, precision: str) -> bytes:
    from knowledge.search import bert_graph  # noqa: PLC0415 - onnx is for exporting only

    modules = list(direct.model)
    config = modules[0].auto_model.config
    shape = bert_graph.BertShape(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
        pooling=modules[1].pooling_mode,
        normalize=True,
    )
    return bert_graph.build(direct.folder, shape, quantized=precision == "int8").SerializeToString()


def _manifest(made: Path, direct: SentenceTransformersEmbedder, precision: str) -> Manifest:
    files = {path.name: digest(path) for path in sorted(made.iterdir())}
    transformer = direct.model[0]
    pooling = str(getattr(direct.model[1], "pooling_mode", "")) if len(direct.model) > 1 else ""
    lowercase = bool(getattr(transformer, "do_lower_case", False))
    exported = manifests.fingerprint(files, pooling, direct.limit, lowercase, direct.prompt)
    return Manifest(
        version=manifests.VERSION,
        model=direct.name,
        runtime="onnx" if files else "direct",
        folder=str(direct.folder),
        source=direct.source,
        files=files,
        dimensions=direct.dimensions,
        limit=direct.limit,
        pooling=pooling,
        lowercase=lowercase,
        prompt=direct.prompt,
        precision=precision,
        cosine_mean=0.0,
        cosine_min=0.0,
        fingerprint=exported if files else direct.fingerprint,
    )


def _with_check(manifest: Manifest, mean: float, least: float) -> Manifest:
    from dataclasses import replace  # noqa: PLC0415

    return replace(manifest, cosine_mean=round(mean, 5), cosine_min=round(least, 5))


if __name__ == "__main__":
    try:
        export(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), lambda s: print(s, flush=True))
    except ModelError as error:
        sys.exit(str(error))
