"""Whether evidence bears a sentence out: its words, its numbers, its names, its yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answers.claims.evidence import Evidence, Unit
from knowledge.answers.claims.placing import misplaced_name, misplaced_number
from knowledge.answers.claims.reading import Clause, Reading
from knowledge.answers.claims.scale import Scale
from knowledge.answers.claims.wording import opposed, too_strong


def judge(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> tuple[str, float]:
    """The reason's name why evidence does not bear a sentence out, "" where it does; and the share
    of the sentence's words that are supported.
    """
    windows = [_best(reading, evidence, scale) for evidence in cited]
    near = frozenset().union(
        *(unit.stems for window in windows for unit in window), *(e.head.stems for e in cited)
    )
    everything = frozenset().union(*(evidence.stems for evidence in cited))
    support = scale.cover(reading.stems, near)
    if support < scale.near or scale.cover(reading.stems, everything) < scale.whole:
        return "UNSUPPORTED", support
    units = [unit for window in windows for unit in window]
    fault = (
        misplaced_number(reading, cited, scale)
        or misplaced_name(reading, cited, scale, support)
        or _denied(reading, cited, scale)
        or _stronger(reading, units, cited)
    )
    return fault, support


def _best(reading: Reading, evidence: Evidence, scale: Scale) -> tuple[Unit, ...]:
    """The shortest of the runs of units that cover the sentence best."""

    def covered(window: tuple[Unit, ...]) -> float:
        stems = frozenset().union(evidence.head.stems, *(unit.stems for unit in window))
        return scale.cover(reading.stems, stems) - 0.02 * len(window)

    return max(evidence.windows(), key=covered, default=())


def _denied(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> str:
    """Compares each clause with the clause of the evidence that is closest to it."""
    for clause in reading.clauses:
        if len(clause.stems) < 2:
            continue
        rivals = [
            (scale.cover(clause.stems, other.stems | unit.above), other, unit)
            for evidence in cited
            for unit in evidence.units
            for other in unit.reading.clauses
        ]
        if _contradicted(clause, rivals):
            return "NEGATION"
    return ""


def _contradicted(clause: Clause, rivals: list[tuple[float, Clause, Unit]]) -> bool:
    best = max((score for score, _, _ in rivals), default=0.0)
    if best < 0.5:
        return False
    close = [(other, unit) for score, other, unit in rivals if score >= best - 0.15]
    if clause.denied:
        return not any(
            part.denied or part.softened for _, unit in close for part in unit.reading.clauses
        )
    if clause.softened:
        return False
    return all(other.denied for other, _ in close)


def _stronger(reading: Reading, units: Sequence[Unit], cited: Sequence[Evidence]) -> str:
    theirs = frozenset().union(*(unit.reading.plain for unit in units))
    wide = theirs.union(*(evidence.head.plain for evidence in cited))
    if any(too_strong(word, wide) for word in reading.plain) or opposed(reading.plain, theirs):
        return "STRENGTH"
    return ""
