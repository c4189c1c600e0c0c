"""The section on words that departments mean differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Status
from knowledge.digests.sections.conflicts import OpenedAndClosed
from knowledge.models import Period
from knowledge.store.database.database import Database
from knowledge.store.lingo.conflicts import JOINT, Conflicts
from knowledge.store.lingo.records import Conflict, Difference, Side

MONDAY = date(2026, 2, 23)
TUESDAY = datetime(2026, 2, 17, 10, tzinfo=UTC)
LONG_AGO = TUESDAY - timedelta(days=30)


@pytest.fixture
def conflicts(tmp_path: Path, new_store: Callable[[Path], Database]) -> Iterator[Conflicts]:
    database = new_store(tmp_path / "store")
    yield Conflicts(database)
    database.close()


def differing(label: str, audience: str = "everyone") -> Conflict:
    one = Side(label, "A crew.", "a.csv", "1", "everyone", domain="operations")
    other = Side(label, "A store.", "b.csv", "1", audience, domain="sales")
    return Conflict(label, label, one, other, Difference("different subject", "high", "They."))


def test_only_what_was_confirmed_or_settled_lately_and_all_may_read_is_told(
    conflicts: Conflicts, weekly: Callable[..., DigestDefinition]
) -> None:
    closed = differing("Depot", "board")
    found = [differing(one) for one in ("Pod", "Job", "Lull", "Drop")]
    conflicts.renew([closed, *found], LONG_AGO)
    for label, when in (("Pod", TUESDAY), ("Job", TUESDAY), ("Drop", LONG_AGO), ("Depot", TUESDAY)):
        conflicts.confirm(label, "U0ADMIN", when)
    conflicts.settle("Job", JOINT, ("U0OPS", TUESDAY), "One visit.")
    week = Period(MONDAY - timedelta(days=7), MONDAY - timedelta(days=1))
    digest = Digest(weekly(), MONDAY, Status.READY, period=week)

    (section,) = OpenedAndClosed(conflicts).sections(digest, ("everyone",))

    assert [one.text for one in section.remarks] == [
        "Pod: in operations, “A crew.”; in sales, “A store.”. Not settled yet.",
        "Job is settled: One visit.",
    ]
    assert OpenedAndClosed(conflicts).sections(digest, ()) == []
