"""From a sentence-transformers model to a graph that needs no torch: made once, checked, kept.

The only room that imports torch and sentence-transformers. It runs in a process of its own,
`python -m knowledge.search.embedding.exporting MODEL FOLDER TARGET`: the bot never carries them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from knowledge.errors import ModelError
from knowledge.search.embedding import bert_graph, export_check
from knowledge.search.embedding import manifest as manifests
from knowledge.search.embedding.manifest import Manifest
from knowledge.search.embedding.model_files import digest
from knowledge.search.embedding.onnx_embedder import OnnxEmbedder
from knowledge.search.embedding.quantizing import quantized
from knowledge.search.embedding.runtime import GRAPH, HIDDEN, TOKENIZER, VECTOR
from knowledge.search.embedding.separate_parts import separately

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.ports import Progress, Vectors

_OPSET = 17


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
        self.dimensions = int(self.model.get_embedding_dimension() or 0)
        self.source = manifests.source_files(folder)
        self.fingerprint = manifests.fingerprint(
            "direct", [(file.name, file.sha256) for file in self.source], self.limit
        )

    @property
    def limit(self) -> int:
        """Tokens beyond which the model cuts a text silently."""
        return int(self.model.max_seq_length or 512)

    @property
    def prompt(self) -> str:
        """What sentence-transformers puts in front of every text of this model."""
        name = self.model.default_prompt_name
        return str(self.model.prompts[name]) if name else ""

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

    def embed_parts(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        progress: Progress | None = None,
    ) -> tuple[Vectors, list[Vectors]]:
        """Vectors of texts and of parts of them, each part by itself."""
        return self.embed(texts, progress), separately(self.embed, texts, spans)

    def tokens(self, text: str) -> int:
        """How many tokens the model would read of this text if it did not cut it."""
        return len(self.model.tokenizer(self.prompt + text, truncation=False)["input_ids"])


def export(model: str, folder: Path, target: Path, announce: Callable[[str], None]) -> Manifest:
    """Exports the model in `folder` into the folder `target`, as a whole or not at all.

    Tried in int8 and, where that is too far from the model's own vectors, in float32. Where both
    are, the manifest says that sentence-transformers is to run the model.

    Raises:
        ModelError: sentence-transformers cannot load the model.
    """
    announce(f"Preparing the embedding model {model} for this machine, once")
    direct = SentenceTransformersEmbedder(model, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=target.parent) as scratch:
        made = Path(scratch) / "model"
        made.mkdir()
        manifest = _export_into(made, direct, announce)
        manifests.write(made, manifest)
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    return manifest


def _load(name: str, folder: Path) -> SentenceTransformer:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                model_kwargs={"attn_implementation": "eager"},  # the others cannot be traced
            )
            return model.eval()
    # The loaders of a model's parts raise whatever they like; nothing else runs in here.
    except Exception as error:
        message = (
            f'The embedding model "{name}" in "{folder}" cannot be loaded by '
            f"sentence-transformers ({type(error).__name__}: {str(error)[:200]}). "
            "Name another one under [embedding] model."
        )
        raise ModelError(message) from error


def _export_into(
    made: Path, direct: SentenceTransformersEmbedder, announce: Callable[[str], None]
) -> Manifest:
    wanted = direct.embed(export_check.SAMPLES)
    agreement = export_check.Agreement(0.0, 0.0)
    for precision in ("int8", "float32"):
        graph = _graph(direct, precision)
        tokenizer = getattr(direct.model.tokenizer, "backend_tokenizer", None)
        if graph is None or tokenizer is None:
            announce("It cannot be exported: sentence-transformers runs it, which is slower")
            break
        tokenizer.save(str(made / TOKENIZER))
        (made / GRAPH).write_bytes(graph)
        manifest = _manifest(made, direct, precision)
        got = OnnxEmbedder(made, manifest).embed(export_check.SAMPLES)
        agreement = export_check.compare(got, wanted)
        announce(f"Checked in {precision}: {agreement.mean:.4f} alike, {agreement.least:.4f} least")
        if agreement.good:
            return _with_check(manifest, agreement)
    for path in made.iterdir():
        path.unlink()
    return _with_check(_manifest(made, direct, "float32"), agreement)


def _graph(direct: SentenceTransformersEmbedder, precision: str) -> bytes | None:
    """The model as ONNX: built where it is a BERT, else traced; None where it cannot be."""
    shape = _bert(direct.model)
    if shape is not None and (direct.folder / bert_graph.WEIGHTS).is_file():
        return bert_graph.build(direct.folder, shape, quantize=precision == "int8")
    traced = _traced(direct.model)
    return quantized(traced) if traced is not None and precision == "int8" else traced


def _pools_last(model: SentenceTransformer) -> bool:
    """Whether pooling the token vectors is all that happens to them, but for their length."""
    kinds = [type(module).__name__ for module in model]
    return kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])


def _bert(model: SentenceTransformer) -> bert_graph.BertShape | None:
    if not _pools_last(model):
        return None
    first: Any = model[0]
    second: Any = model[1]
    return bert_graph.shape_of(first.auto_model.config.to_dict(), str(second.pooling_mode))


class _Whole(torch.nn.Module):
    """The model from token ids to one vector, whatever its modules are."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model
        self.outputs = [VECTOR, HIDDEN] if _pools_last(model) else [VECTOR]

    def forward(self, input_ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """A vector (1, d) from ids (1, n), and the tokens' own where they are all that counts."""
        ids = input_ids.long()
        features: Any = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
        for module in self.model:
            features = module(features)
        names = {VECTOR: "sentence_embedding", HIDDEN: "token_embeddings"}
        return tuple(features[names[output]] for output in self.outputs)


def _traced(model: SentenceTransformer) -> bytes | None:
    example = torch.ones((1, 9), dtype=torch.int32)
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        path = Path(scratch) / "traced.onnx"
        try:
            whole = _Whole(model).eval()
            torch.onnx.export(
                whole,
                (example,),
                path,
                input_names=["input_ids"],
                output_names=whole.outputs,
                dynamic_axes={"input_ids": {1: "tokens"}, HIDDEN: {1: "tokens"}},
                opset_version=_OPSET,
                dynamo=False,
            )
        except Exception:  # noqa: BLE001 - a model that cannot be traced runs as it is
            return None
        return path.read_bytes()


def _manifest(made: Path, direct: SentenceTransformersEmbedder, precision: str) -> Manifest:
    files = {path.name: digest(path) for path in sorted(made.iterdir())}
    modules: list[Any] = list(direct.model)
    pooling = next((str(m.pooling_mode) for m in modules if hasattr(m, "pooling_mode")), "")
    lowercase = bool(getattr(modules[0], "do_lower_case", False))
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


def _with_check(manifest: Manifest, agreement: export_check.Agreement) -> Manifest:
    return replace(
        manifest, cosine_mean=round(agreement.mean, 5), cosine_min=round(agreement.least, 5)
    )


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        export(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), _say)
    except ModelError as error:
        sys.exit(str(error))
