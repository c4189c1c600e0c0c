from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import DefinitionError, InputError
from knowledge.metrics.definitions import Baseline, Threshold, load
from knowledge.models import Target


def written(folder: Path, text: str) -> Path:
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    return folder


def test_accountability_is_read_beside_the_formula(workspace: Path) -> None:
    definitions = load(workspace / "metrics")

    metric = definitions.metric("solved_at_once")

    assert metric.owner == "U0LEAD"
    assert metric.baseline == Baseline(0.5, "2025-Q4", "plan.md")
    assert metric.targets == (Target(date(2026, 6, 30), 0.7), Target(date(2026, 12, 31), 0.8))
    assert metric.thresholds == (Threshold("below_target", 0.9, "red"),)
    assert metric.synonyms == ("first contact resolution",)
    assert metric.min_sample == 3


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_target_that_counts_is_the_next_one_due(workspace: Path, day: date, due: date) -> None:
    metric = load(workspace / "metrics").metric("solved_at_once")

    target = metric.target_for(day)

    assert target is not None
    assert target.day == due


def test_a_workspace_without_metrics_has_none() -> None:
    assert load(None).metrics == {}


def test_an_unknown_metric_is_refused_with_the_nearest_name(workspace: Path) -> None:
    definitions = load(workspace / "metrics")

    with pytest.raises(InputError, match=r"no metric 'tickts'. Did you mean 'tickets'"):
        definitions.metric("tickts")


META = "metric:\n  name: a\n  type: simple\n  config: {meta: {throughline: {%s}}}\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("metrik:\n  name: a\n", "m.yaml, line 2: 'metrik' is not a kind of definition"),
        ("metric:\n  label: a\n", "line 2: a metric needs a name"),
        (META % "ownr: U1", r"line 4: 'ownr' is not a setting .* Did you mean 'owner'"),
        (META % "direction: up", "direction cannot be 'up'.*up_is_good"),
        (META % "baseline: {period: Q1}", "a baseline needs a value"),
        (META % "targets: [{date: soon, value: 1}]", "date must be a date such as 2026-12-31"),
        (META % "targets: [{value: 1}]", "a target needs a date and a value"),
        (META % "thresholds: [{comparison: above}]", "a threshold needs"),
        (META % "min_sample: many", "min_sample must be a number, not 'many'"),
        ("metric: [\n", "m.yaml, line 2: not valid YAML"),
        ("- metric\n", "line 1:  ?must be a list of settings"),
        ("metric: {name: a}\n---\nmetric: {name: a}\n", "line 3: the metric 'a' is already"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_place(
    tmp_path: Path, text: str, sentence: str
) -> None:
    folder = written(tmp_path, text)

    with pytest.raises(DefinitionError, match=sentence):
        load(folder)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_bytes(b"\xff\xfe\x00\x81")

    with pytest.raises(DefinitionError, match=r"m\.yml is not UTF-8 text"):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="folder of metric definitions is not there"):
        load(tmp_path / "nowhere")
