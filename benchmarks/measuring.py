"""The measurements. Both pipelines are opened, and asked in turns, so that noise meets both."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.texts import Variants, declared, prose, questions
from benchmarks.worker import Worker
from bot import settings as configuration
from bot.settings import Settings
from knowledge.search import embedders

_ROUNDS = 5
_WARM = 3  # files, and questions, before the clock counts
_STARTS = 3
_CHARACTERS = 600  # of a chunk, about
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


def answers(bench: Bench) -> list[str]:
    """A whole quoted answer beside a plain retrieval alone, over more and more chunks."""
    asked = [str(one["question"]) for one in questions(bench.asked)]
    workers = {}
    for size in bench.sizes:
        workers[f"ours, {size:,} chunks"] = ours = bench.ours()
        ours.call("ingest")
        ours.call("fill", size)
        if size == bench.sizes[0]:
            workers[f"plain retrieval, {size:,} chunks"] = plain = bench.plain()
            plain.call("ingest", str(bench.documents), bench.names)
            plain.call("fill", size)
    times: dict[str, list[float]] = {name: [] for name in workers}
    for number, question in enumerate(asked[:_WARM] + asked):
        for name, worker in workers.items():
            elapsed, _ = worker.call("ask", question)
            if number >= _WARM:
                times[name].append(elapsed)
    for worker in workers.values():
        worker.close()
    middle = {name: statistics.median(some) for name, some in times.items()}
    first, *others = [name for name in workers if name.startswith("ours")]
    plainly = next(name for name in workers if name.startswith("plain"))
    rows = [
        f"| {name} | {middle[name]:.1f} | {_high(times[name]):.1f} |"
        for name in sorted(workers, reverse=True)
    ]
    ratios = [f"ours whole to plain retrieval: **{middle[first] / middle[plainly]:.2f}**"]
    ratios += [f"{name} to {first}: **{middle[name] / middle[first]:.2f}**" for name in others]
    return [
        f"### Time of an answer ({len(asked)} questions, in turns)\n",
        "| | p50 ms | p95 ms |",
        "|---|---|---|",
        *rows,
        "\n" + "; ".join(ratios),
    ]


def sources(bench: Bench) -> list[str]:
    """Questions whose right document is not among the first five."""
    asked = questions(bench.asked)
    plain, ours = bench.plain(), bench.ours()
    plain.call("ingest", str(bench.documents), bench.names)
    ours.call("ingest")
    rows = []
    missed = {}
    for name, worker in (("plain", plain), ("ours", ours)):
        firsts = [_documents(worker, str(one["question"])) for one in asked]
        right = [_right(one) for one in asked]
        at_one = sum(bool(r & {*f[:1]}) for r, f in zip(right, firsts, strict=True))
        missed[name] = sum(not r & {*f[:5]} for r, f in zip(right, firsts, strict=True))
        rows.append(f"| {name} | {at_one} | {len(asked) - missed[name]} | {missed[name]} |")
        worker.close()
    return [
        f"### Right document found ({len(asked)} questions)\n",
        "| pipeline | first | among the first 5 | missed at 5 |",
        "|---|---|---|---|",
        *rows,
        f"\nOurs to plain, misses at 5: **{missed['ours']} of {missed['plain']}**",
    ]


def start(bench: Bench) -> list[str]:
    """From nothing to the first answer, over a store that is there, the model cached."""
    question = str(questions(bench.asked)[0]["question"])
    folders = {"plain": bench.folder("plain"), "ours": bench.folder("ours")}
    plain, ours = bench.plain(folder=folders["plain"]), bench.ours(folder=folders["ours"])
    plain.call("ingest", str(bench.documents), bench.names)
    ours.call("ingest")
    plain.close()
    ours.close()
    took: dict[str, list[float]] = {"plain": [], "ours": []}
    state = {}
    for _ in range(_STARTS):
        for name, opening in (("plain", bench.plain), ("ours", bench.ours)):
            begun = time.perf_counter()
            worker = opening(folder=folders[name], question=question)
            took[name].append(time.perf_counter() - begun)
            state[name] = worker.ready
            worker.close()
    rows = [
        f"| {name} | {statistics.median(took[name]):.2f} | {state[name]['rss']:.0f} "
        f"| {'yes' if state[name]['torch'] else 'no'} |"
        for name in ("plain", "ours")
    ]
    return [
        "### Start of the process to the first answer\n",
        "| pipeline | seconds | RSS MB | torch imported |",
        "|---|---|---|---|",
        *rows,
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


def _documents(worker: Worker, question: str) -> list[str]:
    _, documents = worker.call("ask", question)
    return list(dict.fromkeys(documents))


def _right(question: dict[str, object]) -> set[str]:
    gold, also = question["gold_docs"], question.get("also_in") or []
    assert isinstance(gold, list)
    assert isinstance(also, list)
    return {*gold, *also}


def _high(values: list[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]
