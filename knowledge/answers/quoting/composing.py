"""Quotes to a short text: one lead that answers, then the evidence, each line with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.answers.quoting.quoting import Quote
from knowledge.models import Citation, Passage, SourceKind
from knowledge.search.words.sentences import Piece, pieces, shortened
from knowledge.search.words.words import stems

LONGEST = 900
_LEAD = 420
_LINE = 300
_LINES = 6
_WORTH = 0.66  # of the best quote's score: below that a line says something else
_DEPENDENT = re.compile(
    r"^(?:this|these|those|that|it|they|them|he|she|such|however|also|then|there|instead|otherwise|"
    r"in addition|for example|as such|here|both|its|their|if so|and|but|or|so)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer and the passage that it was taken from, by index."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Composed:
    """A text of at most 900 characters whose every line ends with `[n]`, with the citations."""

    text: str
    lead: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class _Draft:
    passages: Sequence[Passage]
    lines: list[Line] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    said: list[frozenset[str]] = field(default_factory=list)
    room: int = LONGEST

    def add(self, text: str, passage: int) -> bool:
        """Adds a line where there is room and nothing like it was said."""
        own = frozenset(stems(text))
        if not own or any(len(own & other) >= 0.8 * len(own) for other in self.said):
            return False
        cost = len(text) + len("• ") + len(" [10]\n")
        if cost > self.room:
            return False
        self.room -= cost
        self.said.append(own)
        self.lines.append(Line(text, passage))
        return True


def compose(quotes: Sequence[Quote], passages: Sequence[Passage]) -> Composed:
    """The best quotes as a text.

    Args:
        quotes: at least one, best first.
        passages: that the quotes index into.
    """
    draft = _Draft(passages)
    for quote in quotes:
        if draft.lines and quote.score < _WORTH * quotes[0].score:
            break
        if len(draft.lines) >= _LINES:
            break
        if (quote.passage, quote.place) in draft.used:
            continue
        places, text = statement(passages[quote.passage], quote, _LINE if draft.lines else _LEAD)
        if draft.add(text, quote.passage):
            draft.used.update((quote.passage, place) for place in places)
    return _numbered(draft.lines, passages)


def statement(passage: Passage, quote: Quote, longest: int) -> tuple[list[int], str]:
    """A piece made to stand alone: with what it depends on, and what it announces.

    Returns:
        The places of the pieces in it, and the text, shortened at a word where it is too long.
    """
    found = pieces(passage.chunk.text)
    if passage.chunk.term:
        return list(range(len(found))), shortened(" ".join(p.text for p in found), LONGEST // 2)
    places = [quote.place]
    if _DEPENDENT.match(quote.piece.text) and _follows(found, quote.place):
        places.insert(0, quote.place - 1)
    if found[places[-1]].leads or found[places[-1]].asks:
        places += _announced(found, places[-1], longest - _length(found, places))
    text = _joined(found, places)
    heading = passage.chunk.section.rpartition(" > ")[2]
    if passage.document.kind is SourceKind.INSIGHTS:
        text = f"{passage.document.title}: {text}"  # a customer's words need to say whose they are
    elif heading and _needs_heading(quote.piece, text):
        text = f"{heading.rstrip(':')}: {text}"
    return places, shortened(text, longest)


def _needs_heading(piece: Piece, text: str) -> bool:
    return (piece.item and not piece.leads) or len(text.split()) < 8


def _follows(found: Sequence[Piece], place: int) -> bool:
    return place > 0 and found[place].line == found[place - 1].line


def _announced(found: Sequence[Piece], place: int, room: int) -> Iterator[int]:
    """What a lead-in or a question announces, as far as there is room."""
    item = place + 1 < len(found) and found[place + 1].item
    for number in range(place + 1, len(found)):
        room -= len(found[number].text) + 2
        if room < 0 or found[number].item is not item or found[number].asks:
            return
        yield number


def _length(found: Sequence[Piece], places: Sequence[int]) -> int:
    return sum(len(found[place].text) + 2 for place in places)


def _joined(found: Sequence[Piece], places: Sequence[int]) -> str:
    parts: list[str] = []
    for place in places:
        text = found[place].text
        if parts and found[place].item and not parts[-1].endswith((":", ";", ".", "?", "!")):
            parts[-1] += ";"
        parts.append(text)
    return " ".join(parts)


def _numbered(lines: Sequence[Line], passages: Sequence[Passage]) -> Composed:
    numbers: dict[int, int] = {}
    quotes: dict[int, list[str]] = {}
    shown: list[str] = []
    for line in lines:
        number = numbers.setdefault(line.passage, len(numbers) + 1)
        quotes.setdefault(line.passage, []).append(line.text)
        shown.append(f"{line.text} [{number}]")
    text = "\n".join([shown[0], *(f"• {line}" for line in shown[1:])])
    citations = tuple(
        cite(passages[index], number, " … ".join(quotes[index]))
        for index, number in numbers.items()
    )
    return Composed(text, shown[0], citations)


def cite(passage: Passage, number: int, quote: str) -> Citation:
    """A citation of a passage."""
    document = passage.document
    return Citation(
        number=number,
        document=document.path,
        title=document.title,
        section=passage.chunk.section,
        quote=quote,
        link=document.link,
        owner=document.owner,
        domain=document.domain,
        updated=document.updated,
        superseded_by=document.superseded_by,
    )
