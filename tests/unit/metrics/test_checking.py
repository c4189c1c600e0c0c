"""`metric check` names every mistake, at its line, with the nearest right name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.metrics.computing.checking import check
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.defining.naming import Known
from knowledge.metrics.defining.problems import Severity
from knowledge.metrics.definitions import gather
from knowledge.models import Source

WHOLE = """\
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
---
metric:
  name: tickets
  label: Tickets
  type: simple
  type_params: {measure: ticket_count}
---
metric:
  name: solved
  label: Solved
  type: simple
  type_params: {measure: solved_count}
  filter: "{{ Dimension('ticket__channel') }} = 'phone'"
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
        owner: U0LEAD
        audience: care
        baseline: {value: 0.5}
        targets: [{date: 2026-12-31, value: 0.8}]
        segment_by: [channel]
        drivers: [tickets, ticket__channel]
        glossary_term: FCR
        supports: [One call]
        freshness: {source: tickets, watermark: opened, max_age: 2d}
"""

Check = Callable[..., list[tuple[int, str, str]]]


@pytest.fixture
def checked(workspace: Path, source: Source, tmp_path: Path) -> Check:
    """The problems of the definitions with a change: line, severity, message."""

    def of(old: str = "", new: str = "", tables: str = "tickets") -> list[tuple[int, str, str]]:
        assert old in WHOLE
        folder = tmp_path / "metrics"
        folder.mkdir(exist_ok=True)
        (folder / "care.yaml").write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
        definitions, problems = gather(folder)
        opened = Tables(tmp_path / "tables")
        metrics = Metrics(definitions, opened, [source])
        if tables:
            metrics.refresh(datetime(2026, 3, 2, tzinfo=UTC))
        known = Known(
            audiences=frozenset({"everyone", "care"}),
            tables={"tickets": ("ticket", "opened", "channel", "solved", "minutes", "note")},
            term=lambda term: (term == "FCR", ("FCR",)),
            promise=lambda promise: promise == "One call",
        )
        problems += check(definitions, metrics, known)
        opened.close()
        return [(one.line, str(one.severity), one.message) for one in problems]

    return of


def test_sound_definitions_have_no_problems(checked: Check) -> None:
    assert checked() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("alias: tickets", "alias: tickts", 3, "called 'tickts'. Did you mean 'tickets'?"),
        ("agg_time_dimension: opened", "agg_time_dimension: opend", 4, "no dimension 'opend'."),
        ("name: channel, type", "name: channel, typ", 9, "'typ' is not a setting of an entry"),
        ("type: categorical", "type: category", 9, "type cannot be 'category'."),
        ("name: channel", "name: Channel", 9, "the name 'Channel' must be two or more small"),
        ('agg: sum, expr: "1"', 'agg: sun, expr: "1"', 11, "Did you mean 'sum'?"),
        ("measure: ticket_count", "measure: tickt_count", 18, "Did you mean 'ticket_count'?"),
        ("type: simple", "tpye: simple", 17, "'tpye' is not a setting of metric."),
        ("ticket__channel')", "ticket__chanel')", 25, "no dimension 'chanel' for 'ticket__chan"),
        ("ticket__channel')", "tickt__channel')", 25, "no entity 'tickt' for 'tickt__channel'."),
        ("numerator: {name: solved}", "numerator: {name: sovled}", 31, "Did you mean 'solved'?"),
        ("audience: care", "audience: cares", 38, "no audience 'cares'. Did you mean 'care'?"),
        ("segment_by: [channel]", "segment_by: [chanel]", 41, "Did you mean 'channel'?"),
        ("drivers: [tickets, ticket__channel]", "drivers: [tickts]", 42, "split by 'tickts'."),
        ("source: tickets", "source: tickts", 45, "called 'tickts'. Did you mean 'tickets'?"),
        ("watermark: opened", "watermark: opend", 45, "no column 'opend'. Did you mean 'opened'"),
        ("when solved = 'Yes'", "when solvd = 'Yes'", 21, 'Did you mean "solved"?'),
        ("name: channel, type: categorical", "name: channel, type: categorical, expr: chanel", 9,
         'Did you mean "channel"?'),
    ],
)  # fmt: skip
def test_what_keeps_figures_from_being_computed_is_an_error_at_its_line(
    checked: Check, old: str, new: str, line: int, sentence: str
) -> None:
    problems = checked(old, new)

    assert any(
        place == line and severity == Severity.ERROR and sentence in message
        for place, severity, message in problems
    ), problems


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("owner: U0LEAD", "owner: Anna", 37, "the owner 'Anna' is no Slack id such as U0ABC"),
        ("owner: U0LEAD", "domain: care", 40, "'solved_at_once' has a target and no owner."),
        ("direction: up_is_good", "domain: care", 40, "has a target and no direction"),
        ("glossary_term: FCR", "glossary_term: FRC", 43, "no term 'FRC'. Did you mean 'FCR'?"),
        ("supports: [One call]", "supports: [Two calls]", 44, "holds the promise 'Two calls'."),
        ("value: 0.5", "value: 50", 39, "a percent is written as a fraction: 0.5, not 50."),
        ("value: 0.8", "value: 80", 40, "a percent is written as a fraction: 0.8, not 80."),
        ("= 'phone'", "= 'fax'", 21, "'solved' has no rows"),
        ("label: Solved at once", "label: Tickets", 28, "'solved_at_once' is called 'tickets' as"),
    ],
)
def test_what_is_hardly_meant_is_a_warning_at_its_line(
    checked: Check, old: str, new: str, line: int, sentence: str
) -> None:
    problems = checked(old, new)

    assert any(
        place == line and severity == Severity.WARNING and sentence in message
        for place, severity, message in problems
    ), problems


def test_a_table_that_is_not_loaded_is_a_warning(checked: Check) -> None:
    problems = checked(tables="")

    assert {severity for _, severity, _ in problems} == {"warning"}
    assert all("is not loaded yet: ingest it" in message for _, _, message in problems)


def test_several_mistakes_are_told_at_once(checked: Check) -> None:
    problems = checked(
        'agg: sum, expr: "1"}\n    - {name: solved_count, agg: sum',
        'agg: sun, expr: "1"}\n    - {name: solved_count, ag: sum',
    )

    assert {line for line, _, _ in problems} == {11, 12}
    assert len(problems) == 3  # `ag` is no setting, and the `agg` is missing


def test_what_could_not_be_read_makes_no_other_name_unknown(checked: Check) -> None:
    problems = checked("metric:\n  name: tickets", "metrik:\n  name: tickets")

    assert [line for line, _, _ in problems] == [15]
