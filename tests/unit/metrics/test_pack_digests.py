from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.schedule.digests import load as load_digests
from knowledge.digests.building import build
from knowledge.digests.digest import Digest, Status
from knowledge.metrics.definitions import load
from knowledge.metrics.engine import Metrics
from knowledge.metrics.tables import Tables
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


def value_of(digest: Digest, metric: str, group: str) -> float | None:
    line = next(one for one in digest.lines if one.name == metric)
    if not group:
        return line.figure.value if line.figure else None
    rows = [row for _, rows in line.groups for row in rows]
    return next(row.value for row in rows if group in row.dimensions.values())


def test_digests_of_csv_tables_have_the_checked_values(pack_metrics: Metrics) -> None:
    planned = load_digests(PACK / "digests")
    daily, weekly, standing = (
        next(name for name, one in planned.items() if one.definition.period == period)
        for period in ("last_complete_day", "last_complete_week", "latest")
    )
    with (PACK / "digest_gold.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["table"].endswith(".csv")]

    wrong = []
    for row in rows:
        period, gold = row["period"], float(row["gold_value"])
        if period[:1].isdigit():
            name, group = (weekly if "/" in period else daily), ""
            as_of = date.fromisoformat(period[-10:]) + timedelta(days=1)
        else:
            name, group, as_of = standing, period, date(2026, 1, 1)
        digest = build(planned[name].definition, pack_metrics, as_of)
        value = value_of(digest, digest.lines[0].name, group)
        exact = value if not group or value is None else round(value * 100, 2)
        if exact != gold or digest.status is not Status.READY:
            wrong.append((row, value, digest.reason))

    assert len(rows) == 31
    assert wrong == []


def test_digests_of_a_database_have_the_checked_values(pack_metrics: Metrics) -> None:
    planned = load_digests(PACK / "digests")
    monthly = next(n for n, p in planned.items() if p.definition.period == "last_complete_month")
    with (PACK / "digest_gold.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == "northwind.db"]

    wrong = []
    for row in rows:
        month = date.fromisoformat(f"{row['period']}-01")
        as_of = (month + timedelta(days=31)).replace(day=1)
        metric = "orders" if row["metric"].startswith("orders") else "net_revenue"
        value = value_of(build(planned[monthly].definition, pack_metrics, as_of), metric, "")
        if value is None or abs(value - float(row["gold_value"])) > 0.0051:  # rounded by hand
            wrong.append((row, value))

    assert len(rows) == 46
    assert wrong == []
