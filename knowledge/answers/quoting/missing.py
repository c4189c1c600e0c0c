"""Nothing answers: which pages are near, what they do hold, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answers.quoting.quoting import Quote
from knowledge.models import Nearest, NotFound, Passage, Sense
from knowledge.search.words.sentences import shortened

_NEAR = 0.45  # cosine of question and page from which a page is about the subject
_CLOSE = 0.35  # below that a page is not even close
_MOST = 3


def not_found(
    question: str,
    passages: Sequence[Passage],
    quotes: Sequence[Quote] = (),
    terms: Sequence[Sense] = (),
    follow_ups: Sequence[str] = (),
) -> NotFound:
    """Says so; on a near miss also what the page does hold.

    Only passages that the reader may see are ever given, so nothing else can be named.
    """
    nearest = _nearest(passages)
    ask = next((near.owner for near in nearest if near.owner), "")
    near_miss = bool(quotes) and passages[quotes[0].passage].cosine >= _NEAR
    if near_miss:
        nearest_words = max(quotes, key=lambda quote: quote.around + quote.cosine)
        best = passages[nearest_words.passage]
        text = (
            f"I could not find that. “{best.document.title}” is about it, but does not state what "
            f"you asked. It does say: “{shortened(nearest_words.piece.text, 300)}”"
        )
    elif nearest:
        titles = " and ".join(f"“{near.title}”" for near in nearest[:2])
        text = f"I could not find that in what you can read. The closest I know is {titles}."
    else:
        text = "I could not find that: nothing that you can read is about it."
    return NotFound(
        question=question,
        text=shortened(text, 900),
        nearest=nearest,
        ask=ask,
        passages=tuple(passages),
        terms=tuple(terms),
        follow_ups=tuple(follow_ups),
    )


def _nearest(passages: Sequence[Passage]) -> tuple[Nearest, ...]:
    found: dict[str, Nearest] = {}
    for passage in passages:
        document = passage.document
        if passage.chunk.term or document.superseded_by or passage.cosine < _CLOSE:
            continue
        found.setdefault(
            document.path,
            Nearest(
                document.path, document.title, passage.chunk.section, document.link, document.owner
            ),
        )
    return tuple(found.values())[:_MOST]
