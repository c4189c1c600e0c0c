"""What a newcomer is shown: what is promised to customers, their department's words, questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol, TypeVar

from knowledge.answers.joining.promised import QUESTIONS, Promised, promised
from knowledge.lingo.glossary import Rarity
from knowledge.models import EVERYONE, Reader, Sense
from knowledge.search.finding.retriever import Search

_FOUND = 24
_MOST_QUESTIONS, _LONGEST_QUESTION = 4, 75
_REMEMBERED = 500
_TERMS = 20

Value = TypeVar("Value")


class Searches(Protocol):
    """Finds passages that a reader may see."""

    def search(self, question: str, reader: Reader, k: int = 10) -> Search:
        """The k best, best first."""
        ...


class Glossaries(Protocol):
    """Knows a department's words."""

    def of_department(
        self, reader: Reader, elsewhere: Collection[str], rarity: Rarity
    ) -> tuple[Sense, ...]:
        """The department's own first, then the company's."""
        ...


class AskingHeadings(Protocol):
    """Knows headings that are questions."""

    def questions(
        self, audiences: Collection[str], domain: str = "", limit: int = 20
    ) -> list[tuple[str, str]]:
        """Each with its document's domain, that domain's first."""
        ...


@dataclass(kw_only=True)
class Introducing:
    """Gathers it within what a person may read; remembered until the documents change.

    Attributes:
        sequence: of the last change of the documents.
        rarity: how seldom each word is used in them.
        domains: of all departments; other departments' words are left out.
    """

    retriever: Searches
    glossary: Glossaries
    headings: AskingHeadings
    sequence: Callable[[], int]
    rarity: Rarity
    domains: Collection[str] = ()

    def __post_init__(self) -> None:
        self._read = -1
        self._known: dict[tuple[str, frozenset[str], str], object] = {}
        self._lock = Lock()

    def promised(self, reader: Reader) -> Promised | None:
        """What the strategy promises customers, None where the reader may read no such thing."""
        if not reader.audiences:
            return None
        return self._remembered("promised", reader, lambda: self._promised(reader))

    def terms(self, reader: Reader, most: int = 10) -> tuple[Sense, ...]:
        """The words of the reader's department, then the company's."""
        elsewhere = frozenset(self.domains) - {reader.domain}
        return self._remembered(
            "terms",
            reader,
            lambda: self.glossary.of_department(reader, elsewhere, self.rarity)[:_TERMS],
        )[:most]

    def questions(self, reader: Reader, examples: Sequence[str] = ()) -> tuple[str, ...]:
        """Up to four questions to begin with, that what this person may read is about.

        `examples` are written for full members; the others come from the department's words and
        from headings that are questions.
        """
        if not reader.audiences:
            return ()
        return self._remembered("questions", reader, lambda: self._questions(reader, examples))

    def _promised(self, reader: Reader) -> Promised | None:
        found = [
            passage
            for question in QUESTIONS
            for passage in self.retriever.search(question, reader, _FOUND).passages
        ]
        return promised(found)

    def _questions(self, reader: Reader, examples: Sequence[str]) -> tuple[str, ...]:
        headings = self.headings.questions(reader.audiences, reader.domain)
        own = [_last(section) for section, domain in headings if domain == reader.domain]
        others = [_last(section) for section, domain in headings if domain != reader.domain]
        words = [f"What does “{one.label}” mean?" for one in self.terms(reader, 2)]
        given = list(examples) if EVERYONE in reader.audiences else []
        asked = [*words[:1], *own[:2], *given, *others, *words, *own]
        fitting = [one for one in asked if len(one) <= _LONGEST_QUESTION]
        return tuple(dict.fromkeys(fitting))[:_MOST_QUESTIONS]

    def _remembered(self, what: str, reader: Reader, make: Callable[[], Value]) -> Value:
        key = (what, reader.audiences, reader.domain)
        with self._lock:
            sequence = self.sequence()
            if sequence != self._read or len(self._known) > _REMEMBERED:
                self._known.clear()
                self._read = sequence
            if key in self._known:
                return self._known[key]  # type: ignore[return-value]  # kept under its kind
        made = make()
        with self._lock:
            if self._read == sequence:
                self._known[key] = made
        return made


def _last(section: str) -> str:
    return section.rpartition(" > ")[2].strip()
