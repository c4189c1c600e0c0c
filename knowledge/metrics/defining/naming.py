"""What definitions name and nobody has: tables, audiences, terms, promises; and odd promises."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.defining.problems import Problem, Severity
from knowledge.metrics.located import Located, nearest

_SLACK = re.compile(r"[UWS][A-Z0-9]{2,}")
_IN_META = ("config", "meta", "throughline")


@dataclass(frozen=True, slots=True)
class Known:
    """What the definitions may name.

    Attributes:
        audiences: the configuration's.
        tables: columns of each declared table by its name; none known of those not loaded.
        term: whether the glossary has a term, and labels that are close to it.
        promise: whether a document holds a promise: its name, or a path with an anchor.
    """

    audiences: frozenset[str]
    tables: Mapping[str, Sequence[str]]
    term: Callable[[str], tuple[bool, Sequence[str]]]
    promise: Callable[[str], bool]


class Place:
    """Where a metric's settings stand."""

    def __init__(self, body: Located) -> None:
        self.body = body
        self._told: dict[str, Located] = {}
        for path in (_IN_META, _IN_META[1:]):
            self._told = dict(_below(body, path)) | self._told

    def of(self, setting: str, value: str = "") -> Located:
        """The setting, or the item of its list that has this value; else the metric."""
        entry = self._told.get(setting)
        if entry is None:
            return self.body
        found = (one for one in entry.items() if str(one.value).strip() == value)
        return next(found, entry) if value else entry

    def warn(self, setting: str, sentence: str, value: str = "") -> Problem:
        """A warning at the setting."""
        return Problem.at(self.of(setting, value), sentence, Severity.WARNING)


def _below(body: Located, path: Sequence[str]) -> Iterator[tuple[str, Located]]:
    for key in path:
        found = dict(body.entries()).get(key) if isinstance(body.value, dict) else None
        if found is None:
            return
        body = found
    if isinstance(body.value, dict):
        yield from body.entries()


def _models(documents: Iterable[Located]) -> list[dict[str, Located]]:
    models = (one for one in documents if one.name == "semantic_model")
    return [dict(one.entries()) for one in models if isinstance(one.value, dict)]


def tables(documents: Iterable[Located], known: Known) -> Iterator[Problem]:
    """Tables that no source gives."""
    for model in _models(documents):
        relation = model.get("node_relation")
        if relation is None or not isinstance(relation.value, dict):
            continue
        alias = dict(relation.entries()).get("alias")
        if alias is not None and str(alias.value).strip('"') not in known.tables:
            offers = nearest(str(alias.value), known.tables)
            yield Problem.at(alias, f"no source of kind table is called '{alias.value}'.{offers}")


def dimensions_of(documents: Iterable[Located]) -> dict[str, Located]:
    """Where each dimension is defined, by its short name; the first where several are called so."""
    found: dict[str, Located] = {}
    for model in _models(documents):
        for one in model["dimensions"].items() if "dimensions" in model else ():
            if isinstance(one.value, dict):
                found.setdefault(str(one.value.get("name")), one)
    return found


def same_names(metrics: Iterable[MetricDefinition]) -> Iterator[Problem]:
    """Names that two metrics answer to: a question with one of them has to be asked back."""
    bearers: dict[str, list[MetricDefinition]] = defaultdict(list)
    for metric in metrics:
        for name in dict.fromkeys(name.casefold() for name in metric.names):
            bearers[name].append(metric)
    for name, called in bearers.items():
        for metric in called[1:]:
            sentence = f"'{metric.name}' is called '{name}' as '{called[0].name}' is."
            yield Problem(metric.file, metric.line, sentence, Severity.WARNING)


def named(metric: MetricDefinition, place: Place, known: Known) -> Iterator[Problem]:
    """What is named in a metric's accountability and is not there."""
    if metric.audience and metric.audience not in known.audiences:
        offers = nearest(metric.audience, known.audiences)
        sentence = f"there is no audience '{metric.audience}'.{offers}"
        yield Problem.at(place.of("audience"), sentence)
    for owner in metric.owners:
        if not _SLACK.fullmatch(owner.slack):
            sentence = f"the owner '{owner.slack}' is no Slack id such as U0ABC or S0TEAM."
            yield place.warn("owner" if owner is metric.owners[0] else "owners", sentence)
    there, close = known.term(metric.glossary_term) if metric.glossary_term else (True, ())
    if not there:
        offers = f" Did you mean '{close[0]}'?" if close else ""
        sentence = f"the glossary has no term '{metric.glossary_term}'.{offers}"
        yield place.warn("glossary_term", sentence)
    for one in metric.supports:
        if not known.promise(one):
            yield place.warn("supports", f"no document holds the promise '{one}'.", one)
    if metric.freshness:
        yield from _freshness(metric, place, known)


def _freshness(metric: MetricDefinition, place: Place, known: Known) -> Iterator[Problem]:
    asked = metric.freshness
    if asked and asked.source and asked.source not in known.tables:
        offers = nearest(asked.source, known.tables)
        sentence = f"no source of kind table is called '{asked.source}'.{offers}"
        yield Problem.at(place.of("freshness"), sentence)
    columns = known.tables.get(asked.source, ()) if asked else ()
    if asked and asked.watermark and columns and asked.watermark not in columns:
        offers = nearest(asked.watermark, columns)
        sentence = f"the table '{asked.source}' has no column '{asked.watermark}'.{offers}"
        yield Problem.at(place.of("freshness"), sentence)


def told(metric: MetricDefinition, place: Place) -> Iterator[Problem]:
    """Promises that cannot be kept as they are written."""
    if metric.targets and not metric.owner:
        yield place.warn("targets", f"'{metric.name}' has a target and no owner.")
    if metric.targets and metric.direction == "neutral":
        sentence = f"'{metric.name}' has a target and no direction: up_is_good or down_is_good."
        yield place.warn("targets", sentence)
    promised = [("targets", target.value) for target in metric.targets]
    promised += [("baseline", metric.baseline.value)] if metric.baseline else []
    for setting, value in promised:
        if metric.unit == "percent" and abs(value) > 2:
            sentence = f"a percent is written as a fraction: {value / 100:g}, not {value:g}."
            yield place.warn(setting, sentence)
