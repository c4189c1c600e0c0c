from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from bot.schedule.digests import load as load_digests
from knowledge.digests.building import build
from knowledge.digests.digest import Digest, Status
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.models import Source, SourceKind

PACK = Path(
    os.environ.get("THROUGHLINE_PACK")  # noqa: TID251 - where the pack is
    or Path(__file__).parents[4] / "shared" / "pack"
)
pytestmark = [
    pytest.mark.pack,
    pytest.mark.skipif(not (PACK / "digest_gold.csv").is_file(), reason="the pack is not here"),
]


@pytest.fixture(scope="module")
def pack_metrics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Metrics]:
    with (PACK / "throughline.toml").open("rb") as file:
        import tomllib  # noqa: PLC0415

        declared = tomllib.load(file)["source"]
    sources = [
        Source(
            one["name"],
            SourceKind.TABLE,
            str(PACK / one["path"]),
            one["audience"],
            query=one.get("query", ""),
        )
        for one in declared
        if one["kind"] == "table"
    ]
    tables = Tables(tmp_path_factory.mktemp("tables"))
    metrics = Metrics(load(PACK / "metrics"), tables, sources)
    metrics.refresh(datetime(2026, 1, 1, tzinfo=UTC))
    yield metrics
    tables.close()


PLACES = {
    "complaints per week": ("last_complete_week", "complaints"),
    "complaints per day": ("last_complete_day", "complaints"),
    "net revenue per month": ("last_complete_month", "net_revenue"),
    "orders per month": ("last_complete_month", "orders"),
    "churn % by": ("latest", "churn_rate"),
}


def told(digest: Digest, row: dict[str, str], metric: str) -> tuple[str, float]:
    """What a digest tells for a row of gold: its period or group, and the value as rounded there."""
    line = next(one for one in digest.lines if one.name == metric)
    if digest.period is None:
        dimension = row["metric"].rpartition(" ")[2].lower()
        name, rows = next(one for one in line.groups if one[0].replace("_", "") == dimension)
        found = next(one for one in rows if one.dimensions[name] == row["period"])
        return row["period"], rounded((found.value or 0.0) * 100)
    start, end = digest.period.start.isoformat(), digest.period.end.isoformat()
    written = {21: f"{start}/{end}", 10: start, 7: start[:7]}[len(row["period"])]
    assert line.figure is not None
    return written, rounded(line.figure.value or 0.0)


def rounded(value: float) -> float:
    """To two decimals, halves up: 27861.895 is 27861.9."""
    return float(Decimal(repr(round(value, 6))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def day_after(written: str) -> date:
    if not written[:1].isdigit():
        return date(2026, 1, 1)
    if len(written) == 7:
        return (date.fromisoformat(f"{written}-01") + timedelta(days=31)).replace(day=1)
    return date.fromisoformat(written[-10:]) + timedelta(days=1)


def test_digests_have_every_checked_value(
    pack_metrics: Metrics, capsys: pytest.CaptureFixture[str]
) -> None:
    planned = load_digests(PACK / "digests")
    by_period = {one.definition.period: one.definition for one in planned.values()}
    with (PACK / "digest_gold.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    wrong, built = [], {}
    for row in rows:
        period, metric = next(at for name, at in PLACES.items() if row["metric"].startswith(name))
        key = (period, day_after(row["period"]))
        if key not in built:
            built[key] = build(by_period[period], pack_metrics, key[1])
        written, value = told(built[key], row, metric)
        exact = value == float(row["gold_value"])
        if written != row["period"] or not exact or built[key].status is not Status.READY:
            wrong.append((row, written, value, built[key].reason))

    with capsys.disabled():
        print(f"\ndigest gold: {len(rows) - len(wrong)}/{len(rows)} equal")
    assert len(rows) == 77
    assert wrong == []
