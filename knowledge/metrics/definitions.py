"""What each metric is called, who answers for it, where it began and what was promised.

Read from the same YAML documents that MetricFlow computes from, without loading MetricFlow: names
and accountability are wanted at start, the calculation only with the first number (`manifest.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.located import Located, files_below, nearest, read_documents
from knowledge.models import Target

DOCUMENT_KINDS = ("metric", "semantic_model", "project_configuration", "saved_query")
DIRECTIONS = ("up_is_good", "down_is_good", "neutral")
COMPARISONS = ("above", "below", "above_target", "below_target")

_ACCOUNTABILITY = frozenset(
    "status owner owners domain unit direction granularity baseline targets thresholds"
    " comparisons segment_by drivers freshness min_sample synonyms glossary_term supports"
    " review_interval".split()
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a metric began: its value, when that was (as written) and who says so."""

    value: float
    when: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a value needs a reason from its owner.

    Attributes:
        comparison: `above` or `below` the value, or `above_target` or `below_target` times it.
    """

    comparison: str
    value: float
    color: str = "red"


@dataclass(frozen=True, slots=True)
class MetricDefinition:
    """One metric in the words of its owner.

    Attributes:
        unit: `percent` for shares (values are fractions), else what is counted or the currency.
        direction: `up_is_good`, `down_is_good` or `neutral`.
        targets: by day, earliest first.
        min_sample: fewer rows than this are too few to call.
    """

    name: str
    label: str
    file: Path
    line: int
    description: str = ""
    unit: str = ""
    direction: str = "neutral"
    owner: str = ""
    domain: str = ""
    glossary_term: str = ""
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    synonyms: tuple[str, ...] = ()
    segment_by: tuple[str, ...] = ()
    min_sample: int = 0

    def target_for(self, day: date) -> Target | None:
        """The target that is due next on this day, else the last one that was."""
        ahead = [target for target in self.targets if target.day >= day]
        return ahead[0] if ahead else (self.targets[-1] if self.targets else None)


@dataclass(frozen=True, slots=True)
class Definitions:
    """All metrics of a folder, by name, and the files they stand in."""

    folder: Path | None = None
    metrics: Mapping[str, MetricDefinition] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

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
    if folder is None:
        return Definitions()
    if not folder.is_dir():
        raise DefinitionError(f"The folder of metric definitions is not there: {folder}.")
    files = tuple(files_below(folder))
    metrics: dict[str, MetricDefinition] = {}
    for document in (document for file in files for document in read_documents(file)):
        for kind, body in document.entries():
            if kind not in DOCUMENT_KINDS:
                body.refuse(f"'{kind}' is not a kind of definition.{nearest(kind, DOCUMENT_KINDS)}")
            if kind == "metric":
                _add(metrics, _metric(body))
    return Definitions(folder, metrics, files)


def _add(metrics: dict[str, MetricDefinition], metric: MetricDefinition) -> None:
    first = metrics.setdefault(metric.name, metric)
    if first is not metric:
        raise DefinitionError(
            f"{metric.file.name}, line {metric.line}: the metric '{metric.name}' is already defined"
            f" in {first.file.name}, line {first.line}."
        )


def _metric(body: Located) -> MetricDefinition:
    entries = dict(body.entries())
    if "name" not in entries:
        body.refuse("a metric needs a name.")
    name = entries["name"].text()
    label = entries["label"].text() if "label" in entries else name.replace("_", " ").capitalize()
    told = _accountability(entries.get("config"))
    owner, baseline, least = told.get("owner"), told.get("baseline"), told.get("min_sample")
    return MetricDefinition(
        name=name,
        label=label,
        file=body.file,
        line=body.line,
        description=_text(entries, "description"),
        unit=_text(told, "unit"),
        direction=told["direction"].choice(DIRECTIONS) if "direction" in told else "neutral",
        owner=owner.text() if owner else _accountable(told.get("owners")),
        domain=_text(told, "domain"),
        glossary_term=_text(told, "glossary_term"),
        baseline=_baseline(baseline) if baseline else None,
        targets=_targets(told.get("targets")),
        thresholds=tuple(_threshold(item) for item in _items(told, "thresholds")),
        synonyms=tuple(item.text() for item in _items(told, "synonyms")),
        segment_by=tuple(item.text() for item in _items(told, "segment_by")),
        min_sample=int(least.number()) if least else 0,
    )


def _accountability(config: Located | None) -> Mapping[str, Located]:
    """The settings under `config.meta.throughline`; other tools keep theirs beside it."""
    for key in ("meta", "throughline"):
        config = dict(config.entries()).get(key) if config else None
    return config.keys(_ACCOUNTABILITY) if config else {}


def _text(entries: Mapping[str, Located], key: str) -> str:
    return entries[key].text() if key in entries else ""


def _items(entries: Mapping[str, Located], key: str) -> list[Located]:
    return list(entries[key].items()) if key in entries else []


def _accountable(owners: Located | None) -> str:
    """The first owner whose role is accountable, else the first one."""
    found = [dict(item.entries()) for item in owners.items()] if owners else []
    found.sort(key=lambda owner: _text(owner, "role") != "accountable")
    return (_text(found[0], "slack") or _text(found[0], "group")) if found else ""


def _baseline(body: Located) -> Baseline:
    entries = body.keys({"value", "period", "date", "source"})
    if "value" not in entries:
        body.refuse("a baseline needs a value.")
    when = _text(entries, "date") or _text(entries, "period")
    return Baseline(entries["value"].number(), when, _text(entries, "source"))


def _targets(body: Located | None) -> tuple[Target, ...]:
    targets = []
    for item in body.items() if body else ():
        entries = item.keys({"date", "value"})
        if len(entries) < 2:
            item.refuse("a target needs a date and a value.")
        targets.append(Target(entries["date"].day(), entries["value"].number()))
    return tuple(sorted(targets, key=lambda target: target.day))


def _threshold(item: Located) -> Threshold:
    entries = item.keys({"comparison", "threshold", "color"})
    if "comparison" not in entries or "threshold" not in entries:
        item.refuse("a threshold needs a comparison and a threshold.")
    comparison = entries["comparison"].choice(COMPARISONS)
    color = _text(entries, "color") or "red"
    return Threshold(comparison, entries["threshold"].number(), color)
