"""A question in its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.numbers.language.plain import unrequested
from knowledge.numbers.language.spelling import corrected
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.language.words import Token, tokens
from knowledge.numbers.times.spotted import Times
from knowledge.numbers.times.spotting import times


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its parts.

    Attributes:
        bound: a comparison and a number that groups must keep: at least 75.
        begins: how many of the tokens stand before the question itself, in what leads up to it.
    """

    text: str
    times: Times
    tokens: tuple[Token, ...]
    corrected: tuple[tuple[str, str], ...]
    begins: int = 0
    bound: tuple[str, float] | None = None


def question_of(question: str, vocabulary: Vocabulary) -> Question:
    """Times taken out, words corrected."""
    found, bound = _bounded(times(unrequested(question)))
    listed, changes = corrected(tokens(found.rest), vocabulary, question)
    lead = _LEAD_UP.match(found.rest)
    begins = len(tokens(lead.group())) if lead else 0
    return Question(question, found, tuple(listed), tuple(changes), begins, bound)


def _bounded(found: Times) -> tuple[Times, tuple[str, float] | None]:
    """A bound for groups, taken out of the question: which countries have at least 75 orders."""
    match = _BOUND.search(found.rest) if _WHICH.search(found.rest) else None
    if match is None:
        return found, None
    number = float(match["number"].replace(",", "")) * (1000 if match["k"] else 1)
    rest = f"{found.rest[: match.start()]} {found.rest[match.end() :]}"
    return replace(found, rest=rest), (_SIGNS[match["sign"].lower()], number)


_WHICH = re.compile(r"\b(?:which|what|list|show|all)\b", re.IGNORECASE)


_SIGNS = {
    "at least": ">=", "more than": ">", "over": ">", "above": ">", "at most": "<=",
    "less than": "<", "fewer than": "<", "under": "<", "below": "<",
}  # fmt: skip


_BOUND = re.compile(
    rf"\b(?P<sign>{'|'.join(_SIGNS)}) (?P<number>\d[\d,]*(?:\.\d+)?)(?P<k>k\b)?"
    r"(?: ?(?:%|percent\b))?",
    re.IGNORECASE,
)


_LEAD_UP = re.compile(
    r".{8,}[:.;!] (?:\w+, )?(?=(?:what|how|which|who|did|is|are|was|were|can)\b)",
    re.IGNORECASE | re.DOTALL,
)
