"""dbt's forms of the same metrics give the same figures as MetricFlow's own documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.errors import DefinitionError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import gather, load
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Source

LISTS = """\
version: 2
semantic_models:
  - name: tickets
    model: ref('tickets')
    config: {enabled: true, group: care, meta: {team: care}}
    defaults: {agg_time_dimension: opened}
    entities: [{name: ticket, type: primary, description: one request}]
    dimensions:
      - {name: opened, type: time, type_params: {time_granularity: day}}
      - {name: channel, type: categorical}
    measures:
      - {name: tickets, agg: count, expr: 1, create_metric: true, label: All tickets}
      - {name: solved, agg: sum_boolean, expr: "solved = 'Yes'"}
  - name: archive
    model: source('old', 'archive')
    config: {enabled: false}
metrics:
  - name: solved
    label: Solved
    type: simple
    type_params: {measure: solved}
    tags: [care]
  - name: solved_at_once
    label: Solved at once
    type: ratio
    type_params: {numerator: solved, denominator: tickets}
    meta: {throughline: {unit: percent}}
    config: {enabled: true, meta: {throughline: {owner: U0LEAD}}}
  - {name: dropped, label: Dropped, type: simple, type_params: {measure: x}, config: {enabled: false}}
saved_queries: [{name: weekly, query_params: {metrics: [tickets]}}]
exposures: [{name: board}]
"""
NEWEST = """\
models:
  - name: tickets
    description: One row per request.
    data_tests: [unique]
    semantic_model: {enabled: true, name: requests, group: care}
    agg_time_dimension: opened
    columns:
      - {name: ticket, entity: {type: primary, name: request}, data_tests: [unique]}
      - {name: opened, granularity: day, dimension: {type: time, label: Opened}}
      - {name: channel, dimension: categorical}
      - {name: note}
    derived_semantics:
      dimensions:
        - {name: pace, type: categorical, expr: "case when minutes > 25 then 'slow' else 'fast' end"}
    metrics:
      - name: tickets
        label: All tickets
        agg: count
        expr: 1
      - {name: solved, type: simple, agg: sum_boolean, expr: "solved = 'Yes'"}
      - {name: phone, agg: count, expr: 1, hidden: true, filter: "{{ Dimension('request__channel') }} = 'phone'"}
      - {name: minutes, agg: avg}
      - {name: longest, agg: percentile, percentile: 95.0, percentile_type: discrete, expr: minutes}
  - {name: notes, columns: [{name: note}]}
  - {name: drafts, semantic_model: false}
metrics:
  - name: solved_at_once
    type: ratio
    numerator: solved
    denominator: {name: tickets}
    config: {meta: {throughline: {unit: percent, owner: U0LEAD}}}
  - {name: phone_share, type: ratio, numerator: phone, denominator: tickets}
  - name: talked
    type: derived
    expr: each * count
    input_metrics: [{name: minutes, alias: each}, {name: tickets, alias: count}]
  - {name: so_far, type: cumulative, input_metric: tickets, grain_to_date: month, period_agg: last}
"""


@contextmanager
def opened(text: str, workspace: Path, folder: Path, source: Source) -> Iterator[Metrics]:
    (folder / "metrics").mkdir()
    (folder / "metrics" / "care.yml").write_text(text, encoding="utf-8")
    tables = Tables(folder / "tables")
    metrics = Metrics(load(folder / "metrics"), tables, [source])
    metrics.refresh(datetime(2026, 3, 2, tzinfo=UTC))
    yield metrics
    tables.close()


@pytest.mark.parametrize("text", [LISTS, NEWEST], ids=["lists", "newest"])
def test_the_figures_are_those_of_metricflows_own_form(
    workspace: Path, source: Source, metrics: Metrics, tmp_path: Path, text: str
) -> None:
    with opened(text, workspace, tmp_path, source) as theirs:
        for name in ("tickets", "solved", "solved_at_once"):
            found = theirs.figure(name, by=["channel"])
            own = metrics.figure(name, by=["channel"])

            assert [(one.value, one.n, dict(one.dimensions)) for one in found] == [
                (one.value, one.n, dict(one.dimensions)) for one in own
            ]


def test_what_dbt_keeps_for_others_and_what_is_switched_off_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "care.yml").write_text(LISTS, encoding="utf-8")

    definitions = load(tmp_path)

    assert sorted(definitions.metrics) == ["solved", "solved_at_once", "tickets"]
    assert definitions.metric("tickets").label == "All tickets"
    assert definitions.metric("solved_at_once").owner == "U0LEAD"
    assert definitions.metric("solved_at_once").unit == "percent"


def test_a_hidden_metric_is_made_of_and_not_asked_for(
    workspace: Path, source: Source, tmp_path: Path
) -> None:
    with opened(NEWEST, workspace, tmp_path, source) as metrics:
        share = metrics.figure("phone_share")[0].value

        assert "phone" not in metrics.definitions.metrics
        assert share == pytest.approx(3 / 5)


def test_every_kind_of_metric_of_the_newest_form_is_computed(
    workspace: Path, source: Source, tmp_path: Path
) -> None:
    with opened(NEWEST, workspace, tmp_path, source) as metrics:
        values = {name: metrics.figure(name)[0].value for name in ("minutes", "longest", "talked")}
        slow = metrics.figure("tickets", where=[Where("pace", ("slow",))])[0].value
        months = metrics.figure("so_far", grain=Grain.MONTH)

    assert values == {"minutes": 25, "longest": 40, "talked": 125}
    assert slow == 2
    assert [one.value for one in months] == [5]


@pytest.mark.parametrize(
    "model",
    ["tickets", "ref('tickets')", '"{{ ref(\'tickets\') }}"', 'ref("care", "tickets")',
     "ref('tickets', v=2)", "source('care', 'tickets')"],
)  # fmt: skip
def test_a_reference_is_the_tables_name(tmp_path: Path, model: str) -> None:
    text = LISTS.replace("ref('tickets')", model, 1)
    (tmp_path / "care.yml").write_text(text, encoding="utf-8")

    definitions = load(tmp_path)

    relation = next(one for one in definitions.documents if one.name == "semantic_model")
    assert relation.value["node_relation"]["alias"] == "tickets"


@pytest.mark.parametrize(
    ("text", "old", "new", "sentence"),
    [
        (
            LISTS,
            "model: ref('tickets')",
            "modl: ref('tickets')",
            r"line 4: 'modl' is not a setting",
        ),
        (LISTS, "ref('tickets')", "select 1", r"line 4: model must be a reference such as ref"),
        (LISTS, "tags: [care]", "tagz: [care]", r"line 22: 'tagz' is not a setting of metric"),
        (LISTS, "exposures", "exposurs", r"line 31: 'exposurs' is not a kind of definition"),
        (NEWEST, "agg_time_dimension", "agg_time_dimnsion", r"line 6: .*Did you mean 'agg_time_d"),
        (NEWEST, "granularity: day, ", "", r"line 9: a dimension of time needs a granularity"),
        (NEWEST, "agg: avg", "aggr: avg", r"line 22: 'aggr' is not a setting of metric"),
        (NEWEST, "agg: avg", "label: x", r"line 22: a simple metric needs an agg"),
        (
            NEWEST,
            "type: ratio, numerator: phone, denominator: tickets",
            "agg: sum",
            r"line 32: a simple metric stands under",
        ),
        (NEWEST, "type: ratio, numerator: phone,", "type: ratio,", r"line 32: a ratio needs a num"),
        (NEWEST, "input_metric: tickets, ", "", r"line 37: a cumulative metric needs an input"),
        (NEWEST, "    expr: each * count\n", "", r"line 33: a derived metric needs an expr"),
        (NEWEST, "semantic_model: false", "metrics: [{name: m1}]", r"have no semantic model"),
    ],
)
def test_a_mistake_is_refused_at_the_line_it_was_made(
    tmp_path: Path, text: str, old: str, new: str, sentence: str
) -> None:
    assert old in text
    (tmp_path / "care.yml").write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DefinitionError, match=sentence):
        load(tmp_path)


def test_one_mistake_does_not_hide_the_next(tmp_path: Path) -> None:
    text = LISTS.replace("tags: [care]", "tagz: [care]").replace("ref('tickets')", "select 1")
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    (tmp_path / "b.yml").write_text("metric: [", encoding="utf-8")
    (tmp_path / "c.yml").write_text("metric: {label: x}", encoding="utf-8")

    definitions, problems = gather(tmp_path)

    assert [(one.file.name, one.line) for one in problems] == [
        ("a.yml", 4),
        ("a.yml", 22),
        ("b.yml", 1),
        ("c.yml", 1),
    ]
    assert list(definitions.metrics) == ["solved_at_once"]
    assert not definitions.whole
