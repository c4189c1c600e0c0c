"""Which fact of a customer item is which: its day, its customer, its score, or one of the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.loaders.csv_rows import Names

TEXT, ID, DATE, CUSTOMER, SCORE, ATTRIBUTES = (
    "text",
    "id",
    "date",
    "customer",
    "score",
    "attributes",
)

USUAL: Mapping[str, Sequence[str]] = {
    TEXT: (
        *("text", "comment", "comments", "message", "body", "review", "feedback", "verbatim"),
        *("description", "narrative", "answer", "response", "content", "note", "notes"),
    ),
    ID: (
        *("id", "ticket_id", "ticket id", "ticket", "case_id", "case id", "case", "item_id"),
        *("review_id", "response_id", "complaint id", "complaint_id", "key", "number", "reference"),
    ),
    DATE: (
        *("date", "day", "created_at", "created at", "created", "date received", "received"),
        *("received_at", "submitted_at", "submitted", "answered_at", "timestamp", "time", "opened"),
    ),
    CUSTOMER: (
        *("customer", "customer_name", "customer name", "account", "account_name", "account name"),
        *("client", "company", "company_name", "company name", "organisation", "organization"),
    ),
    SCORE: ("score", "rating", "stars", "csat", "nps", "satisfaction", "grade"),
}
"""Names that the columns of exports and the first lines of tickets often have, in lower case."""

_SCORE = re.compile(
    r"(-?\d+(?:[.,]\d+)?)\s*(?:/\s*\d+|out of \d+|stars?|%|points?)?", re.IGNORECASE
)
_LONGEST = 150
LONGEST_VALUE = 200
"""Characters of an attribute's value; what is longer is a text and no attribute."""


def named(facts: Mapping[str, str], role: str, declared: Names) -> str:
    """The name, among an item's facts, of the one that has this role; "" where none has.

    The declared one, whatever its case; where nothing is declared, the first that has a usual name.
    """
    by_lower = {name.lower(): name for name in reversed(list(facts))}
    if declared:
        said = declared.get(role, ())
        wanted: Sequence[str] = (said,) if isinstance(said, str) else said
    else:
        wanted = USUAL[role]
    names = (by_lower.get(name.strip().lower()) for name in wanted)
    return next((name for name in names if name), "")


def score_of(value: str) -> float | None:
    """A score as a number: "4", "4,5", "4/5", "4 stars"; None for what is none."""
    match = _SCORE.fullmatch(value.strip())
    return float(match[1].replace(",", ".")) if match else None


def telling(facts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The facts that say something in words, as far as they are short, as one heading or none."""
    chosen: list[str] = []
    for name, value in facts:
        fact = f"{name}: {value}"
        told = len(re.findall(r"[^\W\d_]{3,}", value)) > 0
        if told and len("; ".join([*chosen, fact])) <= _LONGEST:
            chosen.append(fact)
    return ("; ".join(chosen),) if chosen else ()


def attribute_name(name: str) -> str:
    """A column's or a fact's name as an attribute's: no quotation marks, single spaces."""
    return " ".join(name.replace('"', "'").split())
