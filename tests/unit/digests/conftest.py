from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.schedule.book import DigestBook
from bot.schedule.digests import PlannedDigest
from bot.schedule.sending.sender import DigestSender
from bot.schedule.slots import Schedule
from knowledge.digests.building import build
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Remark, Section
from knowledge.errors import DocumentError
from knowledge.metrics.definitions import Baseline, Definitions, MetricDefinition
from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.query import Where
from knowledge.metrics.series.ports import Asked
from knowledge.models import Figure, Period, Target
from knowledge.store.database.database import Database
from knowledge.store.digests.calendar import Calendar
from knowledge.store.digests.planned import PlannedDigests


@dataclass
class FakeFigures:
    """Counts rows that it was given as (day, group); no rows, no metric."""

    rows: list[tuple[date, str]]
    definitions: Definitions
    readers: frozenset[str] = frozenset({"everyone"})
    refreshed: list[datetime] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    def figure(
        self,
        metric: str,
        period: Period | None = None,
        by: Sequence[str] = (),
        where: Sequence[Where] = (),
        grain: Grain | None = None,
    ) -> list[Figure]:
        definition = self.definitions.metric(metric)
        counted = [
            one
            for one in self.rows
            if (period is None or period.start <= one[0] <= period.end)
            and all(one[1] in condition.values for condition in where)
        ]
        groups: dict[tuple[str, Period | None], int] = {} if by or grain else {("", None): 0}
        for day, group in counted:
            key = (group if by else "", containing(day, grain) if grain else None)
            groups[key] = groups.get(key, 0) + 1
        return [
            Figure(
                metric,
                definition.label,
                float(n),
                definition.unit,
                n,
                dimensions={"team": group} if by else {},
                period=of or period,
                owner=definition.owner,
            )
            for (group, of), n in groups.items()
        ]

    def span(self, metric: str, before: date) -> Period | None:
        self.definitions.metric(metric)
        days = sorted(day for day, _ in self.rows if day < before)
        return Period(days[0], days[-1]) if days else None

    def watermark(self, source: str, before: date, column: str = "") -> date | None:
        if source != "tickets":
            raise DocumentError(f"No metric is computed from a table '{source}'.")
        span = self.span("tickets", before)
        return span.end if span else None

    def additive(self, metric: str) -> bool:
        return True

    def audiences(self, metric: str) -> frozenset[str]:
        self.definitions.metric(metric)
        return self.readers

    def tables(self, metric: str) -> tuple[str, ...]:
        self.definitions.metric(metric)
        return ("tickets",)

    def refresh(self, now: datetime) -> Mapping[str, str]:
        self.refreshed.append(now)
        return self.broken


TICKETS = MetricDefinition(
    "tickets",
    "Tickets",
    Path("care.yaml"),
    1,
    unit="tickets",
    direction="down_is_good",
    owner="U0CARE",
    baseline=Baseline(10, "2025-12-31"),
    targets=(Target(date(2026, 6, 30), 2),),
)


@pytest.fixture
def figures() -> FakeFigures:
    """Tickets of three weeks in February: 3, none, 4 (Monday 2, 9 and 16)."""
    rows = [
        *[(date(2026, 2, 3), "north")] * 3,
        *[(date(2026, 2, 17), "south")] * 3,
        (date(2026, 2, 18), "north"),
        (date(2026, 2, 23), "north"),
    ]
    return FakeFigures(rows, Definitions(metrics={"tickets": TICKETS}))


@pytest.fixture
def weekly() -> Callable[..., DigestDefinition]:
    def make(**settings: object) -> DigestDefinition:
        usual = {
            "name": "care-weekly",
            "title": "Care, week by week",
            "channel": "C0CARE",
            "period": "last_complete_week",
            "metrics": (Asked("tickets", by="team"),),
        }
        return DigestDefinition(**{**usual, **settings})  # type: ignore[arg-type]

    return make


@dataclass
class FakeOutbox:
    """Keeps the first message of each key; what is to be sent can fail."""

    kept: dict[str, tuple[str, str]] = field(default_factory=dict)
    below: dict[str, str] = field(default_factory=dict)
    amended: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    def post_once(
        self,
        key: str,
        channel: str,
        thread: str,
        text: str,
        blocks: Sequence[dict[str, Any]],
    ) -> None:
        if self.broken:
            raise OSError("no space")
        self.kept.setdefault(key, (channel, text))

    def reply_once(
        self,
        parent: str,
        key: str,
        channel: str,
        text: str,
        blocks: Sequence[dict[str, Any]],
    ) -> None:
        assert parent in self.kept
        self.below.setdefault(key, text)

    def amend_once(
        self, parent: str, key: str, channel: str, text: str, blocks: Sequence[dict[str, Any]]
    ) -> None:
        assert parent in self.kept
        self.amended.setdefault(parent, text)

    def is_kept(self, key: str) -> bool:
        return key in self.kept


@pytest.fixture
def outbox() -> FakeOutbox:
    return FakeOutbox()


@pytest.fixture
def database(tmp_path: Path, new_store: Callable[[Path], Database]) -> Iterator[Database]:
    database = new_store(tmp_path / "store")
    yield database
    database.close()


@pytest.fixture
def calendar(database: Database) -> Calendar:
    return Calendar(database)


class Voices:
    """Says one thing below each digest."""

    def sections(self, digest: Digest, readers: Collection[str]) -> list[Section]:
        return [Section("drivers", "What moved it", (Remark("More in the north."),))]


Send = Callable[..., DigestSender]


@pytest.fixture
def sender(figures: Any, weekly: Any, calendar: Calendar, outbox: FakeOutbox) -> Send:
    def make(
        *,
        days: frozenset[int] = frozenset({0}),
        may_read: Callable[[str, str], bool] = lambda _channel, _audience: True,
        making: Callable[[], None] = lambda: None,
        afterwards: Callable[..., None] = lambda *_: None,
        plans: PlannedDigests | None = None,
        **settings: object,
    ) -> DigestSender:
        def built(one: PlannedDigest, as_of: date) -> Digest:
            making()
            return build(one.definition, figures, as_of, [Voices()])

        schedule = Schedule(time(9), ZoneInfo("Europe/Berlin"), days)
        planned = {"care-weekly": PlannedDigest(weekly(**settings), schedule)}
        return DigestSender(
            DigestBook(planned, plans),
            built,
            figures,
            calendar,
            outbox,
            may_read,
            afterwards,
            lambda digest: (digest.definition.owner or "U0ADMIN",),
        )

    return make
