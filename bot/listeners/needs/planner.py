"""What planning digests needs of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from knowledge.digests.digest import Digest
from knowledge.metrics.definitions import Definitions
from knowledge.metrics.query import Dimension
from knowledge.models import Figure
from knowledge.store.digests.planned import PlannedDigests
from knowledge.store.digests.reasons import Reasons


@dataclass(frozen=True, kw_only=True)
class Planner:
    """Digests, where they are kept, and what they are made of.

    Attributes:
        definitions: of the metrics; this and the next four may take a while the first time.
        audiences: that everybody who reads a metric is of.
        dimensions: that a metric can be split by.
        dated: the table whose newest row says how old a metric is, "" for none.
        refresh: has the figures read their tables again.
        newest: where a metric stands by itself on a day; takes a while.
        quotable: by source of what customers said, its audience.
        zone: of the workspace.
    """

    book: DigestBook
    plans: PlannedDigests
    reasons: Reasons
    build: Callable[[PlannedDigest, date], Digest]
    definitions: Callable[[], Definitions]
    audiences: Callable[[str], frozenset[str]]
    dimensions: Callable[[str], Sequence[Dimension]]
    dated: Callable[[str], str]
    refresh: Callable[[datetime], object]
    newest: Callable[[str, date], Figure | None]
    quotable: Mapping[str, str]
    zone: str = "UTC"
    holidays: Collection[date] = ()
