"""Ours beside a plain LangChain pipeline: same model, same documents, one run, taking turns.

`python -m benchmarks [--documents FOLDER] [--questions FILE] [--parts ingest,answers]` prints
Markdown and writes nothing outside a temporary folder, but for the exported model's cache.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.asking import answers, sources, start
from benchmarks.bench import Bench
from benchmarks.ingesting import ingest
from benchmarks.slacking import slack

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "tindlemoor"
PARTS = {"ingest": ingest, "sources": sources, "answers": answers, "start": start, "slack": slack}


def main() -> None:
    """Measures what was asked for and prints it as it comes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=Path, default=EXAMPLE, help="with a throughline.toml")
    parser.add_argument("--questions", type=Path, help="default: questions.jsonl beside them")
    parser.add_argument("--parts", default=",".join(PARTS), help=", ".join(PARTS))
    parser.add_argument("--chunks", type=int, default=2_000, help="of the ingest")
    parser.add_argument("--sizes", default="10000,100000", help="chunks beside which one asks")
    given = parser.parse_args()
    documents = given.documents.resolve()
    asked = given.questions or documents / "questions.jsonl"
    with tempfile.TemporaryDirectory(prefix="throughline-benchmark-") as scratch:
        bench = Bench(documents, asked.resolve(), Path(scratch))
        bench.chunks = given.chunks
        bench.sizes = [int(size) for size in given.sizes.split(",")]
        for part in given.parts.split(","):
            begun = time.perf_counter()
            print("\n".join(PARTS[part](bench)), flush=True)
            print(f"\n({part}: {time.perf_counter() - begun:.0f} s)\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
