"""The embedder for a configured model: its cached export, made on first use."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import ModelError
from knowledge.search.embedding import manifest as manifests
from knowledge.search.embedding import model_files
from knowledge.search.embedding.onnx_embedder import OnnxEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.ports import Embedder
    from knowledge.search.embedding.manifest import Manifest

_PROJECT = Path(__file__).resolve().parents[3]


def load(model: str, cache: Path, announce: Callable[[str], None]) -> Embedder:
    """The embedder of `model`, a name on the hub or a folder; exports live under `cache`.

    The first time, the model is exported by a process of its own (`announce` gets its sentences);
    afterwards neither torch nor sentence-transformers is imported. Where the export fails its
    check, sentence-transformers runs the model in this process.

    Raises:
        ModelError: the model cannot be had, loaded or exported.
    """
    folder = export_folder(model, cache)
    manifest = manifests.read(folder)
    if manifest is None or not _usable(folder, manifest):
        manifest = _export(model, cache, announce)
    if manifest.runtime == "onnx":
        return OnnxEmbedder(folder, manifest)
    from knowledge.search.embedding.exporting import SentenceTransformersEmbedder  # noqa: PLC0415 - torch

    return SentenceTransformersEmbedder(model, Path(manifest.folder))


def export_folder(model: str, cache: Path) -> Path:
    """Where the export of a model is kept."""
    place = str(Path(model).resolve()) if Path(model).is_dir() else model
    readable = re.sub(r"[^A-Za-z0-9.-]+", "-", model).strip("-.")[-60:]
    return cache / f"{readable}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"


def _usable(folder: Path, manifest: Manifest) -> bool:
    source = Path(manifest.folder)
    if manifest.runtime == "direct" and not source.is_dir():
        return False
    return manifests.sound(folder, manifest) and not manifests.source_changed(
        source, manifest.source
    )


def _export(model: str, cache: Path, announce: Callable[[str], None]) -> Manifest:
    source = model_files.find(model, cache)
    folder = export_folder(model, cache).absolute()
    words = [
        sys.executable,
        "-m",
        "knowledge.search.embedding.exporting",
        model,
        str(source),
        str(folder),
    ]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            words,
            cwd=_PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            encoding="utf-8",
            errors="replace",
        )
        with process:
            for line in process.stdout or ():
                announce(line.strip())
        complaints.seek(0)
        complaint = complaints.read().strip().splitlines()
    manifest = manifests.read(folder)
    if process.returncode or manifest is None:
        reason = complaint[-1] if complaint else "its process ended early"
        raise ModelError(f'The embedding model "{model}" could not be prepared: {reason}')
    return manifest
