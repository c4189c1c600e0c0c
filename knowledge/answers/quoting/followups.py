"""Questions that the evidence can answer too: offered, never invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.models import Citation, Passage, Sense
from knowledge.search.words.sentences import pieces
from knowledge.search.words.words import telling

_MOST = 4
_LONGEST = 75
_NEAR = 0.75  # of the best passage's score: farther ones are about something else


def follow_ups(
    question: str, passages: Sequence[Passage], cited: Sequence[Citation], terms: Sequence[Sense]
) -> tuple[str, ...]:
    """Two to four short questions, where the passages hold that many; none that was asked just now.

    They come from headings of the pages that were found but not quoted, from questions that stand
    in them, and from terms that are defined. A page that is not cited must come near the best one.
    """
    asked = set(telling(question))
    quoted = {(citation.document, citation.section) for citation in cited}
    near = _near(passages, {citation.document for citation in cited})
    found: dict[str, None] = {}
    for candidate in _candidates(near, quoted, terms):
        words = set(telling(candidate))
        if len(candidate) <= _LONGEST and words and len(words - asked) > 0.3 * len(words):
            found.setdefault(candidate)
        if len(found) == _MOST:
            break
    return tuple(found)


def _near(passages: Sequence[Passage], cited: set[str]) -> list[Passage]:
    best = max((passage.score for passage in passages), default=0.0)
    return [
        passage
        for passage in passages
        if not cited or passage.chunk.document in cited or passage.score >= _NEAR * best
    ]


def _candidates(
    passages: Sequence[Passage], quoted: set[tuple[str, str]], terms: Sequence[Sense]
) -> Iterator[str]:
    labels = {p.chunk.term for p in passages[:1]}
    for sense in terms[:2]:
        if sense.label not in labels:
            yield f"What does {sense.label} mean?"
    for passage in passages:
        chunk = passage.chunk
        if (
            chunk.term
            or passage.document.superseded_by
            or (chunk.document, chunk.section) in quoted
        ):
            continue
        for piece in pieces(chunk.text):
            if piece.asks and " | " not in piece.text and len(piece.text.split()) >= 4:
                yield piece.text
        yield from _of_heading(passage)


def _of_heading(passage: Passage) -> Iterator[str]:
    heading = passage.chunk.section.rpartition(" > ")[2].strip().rstrip(":")
    title = passage.document.title.strip()
    if heading.endswith("?"):
        yield heading
    elif telling(heading) and not set(telling(heading)) <= set(telling(title)):
        whole = f"What does “{title}” say about “{heading}”?"
        short = f"What does “{title.partition(': ')[0]}” say about “{heading}”?"
        yield whole if len(whole) <= _LONGEST else short
