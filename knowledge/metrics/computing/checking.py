"""`metric check`: everything that is wrong with the definitions of a workspace, in one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.errors import DocumentError, InputError, ThroughlineError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.defining.naming import (
    Known,
    Place,
    dimensions_of,
    named,
    same_names,
    tables,
    told,
)
from knowledge.metrics.defining.problems import Problem, Severity
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.located import Located, Misdefined
from knowledge.metrics.periods import Grain


def check(definitions: Definitions, metrics: Metrics, known: Known) -> list[Problem]:
    """All problems beyond those of reading; each metric and each dimension is computed once."""
    from knowledge.metrics.computing.manifest import examine  # noqa: PLC0415 - half a second, not at start

    manifest, found = examine(definitions) if definitions.documents else (None, [])
    bodies = _bodies(definitions)
    found += tables(definitions.documents, known)
    found += same_names(definitions.metrics.values())
    for metric in definitions.metrics.values():
        place = Place(bodies[metric.name])
        found += named(metric, place, known)
        found += told(metric, place)
    if manifest is not None:
        found += _computed(definitions, metrics, bodies)
    return [*dict.fromkeys(found)]


def _bodies(definitions: Definitions) -> dict[str, Located]:
    return {
        str(one.value.get("name")): one
        for one in definitions.documents
        if one.name == "metric" and isinstance(one.value, dict)
    }


def _computed(
    definitions: Definitions, metrics: Metrics, bodies: Mapping[str, Located]
) -> Iterator[Problem]:
    """What shows only when the figures are computed."""
    split: set[str] = set()
    dimensions = dimensions_of(definitions.documents)
    for metric in definitions.metrics.values():
        place = Place(bodies[metric.name])
        try:
            value, n = _figure(metrics, metric.name)
        except DocumentError as error:
            if "declare a source" not in str(error):  # else it is told where the table is named
                yield Problem.at(place.body, str(error), Severity.WARNING)
            continue
        except ThroughlineError as error:
            yield _problem(error, place.body)
            continue
        yield from _odd(metric, value, n, place)
        yield from _split(definitions, metrics, metric, place)
        fresh = {one.name for one in metrics.dimensions(metric.name)} - split
        split |= fresh
        for name in sorted(fresh):
            at = dimensions.get(name.rsplit("__", 1)[-1], place.body)
            yield from _by(metrics, metric.name, name, at)


def _odd(metric: MetricDefinition, value: float | None, n: int, place: Place) -> Iterator[Problem]:
    """Figures that can be computed and are hardly meant."""
    if not n:
        sentence = f"'{metric.name}' has no rows: is its filter, or its day, what it should be?"
        yield Problem.at(place.body, sentence, Severity.WARNING)
    elif metric.unit == "percent" and value is not None and abs(value) > 2:
        sentence = f"'{metric.name}' is {value:g}, and a percent is a fraction: 0.25 is 25 %."
        yield Problem.at(place.body, sentence, Severity.WARNING)


def _figure(metrics: Metrics, name: str) -> tuple[float | None, int]:
    """The newest value and all rows; metrics that accumulate need periods to do it over."""
    try:
        figure = metrics.figure(name)[0]
    except Misdefined as error:
        if "cumulative" not in error.sentence:
            raise
        found = metrics.figure(name, grain=Grain.MONTH)
        return (found[-1].value if found else None), sum(one.n for one in found)
    return figure.value, figure.n


def _split(
    definitions: Definitions, metrics: Metrics, metric: MetricDefinition, place: Place
) -> Iterator[Problem]:
    """Segments and drivers that the metric cannot be split by."""
    for name in metric.segment_by:
        yield from _by(metrics, metric.name, name, place.of("segment_by", name))
    for name in metric.drivers:
        if name not in definitions.metrics:
            yield from _by(metrics, metric.name, name, place.of("drivers", name))


def _by(metrics: Metrics, metric: str, dimension: str, place: Located) -> Iterator[Problem]:
    try:
        metrics.figure(metric, by=(dimension,))
    except InputError as error:
        yield Problem.at(place, _small(str(error)))
    except Misdefined as error:
        reason = error.sentence.partition(" from its table. ")[2] or error.sentence
        yield Problem.at(place, f"'{metric}' cannot be split by '{dimension}': {reason}")
    except ThroughlineError as error:
        yield _problem(error, place)


def _problem(error: ThroughlineError, place: Located) -> Problem:
    return Problem.of(error) if isinstance(error, Misdefined) else Problem.at(place, str(error))


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
