"""Pieces of a passage that can be quoted alone: sentences, list items, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ABBREVIATIONS = (
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)"
    r"(?<!\bNo)(?<!\bapprox)(?<!\bincl)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bU\.S)(?<!\bU\.K)(?<!\b[A-Z])"
)
_END = re.compile(_ABBREVIATIONS + r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9#$€£@])")
_ITEM = re.compile(r"^\s*(?:[-*•‣◦–]|\d{1,3}[.)]|[a-z][.)])\s+")
_RANGE = re.compile(r"(?<=\d)\s+[-–—]\s+(?=[$€£]?\d)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotable piece.

    Attributes:
        text: one line, without its list mark, white space collapsed, number ranges closed up.
        line: which line of the passage it stands on, counted from 0.
        item: whether it is a list item or a table row.
        leads: whether it announces what follows (ends with a colon).
    """

    text: str
    line: int
    item: bool = False

    @property
    def leads(self) -> bool:
        return self.text.endswith(":")

    @property
    def asks(self) -> bool:
        """Whether it is itself a question, as in pages of frequent questions."""
        return self.text.endswith("?")


def tidy(text: str) -> str:
    """One line as it is shown: single spaces, no list mark, `501 - 2,500` closed up to `501-2,500`."""
    return _RANGE.sub("-", _SPACE.sub(" ", _ITEM.sub("", text)).strip())


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph. Dots of abbreviations and decimals end none."""
    found, start = [], 0
    for end in _END.finditer(paragraph):
        found.append(paragraph[start : end.end()].strip())
        start = end.end()
    rest = paragraph[start:].strip()
    return [*found, rest] if rest else found


def pieces(text: str) -> list[Piece]:
    """All quotable pieces of a passage's text, in order."""
    found: list[Piece] = []
    for number, line in enumerate(text.splitlines()):
        if not line.strip():
            continue
        item = bool(_ITEM.match(line)) or " | " in line
        parts = [line] if " | " in line else split_sentences(line)
        found.extend(Piece(tidy(part), number, item) for part in parts if tidy(part))
    return found
