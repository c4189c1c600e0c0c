"""What the metrics know of themselves, as a vocabulary is made from it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import PurePath

from knowledge.errors import ThroughlineError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.query import Dimension
from knowledge.models import Source
from knowledge.numbers.language.learning import vocabulary
from knowledge.numbers.language.vocabulary import About, Vocabulary
from knowledge.numbers.language.words import stems, tokens
from knowledge.numbers.times.calendar import Calendar

_FAR = date(9999, 12, 31)


class Words:
    """The vocabulary of the metrics that can be computed now; made anew when a table changes."""

    def __init__(self, metrics: Metrics, sources: Sequence[Source], fiscal_start: int = 1) -> None:
        self._metrics, self._sources = metrics, {one.name: one for one in sources}
        self._fiscal_start = fiscal_start
        self._lock = threading.Lock()
        self._made: tuple[object, Vocabulary] | None = None
        self._spans: dict[str, tuple[date, date] | None] = {}
        self._written: set[str] | None = None

    @property
    def ready(self) -> bool:
        """Whether the vocabulary is made."""
        return self._made is not None

    def shares(self, question: str) -> bool:
        """Whether a question shares a telling word with the files of the definitions."""
        if self._written is None:
            texts = [
                file.read_text(encoding="utf-8-sig", errors="replace")
                for file in self._metrics.definitions.files
            ]
            self._written = {stem for text in texts for stem in stems(text)}
        return any(not one.idle and one.stem in self._written for one in tokens(question))

    def vocabulary(self) -> Vocabulary:
        """The words of today's tables.

        Raises:
            DefinitionError: a definition is wrong.
        """
        with self._lock:
            loads = self._metrics.loaded()
            if self._made is None or self._made[0] is not loads:
                self._spans.clear()
                self._made = (loads, vocabulary(_Known(self._metrics, self._sources)))
            return self._made[1]

    def calendar(self, metric: str, today: date) -> Calendar:
        """Days as they are meant for a metric: its rows say which August is the newest."""
        span = self.span(metric)
        newest, oldest = (span[1], span[0]) if span else (today - timedelta(days=1), today)
        return Calendar(today, newest, min(oldest, newest), self._fiscal_start)

    def span(self, metric: str) -> tuple[date, date] | None:
        """The first and the last day that a metric has rows of; None where it has no days."""
        if metric not in self._spans:
            found = self._metrics.span(metric, _FAR)
            self._spans[metric] = (found.start, found.end) if found else None
        return self._spans[metric]


class _Known:
    def __init__(self, metrics: Metrics, sources: dict[str, Source]) -> None:
        self._metrics, self._sources = metrics, sources

    def metrics(self) -> Iterable[MetricDefinition]:
        for name, definition in self._metrics.definitions.metrics.items():
            tables = self._metrics.computation(name).tables
            if all(table in self._metrics.loaded() for table in tables):
                yield definition

    def about(self, metric: str) -> About:
        computation = self._metrics.computation(metric)
        known = self._metrics.definitions.metrics
        inputs = [known[name] for name in computation.inputs if name in known]
        texts = [text for one in inputs for text in (one.label, one.description, *one.synonyms)]
        sources = [self._sources[name] for name in computation.tables if name in self._sources]
        return About(
            tuple(texts),
            tuple(name for name in (computation.entity, *computation.tables) if name),
            computation.additive,
            computation.unconditional,
            computation.entity,
            tuple(self._asides(metric)),
            tuple(PurePath(one.path).stem for one in sources if "://" not in one.path),
            len(computation.inputs) > 2,
        )

    def _asides(self, metric: str) -> Iterable[str]:
        for name, definition in self._metrics.definitions.metrics.items():
            inputs = self._metrics.computation(name).inputs
            if definition.unit == "percent" and inputs[-1:] == (metric,):
                yield from (definition.label, *definition.synonyms)

    def dimensions(self, metric: str) -> Sequence[Dimension]:
        return self._metrics.dimensions(metric)

    def values(self, metric: str, dimension: str) -> Sequence[str]:
        try:
            return self._metrics.values(metric, dimension)
        except ThroughlineError:  # the figure says why when it is asked for
            return ()
