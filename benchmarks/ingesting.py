"""How fast files become durable, searchable chunks."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.texts import Variants, prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.bench import Bench
    from benchmarks.worker import Worker

_ROUNDS = 5
_WARM = 3  # files before the clock counts
_CHARACTERS = 550  # of a chunk of the plain pipeline, about
_TOML = """
[workspace]
name = "Benchmark"
timezone = "UTC"
[embedding]
model = "{model}"
[[source]]
name = "documents"
kind = "documents"
path = "{path}"
audience = "everyone"
"""


@dataclass
class _Meter:
    """What one pipeline did so far: each list has an entry for every part of the documents."""

    worker: Worker
    tokens: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    chunks: int = 0

    def ingest(self, count: Callable[[list[str]], int], *given: object) -> None:
        """One part; `count` gives the tokens of texts."""
        before = self.worker.call("processor")
        self.seconds.append(self.worker.call("ingest", *given))
        self.processor.append(self.worker.call("processor") - before)
        texts = self.worker.call("embedded")
        self.chunks = len(texts)
        self.tokens.append(count(texts) - sum(self.tokens))

    def row(self, name: str) -> str:
        """Of the table; the first part only warmed it up."""
        tokens, seconds = sum(self.tokens[1:]), sum(self.seconds[1:])
        return (
            f"| {name} | {self.chunks} | {seconds:.1f} | {tokens / seconds:.0f} "
            f"| {tokens / sum(self.processor[1:]):.0f} | {self.worker.call('peak'):.0f} |"
        )


def ingest(bench: Bench) -> list[str]:
    """Files to durable, searchable chunks: embedded tokens per second."""
    root = Path(bench.folder("files"))
    folder, config = root / "documents", root / "throughline.toml"
    folder.mkdir(parents=True)
    config.write_text(_TOML.format(model=bench.settings.embedding.model, path=folder.name))
    files = _enough(prose(bench.documents, bench.names), bench.chunks * _CHARACTERS)
    plain, ours = _Meter(bench.plain()), _Meter(bench.ours(config=str(config)))
    for part in [files[:_WARM], *_slices(files[_WARM:], _ROUNDS)]:
        for name, text in part:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        plain.ingest(bench.tokens, str(folder), [name for name, _ in part])
        ours.ingest(bench.tokens)
    rows = [plain.row("plain"), ours.row("ours")]
    plain.worker.close()
    ours.worker.close()
    return [
        f"### Ingest with durable writes ({len(files)} files)\n",
        "| pipeline | chunks | seconds | embedded tokens/s | per processor second | peak RSS MB |",
        "|---|---|---|---|---|---|",
        *rows,
        "\nOurs to plain, embedded tokens per second: " + _compared(plain, ours),
    ]


def _compared(plain: _Meter, ours: _Meter) -> str:
    def rates(meter: _Meter, cost: list[float]) -> list[float]:
        return [t / c for t, c in zip(meter.tokens[1:], cost[1:], strict=True)]

    pairs = zip(rates(plain, plain.seconds), rates(ours, ours.seconds), strict=True)
    ratios = [mine / theirs for theirs, mine in pairs]
    processor = zip(rates(plain, plain.processor), rates(ours, ours.processor), strict=True)
    steady = statistics.median(mine / theirs for theirs, mine in processor)
    return (
        f"**{statistics.median(ratios):.2f}** (rounds {min(ratios):.2f} to {max(ratios):.2f}); "
        f"per processor second, which neighbours disturb less: {steady:.2f}"
    )


def _enough(texts: dict[str, str], characters: int) -> list[tuple[str, str]]:
    size = 0
    files = []
    for name, text in Variants(texts).endless(texts):
        files.append((name, text))
        size += len(text)
        if size >= characters:
            return files
    return files


def _slices(files: list[tuple[str, str]], count: int) -> list[list[tuple[str, str]]]:
    rest = iter(files)
    size = -(-len(files) // count)
    return [part for part in (list(islice(rest, size)) for _ in range(count)) if part]
