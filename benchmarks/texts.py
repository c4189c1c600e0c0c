"""Documents for a measurement: those of a folder, and as many variants of them as it takes."""

from __future__ import annotations

import json
import random
import re
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.models import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_READ = {".md", ".txt", ".html", ".yaml", ".csv"}  # what both pipelines can read as text
_PLAIN = {".md", ".txt"}
_WORD = re.compile(r"\b[a-z]{4,}\b")
_CHANGED = 0.25  # of a variant's words: enough that no text is cached or equal to another


def declared(root: Path, sources: Iterable[Source]) -> list[str]:
    """Files of the sources that a plain loader can read as text, relative to `root`.

    Tables are left out: nobody asks for their rows' text.
    """
    found = set()
    for source in sources:
        if source.kind is not SourceKind.TABLE:
            path = Path(source.path)
            inside = path.rglob("*") if path.is_dir() else [path]
            found |= {one.relative_to(root).as_posix() for one in inside if _is_text(one)}
    return sorted(found)


def prose(root: Path, names: Iterable[str]) -> dict[str, str]:
    """The Markdown and text files among some, by name."""
    return {name: text_of(root / name) for name in names if Path(name).suffix in _PLAIN}


def text_of(path: Path) -> str:
    """A file as text, whatever its bytes."""
    return path.read_text(encoding="utf-8", errors="replace")


def _is_text(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in _READ and not path.name.startswith(".")


def questions(file: Path) -> list[dict[str, object]]:
    """The questions of a JSON lines file that documents answer."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [
        one
        for one in lines
        if one.get("gold_docs") and one.get("kind") not in ("unanswerable", "metric")
    ]


class Variants:
    """Texts like the given ones in length, structure and vocabulary, but none twice."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._random = random.Random(1)
        self._words = sorted({w for text in texts.values() for w in _WORD.findall(text)})

    def of(self, text: str) -> str:
        """The text with a quarter of its longer words exchanged."""
        return _WORD.sub(self._other, text)

    def endless(self, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
        """(path, text): the texts as they are, then variants of them under new paths."""
        yield from texts.items()
        for number in count(1):
            for path, text in texts.items():
                yield f"variant-{number}/{path}", self.of(text)

    def _other(self, match: re.Match[str]) -> str:
        if self._random.random() < _CHANGED:
            return self._random.choice(self._words)
        return match[0]
