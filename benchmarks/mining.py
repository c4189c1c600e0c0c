"""Terms mined from the pack's handbook, its glossaries left out.

    python -m benchmarks.mining [--pack FOLDER] [--sample SEED]

Prints how many of the company glossary's terms that the handbook spells out are found (spelt out:
the label and its long form stand in one piece of a page), and how many of a sample of 100
candidates are sensible by the verdicts in `mining_verdicts.csv`; those without one are listed.
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

from benchmarks.numbers import PACK
from ingest.loaders.glossaries import glossaries
from ingest.loaders.reading import read
from knowledge.lingo.glossary import key
from knowledge.lingo.mining.gathering import Text, gathered, name_of
from knowledge.models import Source, SourceKind
from knowledge.store.lingo.records import Candidate

VERDICTS = Path(__file__).with_name("mining_verdicts.csv")
GLOSSARY_PAGE = "onboarding/glossary.md"
SAMPLE = 100


def texts(folder: Path) -> list[Text]:
    """The sections of the handbook's pages, without its glossary."""
    source = Source("handbook", SourceKind.DOCUMENTS, str(folder), "everyone")
    found = []
    for file in sorted(folder.rglob("*.md")):
        if file.as_posix().endswith(GLOSSARY_PAGE):
            continue
        page = file.relative_to(folder).as_posix()
        found += [
            Text(page, " > ".join(one.headings), one.text, "everyone", page.split("/")[0])
            for parsed in read(file, source, folder)
            for one in parsed.sections
        ]
    return found


def spelt_out(pages: list[Text], file: Path) -> list[str]:
    """Labels of the glossary whose long form stands beside them somewhere in the pages."""
    said = [f" {key(one.text)} " for one in pages]
    labels = []
    for one in glossaries.parse_yaml(file.read_text(encoding="utf-8"), file).senses:
        label, form = f" {key(one.label)} ", key(one.stands_for)
        if form and any(label in text and f" {form}" in text for text in said):
            labels.append(one.label)
    return labels


def sample(candidates: list[Candidate], seed: int) -> list[Candidate]:
    """A hundred of them, the same for a seed."""
    return random.Random(seed).sample(candidates, min(SAMPLE, len(candidates)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--sample", type=int, default=5)
    given = parser.parse_args()
    pages = texts(given.pack / "corpus" / "handbook")
    candidates = gathered(pages, ())
    names = {name_of(one.label) for one in candidates}
    labels = spelt_out(pages, given.pack / "lingo" / "sourcegraph_glossary.yml")
    lost = [one for one in labels if name_of(one) not in names]
    print(f"{len(candidates)} candidates of {len(pages)} sections")
    print(f"spelt out and found: {len(labels) - len(lost)} of {len(labels)}; missed: {lost}")
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        verdicts = {row["label"]: row["verdict"] for row in csv.DictReader(file)}
    taken = sample(candidates, given.sample)
    good = sum(verdicts.get(one.label) == "sensible" for one in taken)
    unseen = [one for one in taken if one.label not in verdicts]
    print(f"sensible: {good} of {len(taken)}; without a verdict: {len(unseen)}")
    for one in unseen:
        print(
            f"  {one.label} | {one.stands_for} | {(one.definition or one.evidence[0].quote)[:110]}"
        )


if __name__ == "__main__":
    main()
