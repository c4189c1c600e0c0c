"""Whether a sentence denies what the evidence affirms, or affirms what it denies."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answers.claims.evidence import Evidence, Unit
from knowledge.answers.claims.reading import Clause, Reading
from knowledge.answers.claims.scale import Scale


def denied(reading: Reading, cited: Sequence[Evidence], scale: Scale) -> str:
    """NEGATION where the yes or no of sentence and evidence differ, else ""."""
    units = [unit for evidence in cited for unit in evidence.units]
    heads = [clause for evidence in cited for clause in evidence.head.clauses]
    known = frozenset().union(*(evidence.head.stems for evidence in cited))
    if _affirms_struck(reading, units, known):
        return "NEGATION"
    alone = not any(clause.denied or clause.softened for clause in reading.clauses)
    for clause in reading.clauses:
        rivals = [
            (scale.cover(clause.stems, other.stems | unit.above), other, unit)
            for unit in units
            for other in unit.reading.clauses
        ]
        best = max((score for score, _, _ in rivals), default=0.0)
        if len(clause.stems) < 2 or best < 0.5:
            continue
        close = [(other, unit) for score, other, unit in rivals if score >= best - 0.15]
        if clause.denied and not any(head.denied for head in heads) and not _says_no(close):
            return "NEGATION"
        if alone and all(other.denied or unit.denied & reading.plain for other, unit in close):
            return "NEGATION"
    return ""


def _says_no(close: Sequence[tuple[Clause, Unit]]) -> bool:
    return any(c.denied or c.softened for _, unit in close for c in unit.reading.clauses)


def _affirms_struck(reading: Reading, units: Sequence[Unit], known: frozenset[str]) -> bool:
    """Whether the sentence says plainly what the evidence has only right behind a negation."""
    struck = frozenset().union(*(c.struck for unit in units for c in unit.reading.clauses))
    plainly = frozenset().union(
        *(
            frozenset(word.stem for word in clause.words) - clause.untrue
            for unit in units
            for clause in unit.reading.clauses
        )
    )
    if any(clause.softened for clause in reading.clauses):
        return False
    return any(
        word.stem in struck - plainly - known
        for clause in reading.clauses
        for word in clause.words
        if word.stem not in clause.untrue
    )
