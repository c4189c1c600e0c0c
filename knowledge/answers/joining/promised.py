"""What a strategy promises customers, in its own words: chosen from passages, never made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge.models import Document, Passage, SourceKind
from knowledge.search.words.sentences import pieces, tidy

QUESTIONS = (
    "What do we promise our customers?",
    "What does our strategy promise customers?",
    "What can customers expect from us? Our commitments and our customer charter",
    "What is our mission? What is our vision? What is our purpose?",
)
"""What a search is asked for the passages to choose from."""

_MOST_LINES, _LONGEST_LINE, _SHORTEST_LINE = 5, 240, 25
_SENTENCES = 2

_compiled = partial(re.compile, flags=re.IGNORECASE)
_STRATEGY = _compiled(
    r"\bstrateg(?:y|ies|ic)\b|\bmission\b|\bvision\b|\bpurpose\b|\bpromises?\b|\bcommitments?\b|"
    r"\bcharter\b|\bvalues\b|\bprinciples\b|\bnorth star\b"
)
_PROMISE = _compiled(
    r"\bpromises?\b|\bcommitments?\b|\bpledges?\b|\bguarantees?\b|\bcharter\b|"
    r"\b(?:customers?|clients?|users?|members?|patients?|guests?) (?:can|may) expect\b"
)
_PURPOSE = _compiled(r"\bmission\b|\bpurpose\b|\bvision\b|\bwhy we (?:are here|exist)\b")
_JUST_THAT = _compiled(r"(?:our |the )?(?:mission|purpose|vision)(?: in one sentence| statement)?")
_ABOUT_PROMISES = _compiled(
    r"\b(?:how|why|who|when|where|history|scorecard|meeting|measur\w+|owners?|questions|not)\b"
)
_LEADS_ON = _compiled(r"^(?:see|read|find|learn|click|for more|more)\b")
_NO_PLAIN_DOCUMENT = _compiled(
    r"\b(?:meeting|minutes|meetings|decisions?|templates?|drafts?|archived?)\b"
)


@dataclass(frozen=True, slots=True)
class Promised:
    """What is quoted of a strategy.

    Attributes:
        heading: the heading that it stands under, "" where it has none.
        lines: as they stand there, each whole.
        to_customers: whether it speaks of promises; else it says what the organisation is for.
    """

    heading: str
    lines: tuple[str, ...]
    document: Document
    to_customers: bool


def promised(passages: Sequence[Passage]) -> Promised | None:
    """The best of the passages, None where no strategy among them says such a thing.

    A document that names itself a strategy, a mission, a charter or the like, with a heading that
    speaks of promises to customers; else one whose heading speaks of the purpose.
    """
    ranked = sorted(
        (
            (_fits(passage), -number, passage)
            for number, passage in enumerate(passages)
            if _may_be_quoted(passage)
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    for fit, _, passage in ranked:
        lines = tuple(_lines(passage.chunk.text))
        if fit > 0 and lines:
            heading = _heading(passage) or passage.document.title
            return Promised(heading, lines, passage.document, bool(_PROMISE.search(heading)))
    return None


def _may_be_quoted(passage: Passage) -> bool:
    document = passage.document
    return (
        document.kind is SourceKind.DOCUMENTS
        and not document.superseded_by
        and not passage.chunk.term
        and not _NO_PLAIN_DOCUMENT.search(_named(document))
    )


def _fits(passage: Passage) -> float:
    """0 where it says no such thing; a promise before a purpose, the whole company's first."""
    heading, document = _heading(passage) or passage.document.title, passage.document
    said = 0.0 if _ABOUT_PROMISES.search(heading) else _says(heading)
    if not said or not _STRATEGY.search(_named(document)):
        return 0.0
    titled = 0.5 * bool(_STRATEGY.search(document.title))
    titled += 0.5 * ("strateg" in document.title.casefold())
    return max(0.1, said + titled - 0.2 * document.path.count("/"))  # deep down it is a team's


def _says(heading: str) -> float:
    if _PROMISE.search(heading):
        return 5.0
    if not _PURPOSE.search(heading):
        return 0.0
    return 3.0 if _JUST_THAT.fullmatch(heading) else 2.0


def is_strategy(document: Document) -> bool:
    """Whether a document names itself a strategy, a mission, a charter or the like."""
    return bool(_STRATEGY.search(_named(document)))


def _named(document: Document) -> str:
    """Title, path and source as words."""
    return re.sub(r"[/_.-]+", " ", f"{document.title} {document.path} {document.source}")


def _heading(passage: Passage) -> str:
    return passage.chunk.section.rpartition(" > ")[2].strip()


def _lines(text: str) -> Iterator[str]:
    """Its first list, item by item; without one its first sentences."""
    found = pieces(text)
    listed = sorted({piece.line for piece in found if piece.item})
    if listed:
        lines = text.split("\n")
        items = (tidy(lines[number]) for number in listed)
        yield from [one for one in items if _is_told(one)][:_MOST_LINES]
        return
    said = [one.text for one in found if not one.leads and not one.asks]
    yield from [one for one in said if _is_told(one)][:_SENTENCES]


def _is_told(line: str) -> bool:
    whole = _SHORTEST_LINE <= len(line) <= _LONGEST_LINE and " | " not in line
    return whole and not _LEADS_ON.match(line)
