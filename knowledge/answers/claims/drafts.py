"""Takes a model's text apart into sentences and the passages that they cite."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answers.claims.cleaning import unmarked, visible
from knowledge.search.words.sentences import split_sentences

_MARK = r"[\[【]\s*\d{1,2}(?:\s*[,;]\s*\d{1,2})*\s*[\]】]"
_CITED = re.compile(_MARK)
_AFTER = re.compile(rf"([.!?])[ \t]*((?:{_MARK}[ \t]*)+)[.]?")
_NEXT = re.compile(r"(?<=[\]】])(?<!\d\.)[ \t]+(?=[\"“(]?[A-ZÀ-ÞА-Я])")
_SPACE = re.compile(r"\s+")
_LOOSE = re.compile(r"\s+([.,;:!?])")
_TAIL = re.compile(rf"(?:{_MARK}\s*)+[.!?]?[\"”')]*\s*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as a model wrote it.

    Attributes:
        text: without its citations.
        numbers: the passages that it cites, in order, each once.
        ended: whether a citation ends it, as the grammar of answers asks.
    """

    text: str
    numbers: tuple[int, ...]
    ended: bool


def drafts(text: str) -> list[Draft]:
    """All sentences of a text, in order. A text that goes on only changes the last one."""
    found: list[Draft] = []
    for line in unmarked(visible(text)).splitlines():
        moved = _AFTER.sub(lambda match: f" {match[2].strip()}{match[1]} ", line).strip()
        for sentence in split_sentences(moved) if moved else []:
            found.extend(_draft(part) for part in _NEXT.split(sentence) if part.strip())
    return found


def _draft(sentence: str) -> Draft:
    numbers = [
        int(number) for mark in _CITED.findall(sentence) for number in re.findall(r"\d+", mark)
    ]
    bare = _LOOSE.sub(r"\1", _SPACE.sub(" ", _CITED.sub(" ", sentence))).strip()
    return Draft(bare, tuple(dict.fromkeys(numbers)), bool(_TAIL.search(sentence)))
