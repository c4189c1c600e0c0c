"""Terms as people type them: every code found, slips forgiven, ten thousand terms in time.

    python -m benchmarks.lookups [--pack FOLDER] [--seed N]

Prints, over the two glossaries of the pack:
- of the rows of the ministry's list, how many are found by their code with all their meanings;
- of 200 look-ups with one slip of the hand each, made from labels and long forms of at least four
  letters or digits, how often the right term comes first: taken at once, or first of those offered
  (a slip that spells another term is none that anybody could see, and is made anew);
- the same of 200 made from labels alone, and from labels of three or more;
- the time of a look-up among 10,000 terms: exact, misspelt and unknown in equal parts.
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.numbers import PACK
from ingest.loaders.glossaries import glossaries
from ingest.parsed import Parsed
from knowledge.lingo.glossary import Glossary, key
from knowledge.models import Reader, Sense

READER = Reader(frozenset({"everyone"}))
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONGEST = 60  # characters that somebody would type


class _Kept:
    def __init__(self, senses: Sequence[Sense]) -> None:
        self._senses = list(senses)

    def all(self, audiences: Collection[str] | None) -> list[Sense]:  # noqa: ARG002
        return self._senses


def senses_of(parsed: Parsed, document: str, domain: str) -> list[Sense]:
    """The senses of a glossary that was read."""
    return [
        Sense(
            label=one.label,
            definition=one.definition,
            document=document,
            audience="everyone",
            stands_for=one.stands_for,
            aliases=one.aliases,
            note=one.note,
            domain=domain,
            section=one.record,
        )
        for one in parsed.senses
    ]


def pack_senses(folder: Path) -> list[Sense]:
    """The senses of the pack's two glossaries."""
    csv_file, yaml_file = folder / "moj_acronyms.csv", folder / "sourcegraph_glossary.yml"
    fields = {"label": "Abbreviation", "definition": "Definition", "note": "Info", "url": "URL"}
    ministry = glossaries.parse_csv(csv_file.read_text(encoding="utf-8"), csv_file, fields)
    company = glossaries.parse_yaml(yaml_file.read_text(encoding="utf-8"), yaml_file)
    return senses_of(ministry, "ministry.csv", "ministry") + senses_of(
        company, "company.yaml", "company"
    )


def missing(glossary: Glossary, file: Path) -> list[str]:
    """Codes of the ministry's list that are not found, or not with all that they mean."""
    meant: dict[str, list[str]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            meant[row["Abbreviation"].strip()].append(row["Definition"].strip() or row["Info"])
    lost = []
    for code, meanings in meant.items():
        told = [_plain(one.definition) for one in glossary.lookup(code, READER).senses]
        if not all(any(_plain(one)[:40] in other for other in told) for one in meanings):
            lost.append(code)
    return lost


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def slip(word: str, chance: random.Random) -> str:
    """The word with one slip: swapped, left out, doubled, a neighbour instead or beside."""
    while True:
        at = chance.randrange(len(word))
        if word[at].isalnum():
            made = _made(word, at, chance)
            if made.lower() != word.lower():
                return made


def _made(word: str, at: int, chance: random.Random) -> str:
    """One slip at a place; the word itself where that kind of slip cannot be made there."""
    before, one, after = word[:at], word[at], word[at + 1 :]
    near = _neighbours(one.lower())
    other = chance.choice(near) if near else one
    swapped = before + after[0] + one + after[1:] if after and after[0].isalnum() else word
    made = (swapped, before + after, before + one + one + after, before + other + after)
    brushed = before + other + one + after if near else word
    return chance.choice((*made, brushed))


def _neighbours(one: str) -> str:
    for number, row in enumerate(_ROWS):
        place = row.find(one)
        if place >= 0:
            above = _ROWS[number - 1][place : place + 2] if number else ""
            below = _ROWS[number + 1][max(place - 1, 0) : place + 1] if number < 2 else ""
            return row[max(place - 1, 0) : place] + row[place + 1 : place + 2] + above + below
    return ""


def slips(glossary: Glossary, names: Sequence[str], least: int, seed: int) -> tuple[int, int]:
    """Of 200 misspelt names, how many are taken at once, and how many are offered first."""
    chance = random.Random(seed)
    pool = sorted(
        {
            name
            for name in names
            if sum(c.isalnum() for c in name) >= least and len(name) <= _LONGEST
        }
    )
    taken = offered = 0
    known = {key(name) for name in names}
    for _ in range(200):
        name = chance.choice(pool)
        typed = slip(name, chance)
        while key(typed) in known:
            typed = slip(name, chance)
        found = glossary.lookup(typed, READER)
        wanted = {one.label for one in glossary.lookup(name, READER).senses}
        if found.senses:
            taken += found.senses[0].label in wanted
        else:
            offered += bool(found.suggestions) and found.suggestions[0] in wanted
    return taken, offered


def times(count: int, seed: int) -> list[float]:
    """Milliseconds of the processor, of 300 look-ups among so many terms, sorted."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in "aeiou"]
    made = {"".join(chance.choices(syllables, k=chance.randint(2, 6))) for _ in range(2 * count)}
    names = sorted(made)[:count]
    glossary = Glossary(
        _Kept([Sense(one, f"What {one} means.", "made.csv", "everyone") for one in names]),
        lambda: 1,
    )
    glossary.lookup(names[0], READER)
    took = []
    for number in range(300):
        name = chance.choice(names)
        term = (name, slip(name, chance), "".join(chance.choices(syllables, k=4)) + "xq")[
            number % 3
        ]
        began = time.process_time()
        glossary.lookup(term, READER)
        took.append((time.process_time() - began) * 1000)
    return sorted(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    folder = given.pack / "lingo"
    senses = pack_senses(folder)
    glossary = Glossary(_Kept(senses), lambda: 1)
    lost = missing(glossary, folder / "moj_acronyms.csv")
    print(
        f"{len(senses)} terms; codes of the ministry not found with all meanings: {lost or 'none'}"
    )
    labels = [one.label for one in senses]
    everything = labels + [one.stands_for for one in senses if one.stands_for]
    for what, names, least in (
        ("labels and long forms of 4 or more", everything, 4),
        ("labels of 4 or more", labels, 4),
        ("labels of 3 or more", labels, 3),
    ):
        taken, offered = slips(glossary, names, least, given.seed)
        print(f"{what}: right first {taken + offered} of 200 ({taken} taken, {offered} offered)")
    took = times(10_000, given.seed)
    p99 = took[int(len(took) * 0.99)]
    print(f"10,000 terms, of the processor: p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms")


if __name__ == "__main__":
    main()
