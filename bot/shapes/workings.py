"""How numbers were computed, as the journal keeps it and a form shows it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from knowledge.models import Answer, Figure, Period, Working

Json = Mapping[str, Any]

_VALUES = 50  # that are kept of one working


@dataclass(frozen=True, slots=True)
class Kept:
    """One working, as it was when the answer was told.

    Attributes:
        subject: the metric's label, or what was counted.
        rule: in words: what counts, filters and period included.
        source: names of the tables or sources behind it.
        loaded: when they were read, ISO 8601, "" where that is not known.
        file: where the definition stands, "" where there is none.
        owner: who answers for it, "" where nobody is named.
        values: each with `value`, `unit`, `n`, `period` and `dimensions`.
    """

    subject: str
    rule: str
    query: str
    source: str
    loaded: str = ""
    file: str = ""
    owner: str = ""
    values: Sequence[Json] = ()


def workings_of(answer: Answer) -> list[Kept]:
    """The workings of an answer with the figures that came of each; none twice."""
    made: dict[tuple[str, str], tuple[Working, list[Figure]]] = {}
    for at, working in enumerate(answer.workings):
        figures = made.setdefault((working.subject, working.query), (working, []))[1]
        figures += [one for one in _figures(answer, at) if one not in figures]
    return [_kept(working, figures) for working, figures in made.values()]


def kept_in(evidence: Sequence[Json]) -> list[Kept]:
    """The workings in what the journal kept of an answer."""
    told = [one["working"] for one in evidence if one.get("working")]
    names = {one.name for one in fields(Kept)}
    return [Kept(**{name: one[name] for name in names & one.keys()}) for one in told]


def _figures(answer: Answer, at: int) -> list[Figure]:
    """Those of the nth working: its own where each has one, else all of its subject."""
    if len(answer.workings) == len(answer.figures):
        return [answer.figures[at]]
    subject = answer.workings[at].subject
    return [one for one in answer.figures if one.label == subject]


def _kept(working: Working, figures: Sequence[Figure]) -> Kept:
    return Kept(
        subject=working.subject,
        rule=working.rule,
        query=working.query,
        source=working.source,
        loaded=working.loaded.isoformat() if working.loaded else "",
        file=working.file,
        owner=next((one.owner for one in figures if one.owner), ""),
        values=[_value(one) for one in figures[:_VALUES]],
    )


def _value(figure: Figure) -> Json:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "n": figure.n,
        "period": _days(figure.period),
        "dimensions": dict(figure.dimensions),
    }


def _days(period: Period | None) -> list[str] | None:
    return None if period is None else [period.start.isoformat(), period.end.isoformat()]
