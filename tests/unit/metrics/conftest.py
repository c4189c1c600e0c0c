from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.models import Source, SourceKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

TICKETS = """\
ticket,opened,channel,solved,minutes,note
T1,2026-02-02,phone,Yes,10,fine
T2,2026-02-03,phone,No,30,"two
lines"
T3,2026-02-10,mail,Yes,,
T4,2026-02-10,phone,Yes,20,"says ""hm"", twice"
T5,2026-02-24,it's {{ odd }},No,40,
"""

METRICS = """\
semantic_model:
  name: tickets
  node_relation: {alias: tickets, schema_name: main}
  defaults: {agg_time_dimension: opened}
  entities:
    - {name: ticket, type: primary, expr: ticket}
  dimensions:
    - {name: opened, type: time, expr: opened, type_params: {time_granularity: day}}
    - {name: channel, type: categorical}
  measures:
    - {name: ticket_count, agg: sum, expr: "1"}
    - {name: solved_count, agg: sum, expr: "case when solved = 'Yes' then 1 else 0 end"}
    - {name: handling_minutes, agg: average, expr: minutes}
---
metric:
  name: tickets
  label: Tickets
  description: Requests for help.
  type: simple
  type_params: {measure: ticket_count}
  config: {meta: {throughline: {unit: tickets, direction: down_is_good, owner: U0CARE}}}
---
metric:
  name: phone_tickets
  label: Phone tickets
  type: simple
  type_params: {measure: ticket_count}
  filter: "{{ Dimension('ticket__channel') }} = 'phone'"
---
metric:
  name: solved
  label: Solved
  type: simple
  type_params: {measure: solved_count}
---
metric:
  name: solved_at_once
  label: Solved at once
  type: ratio
  type_params: {numerator: {name: solved}, denominator: {name: tickets}}
  config:
    meta:
      throughline:
        unit: percent
        direction: up_is_good
        owners: [{group: S0HELP, role: contributor}, {slack: U0LEAD, role: accountable}]
        baseline: {value: 0.5, period: 2025-Q4, source: plan.md}
        targets: [{date: 2026-12-31, value: 0.8}, {date: 2026-06-30, value: 0.7}]
        thresholds: [{comparison: below_target, threshold: 0.9, color: red}]
        synonyms: [first contact resolution]
        min_sample: 3
---
metric:
  name: handling_time
  label: Handling time
  type: simple
  type_params: {measure: handling_minutes}
"""


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a table and its metrics."""
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    (folder / "metrics").mkdir()
    (folder / "metrics" / "care.yaml").write_text(METRICS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def source(workspace: Path) -> Source:
    return Source("tickets", SourceKind.TABLE, str(workspace / "tickets.csv"), "care")


@pytest.fixture(scope="session")
def metrics(workspace: Path, source: Source) -> Iterator[Metrics]:
    tables = Tables(workspace / "tables")
    found = Metrics(load(workspace / "metrics"), tables, [source])
    found.refresh(NOW)
    yield found
    tables.close()
