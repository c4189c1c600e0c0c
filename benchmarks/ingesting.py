"""How fast files become durable, searchable chunks."""

from __future__ import annotations

import statistics
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.texts import Variants, prose

if TYPE_CHECKING:
    from benchmarks.bench import Bench

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


def ingest(bench: Bench) -> list[str]:
    """Files to durable, searchable chunks: embedded tokens per second."""
    root = Path(bench.folder("files"))
    config = root / "throughline.toml"
    (root / "documents").mkdir(parents=True)
    config.write_text(_TOML.format(model=bench.settings.embedding.model, path="documents"))
    texts = prose(bench.documents, bench.names)
    files = _enough(texts, bench.chunks * _CHARACTERS)
    plain, ours = bench.plain(), bench.ours(config=str(config))
    seconds = {"plain": 0.0, "ours": 0.0}
    before = {"plain": 0, "ours": 0}
    ratios = []
    for number, part in enumerate([files[:_WARM], *_slices(files[_WARM:], _ROUNDS)]):
        for name, text in part:
            path = root / "documents" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        names = [name for name, _ in part]
        took = {
            "plain": plain.call("ingest", str(root / "documents"), names),
            "ours": ours.call("ingest"),
        }
        read = {
            "plain": bench.tokens(plain.call("embedded")),
            "ours": bench.tokens(ours.call("embedded")),
        }
        if number:
            rates = {one: (read[one] - before[one]) / took[one] for one in took}
            ratios.append(rates["ours"] / rates["plain"])
            seconds = {one: seconds[one] + took[one] for one in took}
        else:
            warm = read
        before = read
    rows = []
    for name, worker in (("plain", plain), ("ours", ours)):
        tokens = before[name] - warm[name]
        count = len(worker.call("embedded"))
        rows.append(
            f"| {name} | {count} | {tokens / seconds[name]:.0f} | {seconds[name]:.1f} "
            f"| {worker.call('peak'):.0f} |"
        )
        worker.close()
    middle, low, high = statistics.median(ratios), min(ratios), max(ratios)
    return [
        f"### Ingest with durable writes ({len(files)} files)\n",
        "| pipeline | chunks | embedded tokens/s | seconds | peak RSS MB |",
        "|---|---|---|---|---|",
        *rows,
        f"\nOurs to plain, tokens per second: **{middle:.2f}** (rounds {low:.2f} to {high:.2f})",
    ]


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
