"""What a figure carries, whom it is for, and what is no figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.errors import DefinitionError, DocumentError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.metrics.lines import Line, line_of
from knowledge.metrics.periods import Grain, containing
from knowledge.metrics.query import Where
from knowledge.metrics.series.ports import Asked, Window
from knowledge.models import Period, Source, SourceKind

EARLY, LATE = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
JOBS = """\
job,done,depot,kind,late
1,2026-01-05,D1,big,true
2,2026-01-06,D1,small,false
3,2026-02-03,D2,big,
"""
DEPOTS = "depot,kind\nD1,north\nD2,south\n"
DEFINITIONS = """\
semantic_models:
  - name: jobs
    model: ref('jobs')
    defaults: {agg_time_dimension: done}
    entities: [{name: job, type: primary}, {name: depot, type: foreign}]
    dimensions:
      - {name: done, type: time, type_params: {time_granularity: day}}
      - {name: kind, type: categorical}
      - {name: late, type: categorical}
    measures: [{name: jobs, agg: count, expr: 1, create_metric: true}, {name: first, agg: min, expr: done}]
  - name: depots
    model: ref('depots')
    entities: [{name: depot, type: primary}]
    dimensions: [{name: kind, type: categorical}]
metrics:
  - {name: first_day, label: First day, type: simple, type_params: {measure: first}}
  - {name: secret, label: Secret, type: simple, type_params: {measure: jobs}, meta: {throughline: {audience: board}}}
  - {name: so_far, label: So far, type: cumulative, type_params: {measure: jobs}}
  - name: growth
    label: Growth
    type: derived
    type_params:
      expr: jobs - before
      metrics: [{name: jobs}, {name: jobs, alias: before, offset_window: 1 month}]
"""


def told(metrics: Metrics, name: str, month: int) -> Line:
    days = Period(date(2026, month, 1), date(2026, month, 28))
    window = Window(containing(days.start, Grain.MONTH), Grain.MONTH, date(2026, month + 1, 1))
    return line_of(Asked(name), window, metrics)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Metrics]]:
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8")
    (tmp_path / "depots.csv").write_text(DEPOTS, encoding="utf-8")
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics/m.yml").write_text(DEFINITIONS, encoding="utf-8")
    tables = Tables(tmp_path / "tables")
    sources = [
        Source(name, SourceKind.TABLE, str(tmp_path / f"{name}.csv"), "crew")
        for name in ("jobs", "depots")
    ]
    for source, moment in zip(sources, (LATE, EARLY), strict=True):
        tables.load_table(source, moment)
    yield lambda *names: Metrics(
        load(tmp_path / "metrics"), tables, [one for one in sources if one.name in names]
    )
    tables.close()


def test_a_figure_says_when_its_table_was_loaded(opened: Callable[..., Metrics]) -> None:
    (figure,) = opened("jobs", "depots").figure("jobs")

    assert figure.as_of == LATE


def test_a_metric_of_its_own_audience_is_for_those_who_have_that_too(
    opened: Callable[..., Metrics],
) -> None:
    metrics = opened("jobs", "depots")

    assert metrics.audiences("secret") == {"crew", "board"}
    assert metrics.audiences("jobs") == {"crew"}


def test_a_table_that_is_declared_no_longer_gives_no_figure(
    opened: Callable[..., Metrics],
) -> None:
    metrics = opened("depots")

    with pytest.raises(DocumentError, match="There is no table 'jobs': declare a source"):
        metrics.figure("jobs")


def test_groups_are_named_as_they_were_asked_for_and_long_where_two_are_alike(
    opened: Callable[..., Metrics],
) -> None:
    metrics = opened("jobs", "depots")

    figures = metrics.figure("jobs", by=["late", "depot__kind", "job__kind"])

    assert [list(one.dimensions) for one in figures] == [["late", "depot__kind", "job__kind"]] * 3
    assert {one.dimensions["depot__kind"] for one in figures} == {"north", "south"}


def test_true_is_shown_as_a_condition_asks_for_it(opened: Callable[..., Metrics]) -> None:
    metrics = opened("jobs", "depots")
    shown = [dict(one.dimensions)["late"] for one in metrics.figure("jobs", by=["late"])]

    counts = {
        value: metrics.figure("jobs", where=[Where("late", (value,))])[0].n for value in shown
    }

    assert counts == {"true": 1, "false": 1, "": 1}


def test_a_day_is_no_figure(opened: Callable[..., Metrics]) -> None:
    metrics = opened("jobs", "depots")

    with pytest.raises(
        DefinitionError, match="'first_day' is a date or a text; a figure has to be"
    ):
        metrics.figure("first_day")


def test_before_the_first_row_what_is_looked_back_at_is_not_known(
    opened: Callable[..., Metrics],
) -> None:
    metrics = opened("jobs", "depots")

    figures = metrics.figure("growth", grain=Grain.MONTH)

    assert [one.value for one in figures][:2] == [None, -1]


def test_what_cannot_be_computed_says_why_in_one_sentence(opened: Callable[..., Metrics]) -> None:
    metrics = opened("jobs", "depots")

    with pytest.raises(DefinitionError) as refused:
        metrics.figure("growth")

    assert str(refused.value).count("\n") == 0
    assert "Got error" not in str(refused.value)


def test_a_digest_tells_growth_and_running_sums_by_period(opened: Callable[..., Metrics]) -> None:
    metrics = opened("jobs", "depots")

    growth, so_far = told(metrics, "growth", 2), told(metrics, "so_far", 2)

    assert growth.figure is not None
    assert growth.figure.value == -1
    assert [point.value for point in so_far.series] == [1, 2]
    assert so_far.change is not None
    assert so_far.change.by == 1
