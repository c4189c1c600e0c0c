"""What an exported model says of itself, so that a changed or damaged one is noticed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from knowledge.search.embedding.model_files import digest

if TYPE_CHECKING:
    from pathlib import Path

FILE = "manifest.json"
VERSION = 3
"""Rises when an export made by an older program must be made again."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the export was made from; unchanged as long as size and time are, or else its hash."""

    name: str
    size: int
    modified: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was exported, from what, and how its vectors are made.

    Attributes:
        runtime: `onnx`, or `direct` where the export failed its check and sentence-transformers
            runs the model.
        folder: where the model's own files were.
        files: sha256 of each file beside the manifest, by name.
        pooling: how token vectors become one, in sentence-transformers' words.
        limit: tokens beyond which the model cuts a text.
        lowercase: whether texts are lowered before the tokenizer sees them.
        prompt: what the model wants in front of each text.
        precision: `int8` or `float32`.
        cosine_mean, cosine_min: of the export's vectors and sentence-transformers' own.
        fingerprint: changes whenever the same text would give another vector.
    """

    version: int
    model: str
    runtime: str
    folder: str
    source: tuple[SourceFile, ...]
    files: dict[str, str]
    dimensions: int
    limit: int
    pooling: str
    lowercase: bool
    prompt: str
    precision: str
    cosine_mean: float
    cosine_min: float
    fingerprint: str


def fingerprint(*parts: object) -> str:
    """A hash, 32 characters long, of everything that decides a vector."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def write(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest into the folder."""
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder, None where there is none that this program can use."""
    try:
        raw = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if raw.get("version") != VERSION:
            return None
        raw["source"] = tuple(SourceFile(**entry) for entry in raw["source"])
        return Manifest(**raw)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None


def sound(folder: Path, manifest: Manifest) -> bool:
    """Whether every exported file is there, byte for byte."""
    return all(
        (folder / name).is_file() and digest(folder / name) == sha256
        for name, sha256 in manifest.files.items()
    )


def source_files(folder: Path) -> tuple[SourceFile, ...]:
    """The files of a model that decide its vectors."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in {".json", ".txt", ".safetensors"})
    return tuple(_described(folder, path) for path in paths if path.is_file())


def _described(folder: Path, path: Path) -> SourceFile:
    stat = path.stat()
    name = path.relative_to(folder).as_posix()
    return SourceFile(name, stat.st_size, stat.st_mtime_ns, digest(path))


def source_changed(folder: Path, source: tuple[SourceFile, ...]) -> bool:
    """Whether a file of the model differs from what was exported. A model that is gone has not."""
    return any(_changed(folder / file.name, file) for file in source)


def _changed(path: Path, file: SourceFile) -> bool:
    if not path.is_file():
        return False
    stat = path.stat()
    if stat.st_size != file.size:
        return True
    return stat.st_mtime_ns != file.modified and digest(path) != file.sha256
