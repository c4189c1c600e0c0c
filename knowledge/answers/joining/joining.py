"""One reply that joins them: number, owner's reason, what the word means, promise, customers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.answers.joining.promised import is_strategy
from knowledge.answers.quoting.composing import LONGEST, cite
from knowledge.answers.vouched.owners_said import cited
from knowledge.lingo.glossary import Glossary
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.wording import day_words, period_name
from knowledge.models import Answer, Citation, Passage, Period, Reader, Sense
from knowledge.search.finding.retriever import Retriever
from knowledge.search.words.sentences import pieces, shortened
from knowledge.search.words.words import telling
from knowledge.store.digests.reasons import Reason

_MEANING, _PROMISE, _QUOTE, _REASON = 90, 90, 95, 200
_FOUND = 12
_ENOUGH = 0.5  # of a promise's words in a heading or a sentence


@dataclass(frozen=True, slots=True)
class Voice:
    """One customer's words, cited."""

    text: str
    citation: Citation


class Voices(Protocol):
    """What customers say of a subject."""

    def voices(
        self, subject: str, reader: Reader, period: Period | None
    ) -> tuple[Sequence[Voice], Voice | None]:
        """Up to two of the prevailing voice and one against it, within what the reader may see."""
        ...


class GivesReasons(Protocol):
    """What owners said about their numbers."""

    def latest(
        self, metric: str, audiences: Collection[str], period: Period | None
    ) -> Reason | None:
        """The newest about a metric in a period, within what a reader may see."""
        ...


@dataclass(frozen=True)
class Joining:
    """Adds to a computed answer what the organisation says and hears about the metric."""

    glossary: Glossary
    retriever: Retriever
    voices: Voices | None = None
    reasons: GivesReasons | None = None

    def join(
        self, answer: Answer, definition: MetricDefinition, reader: Reader, period: Period | None
    ) -> Answer:
        """The answer with what the owner said, meaning, promise, voices and owner.

        As far as there is room for them.
        """
        draft = _Draft(answer)
        self._given(draft, definition, reader, period)
        sense = self.meaning(definition, reader)
        if sense is not None:
            text = shortened(sense.definition or sense.stands_for, _MEANING).rstrip(".")
            draft.add(f"{sense.label} means: {text}", _of_sense(sense))
        for text, citation in self.promises(definition, reader):
            draft.add(text, citation)
            break
        self._said(draft, definition, reader, period)
        if definition.owner:
            draft.plain(f"{definition.owner} answers for it.")
        terms = (sense,) if sense else ()
        return replace(draft.done(), terms=(*terms, *answer.terms))

    def meaning(self, definition: MetricDefinition, reader: Reader) -> Sense | None:
        """The agreed meaning of the metric's word, the reader's department's first."""
        for name in (definition.glossary_term, definition.label, *definition.synonyms):
            found = self.glossary.lookup(name, reader) if name else None
            if found and found.senses and found.match not in {"spelling", "meaning"}:
                return found.senses[0]
        return None

    def promises(
        self, definition: MetricDefinition, reader: Reader
    ) -> Iterator[tuple[str, Citation]]:
        """The promises that the metric serves, as their documents put them."""
        for name in definition.supports:
            found = self.retriever.search(name.replace("#", " "), reader, _FOUND).passages
            best = _promised(name, found)
            if best is not None:
                passage, sentence = best
                words = shortened(sentence, _PROMISE)
                yield f"It serves the promise “{words.rstrip('.')}”", cite(passage, 0, sentence)

    def _given(
        self, draft: _Draft, definition: MetricDefinition, reader: Reader, period: Period | None
    ) -> None:
        """The owner's own reason, with the period that it is about."""
        if self.reasons is None:
            return
        reason = self.reasons.latest(definition.name, reader.audiences, period)
        if reason is not None:
            words = shortened(" ".join(reason.answer.split()), _REASON)
            about = period_name(reason.period) if reason.period else day_words(reason.until)
            if reason.label != definition.label:  # of a segment
                about = f"{reason.label}, {about}"
            draft.add(
                f"The reason that {reason.answered_by} gave for {about}: “{words}”", cited(reason)
            )

    def _said(
        self, draft: _Draft, definition: MetricDefinition, reader: Reader, period: Period | None
    ) -> None:
        if self.voices is None:
            return
        subject = definition.glossary_term or definition.label
        first, against = self.voices.voices(subject, reader, period)
        for one in first:
            draft.add(f"A customer: “{shortened(one.text, _QUOTE)}”", one.citation)
        if against is not None:
            draft.add(f"Against it: “{shortened(against.text, _QUOTE)}”", against.citation)


class _Draft:
    """The answer's text, line by line within its room; each line with its source."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._lines = [answer.text]
        self._citations = list(answer.citations)
        self._room = LONGEST - len(answer.text)

    def add(self, text: str, citation: Citation) -> None:
        number = len(self._citations) + 1
        line = f"{text} [{number}]"
        if len(line) < self._room:
            self._lines.append(line)
            self._citations.append(replace(citation, number=number))
            self._room -= len(line) + 1

    def plain(self, text: str) -> None:
        line = f"{text} [1]"
        if len(line) < self._room:
            self._lines.append(line)
            self._room -= len(line) + 1

    def done(self) -> Answer:
        return replace(self._answer, text="\n".join(self._lines), citations=tuple(self._citations))


def _of_sense(sense: Sense) -> Citation:
    return Citation(
        number=0,
        document=sense.document,
        title=sense.label,
        section=sense.section,
        quote=sense.definition or sense.stands_for,
        link=sense.url,
        owner=sense.owner,
        domain=sense.domain,
    )


def _promised(name: str, passages: Sequence[Passage]) -> tuple[Passage, str] | None:
    """The passage under the promise's heading or of its document, and what it says first."""
    document, _, anchor = name.partition("#")
    wanted = set(telling(anchor.replace("-", " ") or name))
    best: tuple[float, int, Passage, str] | None = None
    for rank, passage in enumerate(passages):
        if passage.chunk.term or passage.document.superseded_by:
            continue
        share, text = _under(wanted, passage)
        share += 0.2 if is_strategy(passage.document) else 0.0
        share += 0.5 if anchor and passage.document.path.endswith(document) else 0.0
        if text and share >= _ENOUGH and (best is None or (share, -rank) > best[:2]):
            best = (share, -rank, passage, text)
    return (best[2], best[3]) if best else None


def _under(wanted: set[str], passage: Passage) -> tuple[float, str]:
    """How much of the wanted words its heading or one of its lines has, and the words there."""
    heading = set(telling(passage.chunk.section.rpartition(" > ")[2]))
    found = [(one.text, set(telling(one.text))) for one in pieces(passage.chunk.text)]
    size = len(wanted) or 1
    first = next((text for text, words in found if words - wanted), "")
    best = (len(wanted & heading) / size + 0.1, first)
    for at, (text, words) in enumerate(found):
        share = len(wanted & words) / size
        if words <= wanted and at + 1 < len(found):  # a line that only names it
            text = found[at + 1][0]  # noqa: PLW2901
        if share > best[0]:
            best = (share, text)
    return best
