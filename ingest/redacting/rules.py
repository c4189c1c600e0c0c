"""What a kind of personal data looks like, and how a text is searched for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Span = tuple[int, int]
"""Where a value begins and ends in its text."""

Finder = Callable[[str], Iterator[Span]]

NUMBER = re.compile(r"\d(?:[ ()./#:,-]{0,3}\d){5}")
"""What every rule for numbers needs: six digits, close together."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of value, and where it stands.

    Attributes:
        kind: as its stand-ins and the report call it.
        find: gives its places in a text, in time that grows with the text's length only.
        needs: cheap to look for, and without it in the text `find` would find nothing.
        hints: lower-case words; the same, where none of them is in the text.
    """

    kind: str
    find: Finder
    needs: re.Pattern[str] | None = None
    hints: tuple[str, ...] = ()


def shaped(
    pattern: re.Pattern[str], holds: Callable[[re.Match[str]], bool] | None = None
) -> Finder:
    """Places of the group `value` of a pattern, where that holds.

    What does not hold is looked at again from its next sign on: a date before a number must not
    hide it. The pattern has to be bounded in length, so that this stays linear.
    """

    def find(text: str) -> Iterator[Span]:
        position = 0
        while match := pattern.search(text, position):
            start, end = match.span("value")
            if holds is None or holds(match):
                yield start, end
                position = max(end, position + 1)
            else:
                position = match.start() + 1

    return find


def called_otherwise(text: str, start: int) -> bool:
    """Whether the words just before a place call what stands there an order or the like."""
    begin = max(0, start - 40)
    return has_letters(text, begin, start) and _OTHER.search(text, begin, start) is not None


def has_letters(text: str, start: int, end: int) -> bool:
    """Whether a part of a text may hold a label at all: far cheaper than to look for one."""
    return _LETTER.search(text, start, end) is not None


_LETTER = re.compile(r"[^\W\d_]")
_OTHER = re.compile(
    r"(?:\b|_)(?:order|invoice|ticket|case|complaint|reference|ref|tracking|parcel|shipment|part"
    r"|model|sku|article|item|product|serial|isbn|issn|doi|ean|upc|gtin|po|rma|batch|lot|policy"
    r"|contract|booking|confirmation|transaction|patent|build|commit|bestellung|rechnung|commande"
    r"|facture|pedido|factura)s?"
    r"(?:[\s_-]{0,2}(?:number|no|nr|num|id|code|key|is|was)\b)?[\s:#.=-]{0,4}\Z",
    re.IGNORECASE,
)
