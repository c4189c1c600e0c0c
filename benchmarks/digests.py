"""How long building a digest takes over a table of many rows.

    python -m benchmarks.digests [--rows 1000000] [--runs 3]

Writes a CSV of made-up parcels, ingests it, and builds one weekly digest of ten metrics: counts,
sums, shares, a median, filtered ones; each with the week before, the same week last year, thirteen
weeks, what is usual, its groups or those that moved it. The first has its statements to write.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.million import write
from benchmarks.numbers import Calendar, _Quiet
from bot.settings import settings as configuration
from bot.settings.environment import quiet_process

_TODAY = date(2026, 11, 30)
_MORE = """
metric:
  name: postage_each
  label: Postage per parcel
  type: ratio
  type_params: {numerator: {name: postage}, denominator: {name: parcels}}
  config:
    meta:
      throughline:
        unit: EUR
        direction: down_is_good
        baseline: {value: 4.6, date: 2024-12-31}
        targets: [{date: 2027-03-31, value: 4.2}]
        segment_by: [parcel__hub, parcel__carrier]
---
metric:
  name: kite_parcels
  label: Parcels with Kite
  type: simple
  type_params: {measure: parcel_count}
  filter: "{{ Dimension('parcel__carrier') }} = 'Kite'"
---
metric:
  name: kite_share
  label: Share of Kite
  type: ratio
  type_params: {numerator: {name: kite_parcels}, denominator: {name: parcels}}
  config: {meta: {throughline: {unit: percent, segment_by: [parcel__hub]}}}
---
metric:
  name: late_at_cedar
  label: Late at Hub Cedar
  type: simple
  type_params: {measure: late_count}
  filter: "{{ Dimension('parcel__hub') }} = 'Hub Cedar'"
---
metric:
  name: late_with_kite
  label: Late with Kite
  type: simple
  type_params: {measure: late_count}
  filter: "{{ Dimension('parcel__carrier') }} = 'Kite'"
"""
_SPLIT = {"parcels": "parcel__hub", "late_rate": "parcel__carrier", "postage": "parcel__hub"}
_METRICS = (
    "parcels late_parcels late_rate postage median_weight postage_each kite_parcels kite_share"
    " late_at_cedar late_with_kite".split()
)


def _run(opened: Any, runs: int) -> bool:
    from knowledge.digests.building import build  # noqa: PLC0415 - after the process was made quiet
    from knowledge.digests.definition import DigestDefinition  # noqa: PLC0415
    from knowledge.metrics.series.ports import LAST_YEAR, PREVIOUS, Asked  # noqa: PLC0415

    asked = tuple(Asked(name, (PREVIOUS, LAST_YEAR), _SPLIT.get(name, "")) for name in _METRICS)
    definition = DigestDefinition("parcels", "Parcels", "C0PARCELS", "last_complete_week", asked)
    started = time.perf_counter()
    opened.metrics.warm()
    print(f"MetricFlow loaded in {time.perf_counter() - started:.2f} s, once a process")
    took, busy = [], []
    for _ in range(runs):
        opened.metrics.refresh(opened.clock())
        started, spent = time.perf_counter(), time.process_time()
        digest = build(definition, opened.metrics, _TODAY, opened.digest_rooms)
        took.append(time.perf_counter() - started)
        busy.append(time.process_time() - spent)
    told = [line for line in digest.lines if line.figure]
    whole = all(line.year and len(line.series) == 13 for line in told)
    print(
        f"{len(told)} of {len(_METRICS)} metrics, {len(digest.sections)} sections; a digest in"
        f" {', '.join(f'{one:.2f} s' for one in took)}; median {statistics.median(took):.2f} s;"
        f" of the processor, without DuckDB, {', '.join(f'{one:.2f} s' for one in busy)}"
    )
    return len(told) == len(_METRICS) and whole and statistics.median(took) < 3


def main() -> int:
    """Writes, ingests, builds, prints; 1 where it takes three seconds or more."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digests", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    from bot.wiring.wiring import open_throughline  # noqa: PLC0415 - after the process was made quiet
    from knowledge.store.database.ownership import Ownership  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="throughline-digests-") as place:
        folder = Path(place)
        write(folder, wanted.rows)
        (folder / "metrics/more.yaml").write_text(_MORE, encoding="utf-8")
        settings = configuration.load(folder / configuration.FILE_NAME, folder / "store")
        ownership = Ownership(settings.folder)
        ownership.acquire()
        opened = open_throughline(settings, ownership, _Quiet())
        calendar = Calendar()
        calendar.set_today(_TODAY)
        opened.clock = calendar.now
        try:
            started = time.perf_counter()
            opened.ingester.run(settings.sources)
            print(f"{wanted.rows:,} rows ingested in {time.perf_counter() - started:.1f} s")
            return 0 if _run(opened, wanted.runs) else 1
        finally:
            opened.close()


if __name__ == "__main__":
    quiet_process()
    sys.exit(main())
