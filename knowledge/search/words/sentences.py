"""Pieces of a passage that can be quoted alone: sentences, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

PIECES_VERSION = 1
"""Rises whenever the same text would be cut into other pieces: their vectors are kept by it."""

_NO_END = (  # after the mark, so that they are tried at marks only
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bvs\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bDr\.)"
    r"(?<!\bSt\.)(?<!\bNo\.)(?<!\bapprox\.)(?<!\bincl\.)(?<!\bInc\.)(?<!\bLtd\.)(?<!\bCo\.)"
    r"(?<!\bU\.S\.)(?<!\bU\.K\.)(?<!\b[A-Z]\.)"
)
_END = re.compile(r"[.!?]" + _NO_END + r"[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9#$€£@])")
_ITEM = re.compile(r"^\s*(?:[-*•‣◦–]|\d{1,3}[.)]|[a-z][.)])\s+")
_RANGE = re.compile(
    r"(?P<low>(?:^|[:|(]\s?|\b(?:from|between|of)\s)[$€£]?\d[\d.,]*)\s+[-–—]\s+(?=[$€£]?\d)"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotable piece.

    Attributes:
        text: one line, without its list mark, white space collapsed, number ranges closed up.
        line: which line of the passage it stands on, counted from 0.
        start, end: where it stands in the passage's text, `end` not included.
        item: whether it is a list item or a table row.
    """

    text: str
    line: int
    start: int
    end: int
    item: bool = False

    @property
    def leads(self) -> bool:
        """Whether it announces what follows."""
        return self.text.endswith(":")

    @property
    def asks(self) -> bool:
        """Whether it is itself a question, as in pages of frequent questions."""
        return self.text.endswith("?")


def tidy(text: str) -> str:
    """One line as it is shown: single spaces, no list mark, `5 - 10` closed up to `5-10`."""
    return _RANGE.sub(r"\g<low>-", _SPACE.sub(" ", _ITEM.sub("", text)).strip())


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph. Dots of abbreviations and decimals end none."""
    return [paragraph[start:end].strip() for start, end in _sentences(paragraph)]


@lru_cache(maxsize=4_096)  # the same passages are found again and again
def pieces(text: str) -> tuple[Piece, ...]:
    """All quotable pieces of a passage's text, in order."""
    found: list[Piece] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        item = bool(_ITEM.match(line)) or " | " in line
        spans = [(0, len(line))] if " | " in line else _sentences(line)
        for start, end in spans:
            shown = tidy(line[start:end])
            if shown:
                found.append(Piece(shown, number, at + start, at + end, item))
        at += len(line) + 1
    return tuple(found)


def _sentences(paragraph: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(paragraph):
        yield start, end.end()
        start = end.end()
    if paragraph[start:].strip():
        yield start, len(paragraph)


def spans(embedded: str) -> list[tuple[int, int]]:
    """Where the parts of a chunk stand in what is embedded: title path first, then its pieces."""
    path, _, text = embedded.partition("\n")
    before = len(path) + 1
    return [(0, len(path)), *((before + p.start, before + p.end) for p in pieces(text))]


def shortened(text: str, longest: int) -> str:
    """The text, cut between two words with an ellipsis where it is longer."""
    if len(text) <= longest:
        return text
    return text[: longest - 2].rsplit(" ", 1)[0].rstrip(",;:") + " …"
