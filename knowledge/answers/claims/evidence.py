"""A passage as evidence: its sentences, items and rows, each with the words that stand above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, groupby

from knowledge.answers.claims.cleaning import visible
from knowledge.answers.claims.reading import Reading, read
from knowledge.answers.claims.wording import negates, words
from knowledge.models import Passage
from knowledge.search.words.sentences import Piece, pieces

# What speaks to whoever writes the answer states nothing about the organisation. A net with holes:
# it keeps planted instructions from being cited as evidence, and nothing else rests on it.
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(?:instruction|rule|prompt|above|previous|prior|guideline)"
    r"|\b(?:system|developer) (?:prompt|message)\b"
    r"|\b(?:language model|chat ?bot|\bllm\b|ai (?:model|assistant|system))\b"
    r"|\b(?:ignorier|vergiss|missacht|ignora|olvida|ignorez|oublie)\w*\b.{0,40}"
    r"\b(?:anweisung|regel|vorherig|instruc|règle|regla|précédent|anterior)"
    r"|(?:^|[.!?,;]\s|\b(?:and|then|please|und|et|y)\s)"
    r"(?:write|say|answer|reply|schreibe?|antworte|écris|escribe)\s*(?:exactly\s*)?:"
    r"|\byou are (?:now|an? (?:ai|assistant|bot|model))\b|\bas an (?:ai|assistant)\b"
    r"|\b(?:in|to|of|into|at the end of|with) (?:your|the|every|each|any|this)"
    r" (?:answer|reply|response|output|summary)\b"
    r"|\b(?:append|include|insert|output|print|repeat|respond with|reply with|answer with"
    r"|write exactly|say exactly|always say|begin with|end with)\b.{0,60}"
    r"(?:[\"“'‘:]|\b(?:word|phrase|sentence|text|code|link|following|verbatim)\b)",
    re.IGNORECASE,
)


_PAIRED = 24  # items of one list that are tried two by two
_DENIES = re.compile(
    r"^(?!.*\b(?:when|if|nobody|unless)\b)(?:.*?\b)?"
    r"(?:^(?:no|not)\b|never\b|cannot\b|(?:do|does|did|will|may|must|can|is|are) not\b)",
    re.IGNORECASE,
)
# What has a verb of its own is a statement, whatever the heading above it denies.
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|may|can|must|will|would|should|does|do|did|gets?|goes|go"
    r"|needs?|takes?|we|it|they|you)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a table row, of a passage.

    Attributes:
        above: stems of the announcing line or the table's head that it stands under.
        line: stems of all of its line, where that is a list item or a row; else its own.
        item: whether its line speaks for itself, so that its neighbours say nothing about it.
        denied: what a heading such as "Not included" denies of what it lists.
    """

    reading: Reading
    above: frozenset[str]
    line: frozenset[str]
    number: int
    item: bool
    denied: frozenset[str] = frozenset()

    @property
    def row(self) -> bool:
        return " | " in self.reading.text

    @property
    def stems(self) -> frozenset[str]:
        return self.reading.stems | self.above


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage, read. `head` is its title, headings and term; `text` all of it in lower case."""

    units: tuple[Unit, ...]
    head: Reading
    text: str

    @property
    def stems(self) -> frozenset[str]:
        return frozenset().union(self.head.stems, *(unit.stems for unit in self.units))

    def around(self, place: int) -> frozenset[str]:
        """Stems of a unit's line, what is above it, and its neighbours where it is no item."""
        unit = self.units[place]
        near: tuple[Unit, ...] = (unit,)
        if not unit.item:
            near = tuple(u for u in self.units[max(0, place - 1) : place + 2] if not u.item)
        return frozenset().union(self.head.stems, unit.line, *(other.stems for other in near))

    def blocks(self) -> list[tuple[Unit, ...]]:
        """What speaks for itself: the lines of a list whole, other text sentence by sentence."""
        lines = groupby(self.units, key=lambda unit: (unit.number, unit.item))
        found: list[tuple[Unit, ...]] = []
        for (_, item), units in lines:
            found += [tuple(units)] if item else [(unit,) for unit in units]
        return found

    def windows(self) -> list[tuple[Unit, ...]]:
        """All runs of up to three blocks, and all pairs of list items, which stand in no order."""
        blocks = self.blocks()
        runs = [blocks[at : at + size] for size in (1, 2, 3) for at in range(len(blocks))]
        items = [block for block in blocks if block[0].item][:_PAIRED]
        return [tuple(chain(*run)) for run in [*runs, *map(list, combinations(items, 2))]]


def gather(passage: Passage) -> Evidence:
    """Reads a passage. What addresses the writer of answers is left out: it is no statement."""
    document, chunk = passage.document, passage.chunk
    titles = [part for part in (document.title, chunk.section, chunk.term) if part]
    head = visible(". ".join(part for part in titles if not _ADDRESSED.search(part)))
    text = visible(chunk.text)
    denying = _denied_by(chunk.section.rsplit(" > ", 1)[-1])
    units: list[Unit] = []
    above: frozenset[str] = frozenset()
    for line in _lines(text):
        if _ADDRESSED.search(" ".join(piece.text for piece in line.pieces)):
            continue
        readings = [read(piece.text) for piece in line.pieces]
        stems = frozenset().union(*(reading.stems for reading in readings))
        if not line.item:
            above = frozenset()
        if line.heads:
            above = stems
        units += [
            Unit(
                reading,
                above,
                stems if line.item else reading.stems,
                line.number,
                line.item,
                frozenset() if _STATES.search(reading.text) else denying,
            )
            for reading in readings
        ]
        if line.pieces[-1].leads:
            above = stems
    said = " ".join([head, *(unit.reading.text for unit in units)])
    return Evidence(tuple(units), read(head), said.lower())


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    pieces: list[Piece]
    item: bool
    heads: bool  # names the columns of the rows under it


def _denied_by(heading: str) -> frozenset[str]:
    """The stems behind the negation of a heading: `take` of "We do not take"."""
    if not _DENIES.search(heading):
        return frozenset()
    found = words(heading)
    first = next((n for n, word in enumerate(found) if negates(word)), len(found))
    return frozenset(word.stem for word in found[first + 1 :])


def _lines(text: str) -> list[_Line]:
    """The pieces of a text by line; lines right under each other are a list or a table."""
    filled = [bool(line.strip()) for line in text.splitlines()]
    grouped: list[_Line] = []
    table = False
    for number, group in groupby(pieces(text), key=lambda piece: piece.line):
        found = list(group)
        near = filled[max(0, number - 1) : number] + filled[number + 1 : number + 2]
        row = " | " in found[0].text
        heads = row and not table and ": " not in found[0].text
        grouped.append(_Line(number, found, row or found[0].item or any(near), heads))
        table = row
    return grouped


def widen(evidence: Evidence, labels: Sequence[str]) -> Evidence:
    """The same evidence where these labels may be said too: those of terms that were given."""
    return replace(evidence, head=read(". ".join([evidence.head.text, *labels])))
