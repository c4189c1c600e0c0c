"""What a run did, and how far it is while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from ingest.redacting.pseudonyms import counted


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document, or a part of one, was left out: one sentence for a person."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did, or would do, counted in documents.

    Attributes:
        skipped: what this version or this configuration leaves out.
        failed: what should have been read and could not be; the version of before stays,
            unless nobody can tell any more who may read it.
        chunks: of the added and updated documents.
        masked: how many different values of each kind of personal data have stand-ins in them.
    """

    added: int
    updated: int
    unchanged: int
    deleted: int
    skipped: tuple[Reason, ...]
    failed: tuple[Reason, ...]
    chunks: int
    seconds: float
    masked: Mapping[str, int] = field(default_factory=dict)


class Phase(StrEnum):
    """What a run is busy with; a long run goes through them several times."""

    READING = "reading"
    EMBEDDING = "embedding"
    INDEXING = "indexing"


class IngestProgress(Protocol):
    """Is told how far a run is."""

    def begin(self, phase: Phase, total: int) -> None:
        """A phase begins: so many files to read, or chunks to embed or to index."""
        ...

    def advance(self, count: int) -> None:
        """So many more are done."""
        ...


class Silent:
    """Tells nobody."""

    def begin(self, phase: Phase, total: int) -> None:
        """Nothing."""

    def advance(self, count: int) -> None:
        """Nothing."""


@dataclass(slots=True)
class Tally:
    """Counts while a run goes on."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    chunks: int = 0
    masked: set[str] = field(default_factory=set)
    skipped: list[Reason] = field(default_factory=list)
    failed: list[Reason] = field(default_factory=list)

    def skip(self, document: str, reason: str) -> None:
        """Notes what was left out, and why."""
        self.skipped.append(Reason(document, reason))

    def fail(self, document: str, reason: str) -> None:
        """Notes what could not be read, and why."""
        self.failed.append(Reason(document, reason))

    def report(self, seconds: float) -> IngestReport:
        """The result, in the order of the documents."""
        return IngestReport(
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            deleted=self.deleted,
            skipped=tuple(sorted(self.skipped, key=lambda one: one.document)),
            failed=tuple(sorted(self.failed, key=lambda one: one.document)),
            chunks=self.chunks,
            seconds=round(seconds, 3),
            masked=counted(self.masked),
        )
