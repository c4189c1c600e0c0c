"""How new the rows behind a digest are, and whether they are new enough. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.digests.definition import DigestDefinition
from knowledge.errors import ThroughlineError
from knowledge.metrics.series.ports import Figures
from knowledge.metrics.wording import day_words

HOLD, SKIP, WARN = "hold", "skip", "send_with_warning"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stale:
    """Rows that are too old: what becomes of the digest (`HOLD`, `SKIP` or `WARN`), and why."""

    on_stale: str
    reason: str


def newest(
    definition: DigestDefinition, figures: Figures, as_of: date
) -> tuple[tuple[str, date], ...]:
    """By source, the newest day before a day of the rows that a digest is computed from."""
    days = {}
    for source in _sources(definition, figures):
        try:
            day = figures.watermark(source, as_of)
        except ThroughlineError:
            continue  # its lines say why
        if day is not None:
            days[source] = day
    return tuple(days.items())


def stale(definition: DigestDefinition, figures: Figures, as_of: date) -> Stale | None:
    """What is too old, by the digest's own freshness and by that of its metrics.

    Of several that are, one that holds the digest counts first, then one that skips it.
    """
    found = sorted(_stale(definition, figures, as_of), key=lambda one: _ORDER[one.on_stale])
    return found[0] if found else None


_ORDER = {HOLD: 0, SKIP: 1, WARN: 2}


def _sources(definition: DigestDefinition, figures: Figures) -> list[str]:
    asked = [definition.freshness.source] if definition.freshness else []
    for one in definition.metrics:
        try:
            asked += figures.tables(one.metric)
        except ThroughlineError:
            continue
    return list(dict.fromkeys(asked))


def _stale(definition: DigestDefinition, figures: Figures, as_of: date) -> Iterator[Stale]:
    own = definition.freshness
    asked = [(own.source, "", own.max_age, own.on_stale)] if own else []
    for one in definition.metrics:
        metric = figures.definitions.metrics.get(one.metric)
        if metric and metric.freshness:
            told = metric.freshness
            source = told.source or _table(one.metric, figures)
            asked.append((source, told.watermark, told.max_age, told.on_stale))
    for source, column, max_age, on_stale in dict.fromkeys(asked):
        reason = _old((source, column), max_age, figures, as_of) if source else ""
        if reason:
            yield Stale(on_stale, reason)


def _table(metric: str, figures: Figures) -> str:
    try:
        return figures.tables(metric)[0]
    except ThroughlineError:
        return ""  # its line says why


def _old(watermark: tuple[str, str], max_age: timedelta, figures: Figures, as_of: date) -> str:
    """Why a source is too old, "" where it is not: strictly older than its greatest age."""
    source, column = watermark
    try:
        day = figures.watermark(source, as_of, column)
    except ThroughlineError as error:
        return str(error)
    if day is None:
        return f"{source} has no rows before {day_words(as_of)}."
    if as_of - day <= max_age:
        return ""
    age, most = _days((as_of - day).days), _length(max_age)
    return (
        f"The newest row of {source} is of {day:%A}, {day_words(day)}:"
        f" it is {age} old, and may be at most {most} old."
    )


def _length(age: timedelta) -> str:
    if age % _DAY:
        return f"{age // timedelta(hours=1)} hours"
    return _days(age.days)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
