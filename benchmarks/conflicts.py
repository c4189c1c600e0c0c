"""Conflicts of meaning: how many are found, and how many paraphrases are taken for one.

    python -m benchmarks.conflicts [--pack FOLDER]

Over each set of pairs in examples/conflicts, `tuning` and those held out: conflicts found, of the
right kind, and paraphrases flagged. Then the first twenty findings over the pack's two glossaries
and its handbook, with the verdicts in `conflict_verdicts.csv`; those without one are listed.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

from benchmarks.lookups import pack_senses
from benchmarks.mining import texts
from benchmarks.numbers import PACK, ROOT
from bot.settings import settings as configuration
from bot.settings.environment import quiet_process
from ingest.loaders.glossaries.glossaries import long_form
from knowledge.lingo.conflicts.finding import conflicts
from knowledge.lingo.conflicts.judging import Judge, whole
from knowledge.lingo.conflicts.weights import LEARNT
from knowledge.lingo.mining.gathering import mined
from knowledge.lingo.reviewing import HINT
from knowledge.ports import Embedder
from knowledge.search.embedding import embedders
from knowledge.search.embedding.pair_reader import pair_reader
from knowledge.store.lingo.records import Conflict, Side

HALVES = ROOT / "examples/conflicts"
VERDICTS = Path(__file__).with_name("conflict_verdicts.csv")


def half(file: Path, judge: Judge, *, told: bool) -> str:
    """The sums of one half; `told` lists what is missed and what is flagged wrongly."""
    found = kinds = flagged = real = 0
    wrong = []
    for line in file.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        sides = [side_of(pair["label"], pair[name], name) for name in ("one", "other")]
        difference = judge.differ(*sides)
        real += bool(pair["conflict"])
        found += bool(pair["conflict"] and difference)
        kinds += bool(difference and difference.kind == pair["conflict"])
        flagged += bool(difference and not pair["conflict"])
        if bool(difference) != bool(pair["conflict"]):
            wrong.append(pair["id"])
    total = len(file.read_text(encoding="utf-8").splitlines())
    said = (
        f"{file.stem}: {found} of {real} conflicts found ({kinds} of the right kind), "
        f"{flagged} of {total - real} paraphrases flagged"
    )
    return f"{said}; wrong: {', '.join(wrong)}" if told else said


def side_of(label: str, given: dict[str, str], document: str) -> Side:
    definition = given["definition"]
    form = long_form(label, definition)
    return Side(label, definition, document, "", "everyone", form, given["domain"])


def of_pack(folder: Path, judge: Judge) -> list[Conflict]:
    """Everything that the glossaries and the handbook do not agree on, the gravest first."""
    sides = [
        Side(one.label, one.definition, one.document, one.section, "everyone", one.stands_for,
             one.domain)
        for one in pack_senses(folder / "lingo")
    ]  # fmt: skip
    for text in texts(folder / "corpus" / "handbook"):
        for one in mined(text):
            told = one.by in {"sentence", "heading"} or len(one.definition.split()) <= HINT
            sides.append(
                Side(one.label, one.definition, text.document, text.section, "everyone",
                     one.stands_for, "company", told=told)
            )  # fmt: skip
    return conflicts(sides, judge)


def embedder_of(pack: Path) -> Embedder:
    settings = configuration.load(pack / "throughline.toml")
    return embedders.load(settings.embedding.model, settings.models, lambda _said: None)


def judge_of(pack: Path) -> Judge:
    settings = configuration.load(pack / "throughline.toml")
    export = embedders.export_folder(settings.embedding.model, settings.models)
    return Judge(embedder_of(pack), pair_reader(export, LEARNT))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    given = parser.parse_args()
    quiet_process()
    judge = judge_of(given.pack)
    for file in sorted(HALVES.glob("*.jsonl"), reverse=True):
        print(half(file, judge, told=file.stem == "tuning"))
    found = of_pack(given.pack, judge)
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        verdicts = {row["key"]: row["verdict"] for row in csv.DictReader(file)}
    real = sum(verdicts.get(one.key) == "real" for one in found[:20])
    print(f"pack: {len(found)} findings; of the first {len(found[:20])}, {real} are real")
    for one in found[:20]:
        if one.key not in verdicts:
            print(f"  {one.label} | {whole(one.one)[:60]} | {whole(one.other)[:60]}")


if __name__ == "__main__":
    main()
