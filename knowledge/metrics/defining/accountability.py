"""A metric's document to its definition: its names, and what stands under `meta.throughline`.

`config.meta` is dbt's place for what other tools keep; the older `meta` on the metric is read too.
"""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.metrics.defining.metric import (
    COMPARED_WITH,
    COMPARISONS,
    DIRECTIONS,
    ON_STALE,
    STATUSES,
    Baseline,
    MetricDefinition,
    Owner,
    Staleness,
    Threshold,
)
from knowledge.metrics.located import Located
from knowledge.metrics.periods import Grain
from knowledge.models import Target

SETTINGS = frozenset(
    "status owner owners domain unit direction granularity baseline targets thresholds"
    " comparisons segment_by drivers freshness min_sample synonyms glossary_term supports"
    " review_interval audience".split()
)
_ACCOUNTABLE = "accountable"

Entries = Mapping[str, Located]


def definition_of(body: Located) -> MetricDefinition:
    """The definition that a metric's document gives.

    Raises:
        Misdefined: a setting is unknown or wrong, with its line.
    """
    entries = dict(body.entries())
    if "name" not in entries:
        body.refuse("a metric needs a name.")
    name = entries["name"].text()
    told = _told(entries)
    owners = _owners(told)
    least, review = told.get("min_sample"), told.get("review_interval")
    return MetricDefinition(
        name=name,
        label=_text(entries, "label") or name.replace("_", " ").capitalize(),
        file=body.file,
        line=body.line,
        description=_text(entries, "description"),
        unit=_text(told, "unit"),
        direction=_choice(told, "direction", DIRECTIONS) or "neutral",
        owner=owners[0].slack if owners else "",
        domain=_text(told, "domain"),
        glossary_term=_text(told, "glossary_term"),
        baseline=_baseline(told.get("baseline")),
        targets=_targets(told.get("targets")),
        thresholds=tuple(_threshold(item) for item in _items(told, "thresholds")),
        synonyms=_texts(told, "synonyms"),
        segment_by=_texts(told, "segment_by"),
        min_sample=_count(least) if least else 0,
        owners=owners,
        drivers=_texts(told, "drivers"),
        supports=_texts(told, "supports"),
        audience=_text(told, "audience"),
        status=_choice(told, "status", STATUSES),
        freshness=_freshness(told.get("freshness")),
        review_interval=review.duration() if review else None,
        granularity=_choice(told, "granularity", [*Grain]),
        comparisons=tuple(one.choice(COMPARED_WITH) for one in _items(told, "comparisons")),
    )


def _told(entries: Entries) -> Entries:
    """The settings for Throughline, wherever dbt lets them stand."""
    places = [entries.get("meta")]
    if "config" in entries:
        places.append(dict(entries["config"].entries()).get("meta"))
    told: dict[str, Located] = {}
    for meta in places:
        found = dict(meta.entries()).get("throughline") if meta else None
        if found:
            told |= found.keys(SETTINGS)
    return told


def _text(entries: Entries, key: str) -> str:
    return entries[key].text() if key in entries else ""


def _choice(entries: Entries, key: str, known: tuple[str, ...] | list[Grain]) -> str:
    return entries[key].choice([*map(str, known)]) if key in entries else ""


def _items(entries: Entries, key: str) -> list[Located]:
    return list(entries[key].items()) if key in entries else []


def _texts(entries: Entries, key: str) -> tuple[str, ...]:
    return tuple(item.text() for item in _items(entries, key))


def _count(entry: Located) -> int:
    number = entry.number()
    if number < 0 or not number.is_integer():
        entry.refuse(f"{entry.name} must be a whole number, not '{entry.value}'.")
    return int(number)


def _owners(told: Entries) -> tuple[Owner, ...]:
    """The accountable ones first."""
    if "owner" in told:
        return (Owner(told["owner"].text(), _ACCOUNTABLE), *map(_owner, _items(told, "owners")))
    found = [_owner(item) for item in _items(told, "owners")]
    return tuple(sorted(found, key=lambda owner: owner.role != _ACCOUNTABLE))


def _owner(item: Located) -> Owner:
    if isinstance(item.value, str):
        return Owner(item.text())
    entries = item.keys({"slack", "group", "role"})
    slack = _text(entries, "slack") or _text(entries, "group")
    if not slack:
        item.refuse("an owner needs a Slack id: `slack` of a person or `group` of a user group.")
    return Owner(slack, _text(entries, "role"))


def _baseline(body: Located | None) -> Baseline | None:
    if body is None:
        return None
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


def _freshness(body: Located | None) -> Staleness | None:
    if body is None:
        return None
    entries = body.keys({"source", "watermark", "max_age", "on_stale"})
    if "max_age" not in entries:
        body.refuse("freshness needs a max_age such as 36h.")
    return Staleness(
        max_age=entries["max_age"].duration(),
        source=_text(entries, "source"),
        watermark=_text(entries, "watermark"),
        on_stale=_choice(entries, "on_stale", ON_STALE) or "hold",
    )
