"""How long an answer takes, whether it stands on the right document, and how soon there is one."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.texts import questions

if TYPE_CHECKING:
    from benchmarks.bench import Bench
    from benchmarks.worker import Worker

_WARM = 3  # questions before the clock counts
_STARTS = 3


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
