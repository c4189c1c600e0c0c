"""What a computed answer rests on: its definition, its rows, and how it was made of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.wording import day_words
from knowledge.models import Citation, Working
from knowledge.numbers.computed import Computed
from knowledge.numbers.naming import conditions, when


@dataclass(frozen=True, slots=True)
class Backing:
    """Tells where figures come from.

    Attributes:
        root: the folder of the configuration; a definition is cited by its path from there.
    """

    metrics: Metrics
    root: Path

    def cite(self, definition: MetricDefinition, number: int) -> Citation:
        """The definition that a figure comes from."""
        return Citation(
            number=number,
            document=Path(os.path.relpath(definition.file, self.root)).as_posix(),
            title=definition.label,
            section=definition.name,
            quote=definition.description or definition.label,
            owner=definition.owner,
            domain=definition.domain,
        )

    def evidence(self, made: Computed) -> str:
        """For instance "3,875 rows of deliveries · loaded 30 Nov 2026"."""
        computation = self.metrics.computation(made.asked.metric)
        parts = [f"Computed from {made.rows:,} rows of {' and '.join(computation.tables)}"]
        loaded = self._loaded(computation.tables)
        if loaded:
            parts.append(f"loaded {day_words(loaded)}")
        return " · ".join(parts)

    def _loaded(self, tables: Sequence[str]) -> date | None:
        loads = self.metrics.loaded()
        days = [loads[name].loaded_at.date() for name in tables if name in loads]
        return min(days, default=None)

    def working(self, made: Computed, labels: Mapping[str, str]) -> Working:
        """How it was computed, for whoever wants to do it again."""
        definition, asked = made.definition, made.asked
        computation = self.metrics.computation(asked.metric)
        loads = self.metrics.loaded()
        loaded = [loads[name].loaded_at for name in computation.tables if name in loads]
        parts = [definition.description or definition.label]
        about = conditions((*asked.where, *asked.part), labels)
        parts += [f"Only rows with {about}."] if about else []
        parts += [f"Time:{when(made)}."] if when(made) else []
        parts.append(f"n = {made.rows:,} rows.")
        return Working(
            subject=definition.label,
            rule=" ".join(parts),
            query=";\n\n".join(dict.fromkeys(made.statements)),
            source=", ".join(computation.tables),
            loaded=min(loaded, default=None),
            file=self.cite(definition, 1).document,
        )
