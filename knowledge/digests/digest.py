"""One issue of a digest, complete: its lines, and what else there is to say in its thread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from knowledge.digests.definition import DigestDefinition
from knowledge.metrics.lines import Line
from knowledge.models import Citation, Period


class Status(StrEnum):
    """Whether a digest is to be posted."""

    READY = "ready"
    HELD = "held"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a section says.

    Attributes:
        text: in plain words, without markup.
        quote: somebody's own words, "" where there are none.
        by: id or name of whose words they are, where that may be said.
        against: the quote speaks against what the section says.
        citation: where it stands, None where it was computed.
    """

    text: str
    quote: str = ""
    by: str = ""
    against: bool = False
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the thread below a digest.

    Attributes:
        kind: a short fixed word for the sort of section, such as `drivers`.
        metric: the metric that it is about, "" for the whole digest.
        more: how many remarks there would be besides these.
        reason: why it says nothing, for the preview; there are no remarks then.
    """

    kind: str
    title: str
    remarks: tuple[Remark, ...] = ()
    metric: str = ""
    reason: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """One issue of a digest, complete: rendering it needs nothing else.

    Attributes:
        period: None for `latest`.
        reason: why it is held or skipped.
        left_out: one sentence for each part that could not be made.
        warning: what is said above the lines, "" for nothing.
        newest: by source, the newest day of the rows that it was computed from.
        sections: what the thread says, in this order.
    """

    definition: DigestDefinition
    as_of: date
    status: Status
    lines: tuple[Line, ...] = ()
    period: Period | None = None
    reason: str = ""
    left_out: tuple[str, ...] = ()
    warning: str = ""
    newest: tuple[tuple[str, date], ...] = ()
    sections: tuple[Section, ...] = ()


class MakesSections(Protocol):
    """A room that has something to say below a digest."""

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        """What it says of a digest that is ready; nothing where nothing is worth saying.

        Args:
            digest: with its lines, and the sections made before.
            readers: the audiences that everybody who reads it is of.

        Raises:
            ThroughlineError: it cannot be made; the digest goes without it, and says why in the
                preview.
        """
        ...
