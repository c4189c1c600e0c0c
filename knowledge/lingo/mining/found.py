"""A term that a document explains."""

from __future__ import annotations

from dataclasses import dataclass


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
