"""What running a statement gives: rows, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 3.0
"""Seconds that the statement behind a figure may take: with all around it, under five."""

MOST_ROWS = 100_000
"""Groups that one answer may have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a statement: numbers, texts, days, moments, true/false or None."""

    names: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class Unanswered(Exception):
    """A statement gave no rows: why, in a sentence that holds no text of any row."""


def too_long() -> Unanswered:
    """It took longer than a figure may."""
    return Unanswered(f"It takes longer than {LONGEST:.0f} seconds.")


def too_many() -> Unanswered:
    """It gives more groups than anybody reads."""
    return Unanswered(f"It gives more than {MOST_ROWS} groups: split by something coarser.")
