"""What a run is made on: documents, questions, a scratch folder, and pipelines over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.texts import declared
from benchmarks.worker import Worker
from bot.settings import settings as configuration
from bot.settings.settings import Settings
from knowledge.search.embedding import embedders


@dataclass
class Bench:
    """What is measured on.

    Attributes:
        documents: a folder with a throughline.toml and what it declares.
        asked: questions in JSON lines, with `gold_docs`.
        scratch: where everything is written.
    """

    documents: Path
    asked: Path
    scratch: Path
    chunks: int = 2_000
    sizes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settings: Settings = configuration.load(self.documents / configuration.FILE_NAME)
        self.names = declared(self.settings.root, self.settings.sources)
        self._made = 0
        # The export is made before anything is measured.
        self.embedder = embedders.load(self.settings.embedding.model, self.settings.models, print)

    def plain(self, **more: str) -> Worker:
        """A plain pipeline over an empty folder, or over the one named."""
        more.setdefault("folder", self.folder("plain"))
        model = self.settings.embedding.model
        return Worker("plain", model=model, models=str(self.settings.models), **more)

    def ours(self, **more: str) -> Worker:
        """Throughline over an empty store, or over the one named."""
        more.setdefault("config", str(self.settings.file))
        more.setdefault("folder", self.folder("ours"))
        return Worker("ours", **more)

    def folder(self, name: str) -> str:
        """A folder that is not there yet."""
        self._made += 1
        return str(self.scratch / f"{name}-{self._made}")

    def tokens(self, texts: list[str]) -> int:
        """Tokens that the model reads of these texts."""
        return sum(min(self.embedder.tokens(text), self.embedder.limit) for text in texts)
