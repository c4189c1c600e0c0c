from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.errors import DefinitionError
from knowledge.metrics.definitions import Owner, Staleness, load

WHOLE = """\
metric:
  name: fcr
  label: First contact resolution
  type: simple
  type_params: {measure: x}
  config:
    meta:
      throughline:
        status: Approved
        owners: [{group: S0HELP, role: contributor}, {slack: U0LEAD, role: accountable}]
        granularity: week
        comparisons: [previous_period]
        drivers: [backlog, ticket__channel]
        supports: [One call, strategy/2026.md#promise-2]
        audience: care
        review_interval: 90d
        freshness: {source: tickets, watermark: opened, max_age: 36h, on_stale: skip}
"""


def test_all_that_is_promised_of_a_metric_is_read(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(WHOLE, encoding="utf-8")

    metric = load(tmp_path).metric("fcr")

    assert metric.status == "Approved"
    assert metric.owners == (Owner("U0LEAD", "accountable"), Owner("S0HELP", "contributor"))
    assert metric.owner == "U0LEAD"
    assert (metric.granularity, metric.comparisons) == ("week", ("previous_period",))
    assert metric.drivers == ("backlog", "ticket__channel")
    assert metric.supports == ("One call", "strategy/2026.md#promise-2")
    assert metric.audience == "care"
    assert metric.review_interval == timedelta(days=90)
    assert metric.freshness == Staleness(timedelta(hours=36), "tickets", "opened", "skip")


def test_people_call_a_metric_by_its_label_its_name_or_a_synonym(tmp_path: Path) -> None:
    text = "metric: {name: net_revenue, label: Net sales, meta: {throughline: {synonyms: [sales]}}}"
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")

    metric = load(tmp_path).metric("net_revenue")

    assert metric.names == ("Net sales", "net revenue", "sales")


def test_the_newer_place_for_a_setting_wins_over_the_older_one(tmp_path: Path) -> None:
    text = """\
metric:
  name: a1
  meta: {throughline: {unit: EUR, domain: sales}}
  config: {meta: {other: 1, throughline: {unit: USD}}}
"""
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")

    metric = load(tmp_path).metric("a1")

    assert (metric.unit, metric.domain) == ("USD", "sales")


META = "metric:\n  name: a1\n  config: {meta: {throughline: {%s}}}\n"


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("audiense: care", "line 3: 'audiense' is not a setting .* Did you mean 'audience'"),
        ("status: approved", "status cannot be 'approved'. Did you mean 'Approved'"),
        ("granularity: weekly", "granularity cannot be 'weekly'. Did you mean 'week'"),
        ("comparisons: [last_year]", "comparisons cannot be 'last_year'"),
        ("owners: [{role: accountable}]", "an owner needs a Slack id"),
        ("owners: [{slak: U1}]", "'slak' is not a setting of owners. Did you mean 'slack'"),
        ("freshness: {on_stale: hold}", "freshness needs a max_age"),
        ("freshness: {max_age: soon}", "max_age must be hours, days or weeks such as 36h"),
        ("freshness: {max_age: 1d, on_stale: wait}", "on_stale cannot be 'wait'"),
        ("review_interval: yearly", "review_interval must be hours, days or weeks"),
        ("min_sample: 2.5", "min_sample must be a whole number, not '2.5'"),
        ("min_sample: -1", "min_sample must be a whole number"),
    ],
)
def test_a_setting_that_is_wrong_is_refused_with_its_line(
    tmp_path: Path, setting: str, sentence: str
) -> None:
    (tmp_path / "m.yaml").write_text(META % setting, encoding="utf-8")

    with pytest.raises(DefinitionError, match=sentence):
        load(tmp_path)
