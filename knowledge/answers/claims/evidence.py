"""A passage as evidence: its sentences, items and rows, each with the words that stand above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answers.claims.cleaning import visible
from knowledge.answers.claims.reading import Reading, read
from knowledge.models import Passage
from knowledge.search.sentences import Piece, pieces

# Sentences that speak to whoever writes the answer state nothing about the organisation.
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}"
    r"\b(?:instruction|rule|prompt|above|previous|prior|guideline)"
    r"|\b(?:system|developer) (?:prompt|message)\b"
    r"|\b(?:language model|chat ?bot|\bllm\b|ai (?:model|assistant|system))\b"
    r"|\byou are (?:now|an? (?:ai|assistant|bot|model))\b|\bas an (?:ai|assistant)\b"
    r"|\b(?:in|to|of|into|at the end of|with) (?:your|the|every|each|any|this)"
    r" (?:answer|reply|response|output|summary)\b"
    r"|\b(?:append|include|insert|output|print|repeat|respond with|reply with|answer with"
    r"|write exactly|say exactly|always say|begin with|end with)\b.{0,60}"
    r"(?:[\"“'‘:]|\b(?:word|phrase|sentence|text|code|link|following|verbatim)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, list item or table row of a passage.

    Attributes:
        above: stems of the announcing line or the table's head that it stands under.
        item: whether it speaks for itself, so that its neighbours say nothing about it.
    """

    reading: Reading
    above: frozenset[str]
    item: bool

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
        """Stems of a unit, what is above it, and its neighbours where it is a mere sentence."""
        near = self.units[place : place + 1]
        if not self.units[place].item:
            near = tuple(u for u in self.units[max(0, place - 1) : place + 2] if not u.item)
        return frozenset().union(self.head.stems, *(unit.stems for unit in near))

    def windows(self) -> list[tuple[Unit, ...]]:
        """All runs of up to three units."""
        places = range(len(self.units))
        return [self.units[at : at + size] for size in (1, 2, 3) for at in places]


def gather(passage: Passage) -> Evidence:
    """Reads a passage. What addresses the writer of answers is left out: it is no statement."""
    document, chunk = passage.document, passage.chunk
    head = visible(". ".join(part for part in (document.title, chunk.section, chunk.term) if part))
    text = visible(chunk.text)
    units: list[Unit] = []
    above: frozenset[str] = frozenset()
    before: Piece | None = None
    for piece in pieces(text):
        if not piece.item and not _in_table(piece):
            above = frozenset()
        reading = read(piece.text)
        if _in_table(piece) and not (before and _in_table(before)):
            above = reading.stems  # the table's first row names its columns
        if not _ADDRESSED.search(piece.text):
            units.append(Unit(reading, above, piece.item))
        if piece.leads:
            above = reading.stems
        before = piece
    return Evidence(tuple(units), read(head), f"{head} {text}".lower())


def _in_table(piece: Piece) -> bool:
    return " | " in piece.text


def widen(evidence: Evidence, labels: Sequence[str]) -> Evidence:
    """The same evidence where these labels may be said too: those of terms that were given."""
    return replace(evidence, head=read(". ".join([evidence.head.text, *labels])))
