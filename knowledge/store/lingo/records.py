"""What is kept of terms that were found, and of meanings that differ."""

from __future__ import annotations

from dataclasses import dataclass

NUMBER, SUBJECT, SCOPE, DEPRECATED = (
    "different number",
    "different subject",
    "different scope",
    "deprecated term in use",
)
"""Kinds of differences."""

EXPLAINED = {"table": 3.0, "asked": 2.5, "pair": 2.0, "heading": 1.5, "sentence": 1.0}
"""What showed a term, and how well that explains it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a term is explained."""

    document: str
    section: str
    quote: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that documents explain, or that people asked for, and that no glossary has.

    Attributes:
        key: of the term and the audience.
        stands_for: the long form that most of them give.
        definition: what the best explanation says, "" where there is only the long form.
        times: the pieces of documents that use the term, or how often it was asked for.
        documents: how many documents those are in.
        found_by: what showed it first: one of `EXPLAINED`.
    """

    key: str
    label: str
    audience: str
    stands_for: str
    definition: str
    times: int
    documents: int
    evidence: tuple[Evidence, ...]
    found_by: str

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains whose documents explain it."""
        return tuple(dict.fromkeys(one.domain for one in self.evidence if one.domain))

    @property
    def worth(self) -> float:
        """Greater the better it is explained, in several places, and the more it is used."""
        return EXPLAINED[self.found_by] + len(self.evidence) * 0.5 + min(self.documents, 20) * 0.1


@dataclass(frozen=True, slots=True)
class Side:
    """One meaning of a label, and whose it is.

    Attributes:
        definition: as its document says it.
        stands_for: the long form of an abbreviation, "" where it is none.
        section: the record or the headings of it in its document.
        told: it is a sentence that happens to say what the thing is, and no definition.
    """

    label: str
    definition: str
    document: str
    section: str
    audience: str
    stands_for: str = ""
    domain: str = ""
    owner: str = ""
    status: str = "Approved"
    told: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """How two meanings differ.

    Attributes:
        kind: `NUMBER`, `SUBJECT`, `SCOPE` or `DEPRECATED`.
        severity: high, medium or low.
        reason: one sentence for whoever has to settle it.
    """

    kind: str
    severity: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that do not mean the same by one label.

    Attributes:
        key: of both sides as they are worded: other words make another conflict.
    """

    key: str
    label: str
    one: Side
    other: Side
    difference: Difference
