"""How long a computed answer takes over a table of many rows.

    python -m benchmarks.million [--rows 1000000]

Writes a CSV of made-up orders, ingests it, and asks twenty questions in words: values, shares,
rankings, trends, comparisons and reasons. Prints the median and the longest time of an answer.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.numbers import Calendar, _Quiet
from bot.settings import settings as configuration
from bot.settings.environment import quiet_process

_CONFIGURATION = """
[workspace]
name = "A million rows"

[[source]]
name = "parcels"
kind = "table"
path = "parcels.csv"
audience = "everyone"

[metrics]
path = "metrics"
"""
_METRICS = """
semantic_model:
  name: parcels
  node_relation: {alias: parcels, schema_name: main}
  defaults: {agg_time_dimension: sent_on}
  entities:
    - {name: parcel, type: primary, expr: parcel}
  dimensions:
    - {name: sent_on, type: time, expr: sent_on, type_params: {time_granularity: day}}
    - {name: hub, type: categorical, label: Hub}
    - {name: carrier, type: categorical, label: Carrier}
  measures:
    - {name: parcel_count, agg: sum, expr: "1"}
    - {name: late_count, agg: sum, expr: "case when late then 1 else 0 end"}
    - {name: postage_sum, agg: sum, expr: postage}
    - {name: weight_median, agg: median, expr: weight}
---
metric:
  name: parcels
  label: Parcels
  description: Parcels sent.
  type: simple
  type_params: {measure: parcel_count}
  config: {meta: {throughline: {unit: parcels}}}
---
metric:
  name: late_parcels
  label: Late parcels
  type: simple
  type_params: {measure: late_count}
  config: {meta: {throughline: {unit: parcels}}}
---
metric:
  name: late_rate
  label: Late rate
  description: Share of parcels that came late.
  type: ratio
  type_params: {numerator: {name: late_parcels}, denominator: {name: parcels}}
  config:
    meta:
      throughline:
        unit: percent
        direction: down_is_good
        segment_by: [parcel__hub, parcel__carrier]
---
metric:
  name: postage
  label: Postage
  description: Postage paid.
  type: simple
  type_params: {measure: postage_sum}
  config: {meta: {throughline: {unit: EUR}}}
---
metric:
  name: median_weight
  label: Median weight
  type: simple
  type_params: {measure: weight_median}
  config: {meta: {throughline: {unit: kg}}}
"""
_HUBS = [f"Hub {name}" for name in "Alder Birch Cedar Elm Fir Hazel Larch Maple Oak Rowan".split()]
_CARRIERS = "Swift Heron Kite Plover".split()
_QUESTIONS = (
    "How many parcels did we send in March 2026?",
    "late rate last month",
    "What is the late rate at Hub Cedar?",
    "postage by carrier in 2025",
    "Which hub has the highest late rate?",
    "Which carrier had the most parcels in 2025?",
    "median weight for Heron",
    "parcels per month in 2025",
    "late rate by week since September 2026",
    "What share of parcels went with Kite?",
    "did postage go up between Q1 and Q2 2026?",
    "late parcels yesterday",
    "top 3 hubs by postage this year so far",
    "Why did the late rate change in October 2026?",
    "compare Swift and Plover on late rate",
    "how many late parcels did Hub Oak have in 2026",
    "postage last week",
    "late rate in July 2026 compared to the same month last year",
    "parcels except those of Swift in 2026",
    "median weight by hub",
)


def write(folder: Path, rows: int) -> None:
    """The company's files; the same rows for the same number."""
    chance = random.Random(20_261_130)
    (folder / "metrics").mkdir()
    (folder / "metrics/parcels.yaml").write_text(_METRICS, encoding="utf-8")
    (folder / "throughline.toml").write_text(_CONFIGURATION, encoding="utf-8")
    first, days = date(2024, 1, 1), 1_065
    with (folder / "parcels.csv").open("w", encoding="utf-8") as file:
        file.write("parcel,sent_on,hub,carrier,late,postage,weight\n")
        for number in range(rows):
            day = first + timedelta(days=chance.randrange(days))
            file.write(
                f"P{number:08},{day},{chance.choice(_HUBS)},{chance.choice(_CARRIERS)},"
                f"{'true' if chance.random() < 0.08 else 'false'},{chance.random() * 9:.2f},"
                f"{chance.random() * 30:.2f}\n"
            )


def _asked(opened: Any) -> None:
    from knowledge.models import Answer  # noqa: PLC0415 - after the process was made quiet

    opened.numbers.warm()
    reader, times, computed = opened.audiences.operator(), [], 0
    for question in _QUESTIONS:
        started = time.perf_counter()
        reply = opened.answers.reply(question, reader)
        times.append((time.perf_counter() - started) * 1000)
        computed += isinstance(reply, Answer) and bool(reply.figures)
        print(f"{times[-1]:6.0f} ms  {question}  |  {reply.text.splitlines()[0][:90]}")
    print(
        f"{computed} of {len(_QUESTIONS)} computed; an answer p50 "
        f"{statistics.median(times):.0f} ms, most {max(times):.0f} ms"
    )


def main() -> int:
    """Writes, ingests, asks, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.million", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    from bot.wiring.wiring import open_throughline  # noqa: PLC0415 - after the process was made quiet
    from knowledge.store.database.ownership import Ownership  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="throughline-million-") as place:
        folder = Path(place)
        write(folder, rows)
        settings = configuration.load(folder / configuration.FILE_NAME, folder / "store")
        ownership = Ownership(settings.folder)
        ownership.acquire()
        opened = open_throughline(settings, ownership, _Quiet())
        calendar = Calendar()
        calendar.set_today(date(2026, 11, 30))
        opened.clock = calendar.now
        try:
            started = time.perf_counter()
            opened.ingester.run(settings.sources)
            print(f"{rows:,} rows ingested in {time.perf_counter() - started:.1f} s")
            _asked(opened)
        finally:
            opened.close()
    return 0


if __name__ == "__main__":
    quiet_process()
    sys.exit(main())
