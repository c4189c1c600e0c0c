"""A term that a document explains."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.search.words.sentences import shortened

_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Found:
    """One explanation of one term.

    Attributes:
        stands_for: the long form of an abbreviation, "" where it is none.
        definition: what is said of it, "" where only the long form is.
        quote: the sentence or line that says so.
        by: `pair`, `sentence`, `heading` or `table`: what showed it.
    """

    label: str
    stands_for: str
    definition: str
    quote: str
    by: str


def clean(label: str) -> str:
    """A label without the marks around it."""
    return " ".join(label.split()).strip(" \t*_`\"'“”‘’.,;:-–—")


def quoted(line: str) -> str:
    """As much of a line as is kept for a quote, cut between two words with an ellipsis."""
    return shortened(line.strip(), _QUOTE)
