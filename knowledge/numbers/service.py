"""Questions for numbers to replies, within what the reader may see."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from knowledge.errors import ChatError, ThroughlineError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.wording import quoted
from knowledge.models import (
    Answer,
    Clarification,
    Mode,
    Nearest,
    NotFound,
    Period,
    Reader,
    Reply,
)
from knowledge.numbers.asked import Ambiguous, Asked, Kind, Unfit
from knowledge.numbers.backing import Backing
from knowledge.numbers.computed import Computed, NoRows
from knowledge.numbers.computing import Computing
from knowledge.numbers.explaining import splits, told
from knowledge.numbers.known import Words
from knowledge.numbers.language.operations import asks_number
from knowledge.numbers.language.vocabulary import Vocabulary
from knowledge.numbers.naming import as_question
from knowledge.numbers.reading.meaning import read
from knowledge.numbers.replying import (
    UNDONE,
    are_parts,
    cited_text,
    figures_of,
    follow_ups_of,
    labels_of,
    listed_names,
    same_figures,
    wanted_splits,
)
from knowledge.numbers.telling.plots import bars_of, plots
from knowledge.numbers.telling.sentences import sentences

_log = logging.getLogger(__name__)


class Joins(Protocol):
    """Adds what the organisation says and hears about a metric to what was computed of it."""

    def join(
        self, answer: Answer, definition: MetricDefinition, reader: Reader, period: Period | None
    ) -> Answer:
        """The same answer with more lines, each cited."""
        ...


class Proposes(Protocol):
    """Chooses a query for a question out of what is defined."""

    def propose(self, question: str, vocabulary: Vocabulary, today: date) -> Asked | None:
        """The query, None where there is none.

        Raises:
            ChatError: whoever is asked did not answer.
        """
        ...


@dataclass(frozen=True)
class Numbers:
    """Answers from the metrics.

    Attributes:
        root: the folder of the configuration; a definition is cited by its path from there.
        today: the day in the workspace's timezone.
        proposes: chooses a query where the words of a question do not tell.
        joins: adds to the answer to a "why" what is known beside the tables.
    """

    metrics: Metrics
    words: Words
    root: Path
    today: Callable[[], date]
    joins: Joins | None = None
    proposes: Proposes | None = None

    @property
    def _backing(self) -> Backing:
        return Backing(self.metrics, self.root)

    def may_ask(self, question: str) -> bool:
        """Whether a question has a word of the definitions; before they are loaded, that is all."""
        return self.words.ready or self.words.shares(question)

    def warm(self) -> None:
        """Loads what the first question would have to wait for.

        Raises:
            DefinitionError: a definition is wrong.
        """
        if self.metrics.definitions.metrics:
            self.words.vocabulary()

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The reply; None where the question asks nothing of the metrics that the reader may see.

        Raises:
            DefinitionError: a definition is wrong.
        """
        vocabulary = self.readable(reader)
        today = self.today()
        asked = read(question, vocabulary, lambda metric: self.words.calendar(metric, today))
        if asked is None or isinstance(asked, Unfit):
            proposed = self._proposed(question, vocabulary, today, firm=asked is not None)
            if proposed is not None:
                return self.answered(question, proposed, vocabulary)
            return self.unfit(question, asked) if asked else None
        if isinstance(asked, Ambiguous):
            return self._settled(question, asked, vocabulary)
        if asked.kind is Kind.WHY:
            return self._explained(question, asked, vocabulary, reader)
        return self.answered(question, asked, vocabulary)

    def _proposed(
        self, question: str, vocabulary: Vocabulary, today: date, *, firm: bool
    ) -> Asked | None:
        """What a chat model chooses, where there is one and a number is asked for."""
        if self.proposes is None or not (firm or asks_number(question)):
            return None
        try:
            return self.proposes.propose(question, vocabulary, today)
        except ChatError as error:
            _log.info("no query was proposed: %s", type(error).__name__)
            return None

    def _explained(
        self, question: str, asked: Asked, vocabulary: Vocabulary, reader: Reader
    ) -> Reply:
        """The number, what moved it, and what is said and heard of it."""
        computing = self.computing()
        try:
            made = computing.compute(asked)
        except ThroughlineError as error:
            definition = self.metrics.definitions.metric(asked.metric)
            return self._missing(question, str(error), [definition])
        labels = labels_of(vocabulary, asked.metric)
        wanted = [name for name in wanted_splits(made.definition, labels) if name != asked.by]
        found = splits(computing, made, wanted)
        moved = [line for one in found if (line := told(one, made, labels))]
        made = replace(
            made, statements=tuple(dict.fromkeys([*made.statements, *computing.statements]))
        )
        answer = self.told(question, made, vocabulary, moved)
        bars = [bars_of(one, made, labels) for one in found]
        answer = replace(answer, plots=(*bars, *answer.plots)[:2])
        if self.joins is None:
            return answer
        return self.joins.join(answer, made.definition, reader, made.asked.period)

    def answered(self, question: str, asked: Asked, vocabulary: Vocabulary) -> Reply:
        """The computed answer to a query, or the sentence that says why there is none."""
        try:
            made = self.computing().compute(asked)
        except ThroughlineError as error:
            definition = self.metrics.definitions.metric(asked.metric)
            return self._missing(question, str(error), [definition])
        return self.told(question, made, vocabulary)

    def computing(self) -> Computing:
        """Computes queries as of today."""
        return Computing(self.metrics, self.words.span, self.today())

    def told(
        self, question: str, made: Computed, vocabulary: Vocabulary, moved: Sequence[str] = ()
    ) -> Answer:
        """What was computed, as an answer; `moved` are lines on what moved it."""
        labels = labels_of(vocabulary, made.asked.metric)
        lines = sentences(made, labels, moved)
        text, lead = cited_text(lines)
        return Answer(
            question=question,
            text=text,
            mode=Mode.COMPUTED,
            citations=(self._backing.cite(made.definition, 1),),
            figures=figures_of(made),
            follow_ups=tuple(follow_ups_of(made, labels)),
            lead=lead,
            evidence=self._backing.evidence(made),
            plots=plots(made, labels),
            workings=(self._backing.working(made, labels),),
        )

    def unfit(self, question: str, asked: Unfit) -> NotFound:
        """Says what is in no definition, and what is near."""
        known = [self.metrics.definitions.metric(name) for name in asked.metrics]
        first = known[0]
        words = " and ".join(f"“{word}”" for word in asked.words[:4])
        if asked.undone:
            text = UNDONE[asked.undone].format(word=words, label=quoted(first.label))
            return self._missing(question, text, known)
        text = f"I cannot compute that: no definition of {quoted(first.label)} knows {words}."
        if not words:  # they were read as others
            text = f"I cannot compute that from {quoted(first.label)}."
        offers = list(dict.fromkeys(asked.offers))
        if offers:
            text += f" It can be split by {listed_names(offers)}."
        return self._missing(question, text, known)

    def _missing(self, question: str, text: str, known: Sequence[MetricDefinition]) -> NotFound:
        near = [
            Nearest(self._backing.cite(one, 1).document, one.label, one.name, owner=one.owner)
            for one in known[:3]
        ]
        ask = next((one.owner for one in known if one.owner), "")
        offers = [f"{one.label}?" for one in known[:3]]
        return NotFound(question, text, tuple(near), ask, follow_ups=tuple(offers))

    def _settled(self, question: str, asked: Ambiguous, vocabulary: Vocabulary) -> Reply:
        """Asks back, unless all readings come to the same."""
        made: list[Computed] = []
        for reading in asked.readings[:4]:
            try:
                made.append(self.computing().compute(reading))
            except NoRows:
                continue
        if not made:
            return self.answered(question, asked.readings[0], vocabulary)
        if all(same_figures(one, made[0]) for one in made) and not are_parts(made):
            return self.told(question, made[0], vocabulary)
        choices = []
        for one in made:
            labels = labels_of(vocabulary, one.asked.metric)
            choices.append(as_question(one.asked, one.definition, labels))
        listed = tuple(dict.fromkeys(choices))
        return Clarification(question, "That has several readings. Which one do you mean?", listed)

    def readable(self, reader: Reader) -> Vocabulary:
        """The words of the metrics that the reader may see, and of no other."""
        whole = self.words.vocabulary()
        allowed = tuple(one for one in whole.metrics if self.may_see(one.name, reader))
        return whole if len(allowed) == len(whole.metrics) else replace(whole, metrics=allowed)

    def may_see(self, metric: str, reader: Reader) -> bool:
        """Whether everything that a metric is computed from may be read."""
        return self.metrics.audiences(metric) <= reader.audiences
