"""A question that somebody answered before and vouches for, recognised in other words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.answers.vouched.sameness import LEAST, says_the_same
from knowledge.models import Answer, Citation, Mode, Passage
from knowledge.ports import Embedder, Vectors
from knowledge.search.finding.retriever import Search
from knowledge.store.feedback.verified import SOURCE

SEARCHED = 48
"""Passages to look for, so that enough pages are left whatever is verified about the subject."""

_PAGES = 24
_CONSIDERED = 5  # verified answers among the passages that were found
_REMEMBERED = 1000  # vectors of their questions
_PASSAGES = 12
_NEAR = 0.6  # cosine of a question and a verified answer from which it is worth offering
_OFFERED = 2


class VerifiedAnswers:
    """Recognises, among what a search found, the verified answer to what is asked.

    A question costs a model call only where a verified one has the very same words; the vectors
    of those are remembered.
    """

    def __init__(self, embedder: Embedder, today: Callable[[], date]) -> None:
        self._embedder, self._today = embedder, today
        self._known: dict[str, Vectors] = {}

    def part(self, question: str, search: Search) -> tuple[Answer | None, Search, tuple[str, ...]]:
        """The verified answer where there is one, the pages apart from those, and what is near.

        A verified answer is no evidence for anything but its own question: its text stands under
        a title that a similar question shares all but a word with. Similar ones are offered.

        Args:
            question: that stands alone.
            search: of what the reader may see.

        Returns:
            The answer; the search without any verified one; verified questions that are near.
        """
        today = self._today()
        ours = [one for one in search.passages if one.document.source == SOURCE]
        good = [one for one in ours if not _over(one, today)][:_CONSIDERED]
        answer = self._same(question, good, search)
        near = [one.document.title for one in good if one.cosine >= _NEAR][:_OFFERED]
        return answer, _apart(search), tuple(near)

    def _same(self, question: str, good: Sequence[Passage], search: Search) -> Answer | None:
        alike = [one for one in good if says_the_same(question, one.document.title)]
        if not alike:
            return None
        asked = self._vector(question)
        cosines = [float(self._vector(one.document.title) @ asked) for one in alike]
        best = max(range(len(alike)), key=lambda n: cosines[n])
        return _answer(question, alike[best], search) if cosines[best] >= LEAST else None

    def _vector(self, question: str) -> Vectors:
        vector = self._known.get(question)
        if vector is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            vector = self._known[question] = self._embedder.embed([question])[0]
        return vector


def _apart(search: Search) -> Search:
    """The pages alone, and what the best of them has in common with the question."""
    kept = [n for n, one in enumerate(search.passages) if one.document.source != SOURCE]
    if len(kept) == len(search.passages):
        return search.first(_PAGES)
    pages = tuple(search.passages[n] for n in kept)
    return replace(
        search,
        passages=pages,
        pieces=tuple(search.pieces[n] for n in kept),
        cosine=max((one.cosine for one in pages), default=0.0),
        matched=max((one.keyword for one in pages), default=0.0),
    ).first(_PAGES)


def _over(passage: Passage, today: date) -> bool:
    document = passage.document
    return (
        document.source == SOURCE and document.review_by is not None and document.review_by < today
    )


def _answer(question: str, found: Passage, search: Search) -> Answer:
    document, said = found.document, found.chunk.text
    others = tuple(one for one in search.passages if one.document.source != SOURCE)
    text = "\n".join(f"{line} [1]" if line else line for line in said.split("\n"))
    if len(text) > 900:
        text = f"{said} [1]"
    return Answer(
        question=question,
        text=text,
        mode=Mode.VERIFIED,
        citations=(
            Citation(
                number=1,
                document=document.path,
                title=document.title,
                section="",
                quote=said,
                link=document.link,
                owner=document.owner,
                updated=document.updated,
            ),
        ),
        passages=(found, *others)[:_PASSAGES],
        lead=text.partition("\n")[0],
        evidence=_vouched(document.owner, document.updated, document.review_by),
    )


def _vouched(owner: str, since: date | None, until: date | None) -> str:
    who = f" by {owner}" if owner else ""
    on = f" on {_day(since)}" if since else ""
    good = f", good until {_day(until)}" if until else ""
    return f"Verified{who}{on}{good}"


def _day(when: date) -> str:
    return f"{when.day} {when:%b %Y}"
