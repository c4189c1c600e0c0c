"""The metrics of a workspace: names and accountability, without loading MetricFlow.

Read from the same YAML documents that MetricFlow computes from: names are wanted at start, the
calculation only with the first number (`manifest.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.defining.accountability import definition_of
from knowledge.metrics.defining.dbt import METRIC, documents
from knowledge.metrics.defining.metric import (
    COMPARISONS,
    DIRECTIONS,
    Baseline,
    MetricDefinition,
    Owner,
    Staleness,
    Threshold,
)
from knowledge.metrics.defining.problems import Problem, refuse_first
from knowledge.metrics.located import Located, Misdefined, files_below, nearest, read_documents

__all__ = [
    "COMPARISONS",
    "DIRECTIONS",
    "Baseline",
    "Definitions",
    "MetricDefinition",
    "Owner",
    "Staleness",
    "Threshold",
    "gather",
    "load",
]


@dataclass(frozen=True, slots=True)
class Definitions:
    """All metrics of a folder, by name, and the files they stand in.

    Attributes:
        documents: MetricFlow's documents, named by their kind, at the lines they were read from.
        whole: whether every document could be read; else names may be missing that are there.
    """

    folder: Path | None = None
    metrics: Mapping[str, MetricDefinition] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    documents: tuple[Located, ...] = ()
    whole: bool = True

    def metric(self, name: str) -> MetricDefinition:
        """The metric of this name.

        Raises:
            InputError: there is none; offers the nearest.
        """
        found = self.metrics.get(name)
        if found is None:
            raise InputError(f"There is no metric '{name}'.{nearest(name, self.metrics)}")
        return found


def load(folder: Path | None) -> Definitions:
    """The definitions below a folder; None is a workspace without metrics.

    Raises:
        DefinitionError: a file is wrong, with file, line and the nearest right name.
    """
    definitions, problems = gather(folder)
    refuse_first(problems)
    return definitions


def gather(folder: Path | None) -> tuple[Definitions, list[Problem]]:
    """What can be read below a folder, and all that is wrong with the rest.

    Raises:
        DefinitionError: there is no such folder.
    """
    if folder is None:
        return Definitions(), []
    if not folder.is_dir():
        raise DefinitionError(f"The folder of metric definitions is not there: {folder}.")
    files = tuple(files_below(folder))
    problems: list[Problem] = []
    found = [body for file in files for body in _documents(file, problems)]
    whole = not problems
    bodies: list[Located] = []
    metrics: dict[str, MetricDefinition] = {}
    for body in found:
        try:
            if body.name == METRIC:
                _refuse_second(body, bodies)
            bodies.append(body)
            if body.name == METRIC and not _hidden(body):
                metric = definition_of(body)
                metrics[metric.name] = metric
        except Misdefined as error:
            problems.append(Problem.of(error))
    return Definitions(folder, metrics, files, tuple(bodies), whole), problems


def _documents(file: Path, problems: list[Problem]) -> Iterator[Located]:
    try:
        for root in read_documents(file):
            yield from documents(root, lambda error: problems.append(Problem.of(error)))
    except Misdefined as error:
        problems.append(Problem.of(error))


def _refuse_second(body: Located, others: Sequence[Located]) -> None:
    name = body.value.get("name") if isinstance(body.value, dict) else None
    for one in others:
        same = one.name == METRIC and isinstance(one.value, dict) and one.value.get("name") == name
        if same and name is not None:
            body.refuse(
                f"the metric '{name}' is already defined in {one.file.name}, line {one.line}."
            )


def _hidden(body: Located) -> bool:
    """Whether others are made of it and nobody asks for it."""
    params = dict(body.entries()).get("type_params")
    told = params.value if params else None
    return isinstance(told, dict) and told.get("is_private") is True
