"""Keeps of a written answer what its passages bear out; drops the rest. Asks no chat model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from knowledge.answers.claims.cleaning import forbidden, visible
from knowledge.answers.claims.drafts import Draft, drafts
from knowledge.answers.claims.evidence import Evidence, gather, widen
from knowledge.answers.claims.likeness import Likeness
from knowledge.answers.claims.reading import Reading, read
from knowledge.answers.claims.scale import Scale
from knowledge.answers.claims.support import judge
from knowledge.models import Passage, Sense
from knowledge.ports import Embedder


class Reason(StrEnum):
    """Why a sentence was dropped."""

    FORBIDDEN = "holds a link, a mention or markup"
    UNCITED = "cites no given passage"
    EMPTY = "claims nothing"
    UNSUPPORTED = "is not what the passage says"
    NUMBER = "holds a number or date that the passage does not"
    NAME = "holds a name, code or quotation that the passage does not"
    ELSEWHERE = "says of one thing what the passage says of another"
    NEGATION = "denies what the passage says, or the other way round"
    STRENGTH = "is stronger than the passage"


# What a cited passage contradicts is wrong; what it lacks may stand in another one.
_CONTRADICTED = frozenset({"ELSEWHERE", "NEGATION", "STRENGTH"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that holds, and the numbers of the passages that bear it out, counted from 1."""

    text: str
    numbers: tuple[int, ...]

    @property
    def cited(self) -> str:
        """The sentence with its citations before the full stop: `Vans leave at six [1].`"""
        marks = "".join(f"[{number}]" for number in self.numbers)
        body, end = (self.text[:-1], self.text[-1]) if self.text[-1] in ".!?" else (self.text, ".")
        return f"{body.rstrip()} {marks}{end}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that did not hold."""

    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a written answer. No sentences: the caller quotes instead.

    Attributes:
        not_found: whether the model said that the passages do not hold the answer.
    """

    sentences: tuple[Statement, ...]
    dropped: tuple[Dropped, ...] = ()
    not_found: bool = False

    @property
    def text(self) -> str:
        return " ".join(statement.cited for statement in self.sentences)


class Checker:
    """Judges sentence after sentence against the same passages.

    Args:
        passages: as they were numbered for the model, [1] first.
        terms: glossary terms that the model was given; their labels may be used.
        question: its words weigh less where the passage lacks them; its names may be repeated
            where the rest of the sentence is well supported.
        embedder: tells other words for the same thing from words for another thing. Without it
            fewer paraphrases are kept, and fewer exchanged words are noticed.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        terms: Sequence[Sense] = (),
        question: str = "",
        embedder: Embedder | None = None,
    ) -> None:
        labels = [text for term in terms for text in (term.label, term.stands_for, *term.aliases)]
        given = [gather(passage) for passage in passages]
        self._evidence = [widen(evidence, [text for text in labels if text]) for evidence in given]
        self._scale = Scale(_rarity(given), read(visible(question)))
        self._likeness = Likeness(embedder) if embedder else None

    def judge(self, draft: Draft) -> Statement | Dropped:
        """Keeps or drops one sentence; puts a wrong citation right where another passage holds."""
        reading = read(draft.text)
        reason = self._refused(draft, reading)
        if reason:
            return Dropped(draft.text, reason)
        given = tuple(n for n in draft.numbers if 0 < n <= len(self._evidence))
        fault: str = Reason.UNCITED.name
        if given:
            fault, _ = judge(
                reading, [self._evidence[n - 1] for n in given], self._scale, self._likeness
            )
            if not fault:
                return Statement(draft.text, self._needed(reading, given))
        if fault in _CONTRADICTED:
            return Dropped(draft.text, Reason[fault])
        for number, evidence in enumerate(self._evidence, 1):
            other, support = judge(reading, [evidence], self._scale, self._likeness)
            if not other and support >= self._scale.sure:
                return Statement(draft.text, (number,))
        return Dropped(draft.text, Reason[fault])

    def _refused(self, draft: Draft, reading: Reading) -> Reason | None:
        if forbidden(draft.text):
            return Reason.FORBIDDEN
        if not draft.numbers or not draft.ended:
            return Reason.UNCITED
        denied = any(clause.denied for clause in reading.clauses)
        said = len(reading.stems) + len(reading.bounds) + denied
        return None if said >= 2 else Reason.EMPTY

    def _needed(self, reading: Reading, given: tuple[int, ...]) -> tuple[int, ...]:
        """Of several citations, those without which the sentence would be less supported."""
        kept = given
        for number in given:
            rest = tuple(n for n in kept if n != number)
            alone = [self._evidence[n - 1] for n in rest]
            if rest and not judge(reading, alone, self._scale, self._likeness)[0]:
                own = judge(reading, [self._evidence[number - 1]], self._scale, self._likeness)
                kept = rest if own[0] else kept
        return kept


def check(
    text: str,
    passages: Sequence[Passage],
    terms: Sequence[Sense] = (),
    question: str = "",
    embedder: Embedder | None = None,
) -> Checked:
    """Checks a whole written answer; the arguments are those of `Checker`."""
    checker = Checker(passages, terms, question, embedder)
    verdicts = [checker.judge(draft) for draft in drafts(text)]
    kept = dict.fromkeys(verdict for verdict in verdicts if isinstance(verdict, Statement))
    return Checked(tuple(kept), tuple(v for v in verdicts if isinstance(v, Dropped)))


def _rarity(given: Sequence[Evidence]) -> dict[str, float]:
    """For each stem of the passages ln((N + 1) / (n + 1)) + 1 over the passages given."""
    counts: dict[str, int] = {}
    for evidence in given:
        for stem in evidence.stems:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: log((len(given) + 1) / (n + 1)) + 1 for stem, n in counts.items()}
