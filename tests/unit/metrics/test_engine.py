from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.errors import DefinitionError, DocumentError, InputError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period, Source, SourceKind

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("metric", "value", "n"),
    [
        ("tickets", 5, 5),
        ("phone_tickets", 3, 3),
        ("solved", 3, 5),
        ("solved_at_once", 0.6, 5),
        ("handling_time", 25, 4),
    ],
)
def test_a_figure_says_its_value_and_the_rows_behind_it(
    metrics: Metrics, metric: str, value: float, n: int
) -> None:
    (figure,) = metrics.figure(metric)

    assert figure.value == pytest.approx(value)
    assert figure.n == n
    assert figure.period is None


def test_a_figure_carries_what_it_is(metrics: Metrics) -> None:
    (figure,) = metrics.figure("tickets", FEBRUARY)

    assert (figure.label, figure.unit, figure.owner) == ("Tickets", "tickets", "U0CARE")
    assert figure.definition == "Requests for help."
    assert figure.period == FEBRUARY


def test_only_rows_dated_in_the_period_count(metrics: Metrics) -> None:
    (figure,) = metrics.figure("tickets", Period(date(2026, 2, 3), date(2026, 2, 10)))

    assert figure.value == 3


@pytest.mark.parametrize("dimension", ["channel", "ticket__channel", " Channel "])
def test_groups_come_with_most_rows_first_under_short_names(
    metrics: Metrics, dimension: str
) -> None:
    figures = metrics.figure("tickets", FEBRUARY, by=[dimension])

    assert [(one.value, dict(one.dimensions)) for one in figures] == [
        (3, {"channel": "phone"}),
        (1, {"channel": "it's {{ odd }}"}),
        (1, {"channel": "mail"}),
    ]


def test_a_grain_splits_by_time_oldest_first(metrics: Metrics) -> None:
    figures = metrics.figure("tickets", FEBRUARY, grain=Grain.WEEK)

    assert [(one.period, one.value) for one in figures] == [
        (Period(date(2026, 2, 2), date(2026, 2, 8)), 2),
        (Period(date(2026, 2, 9), date(2026, 2, 15)), 2),
        (Period(date(2026, 2, 23), date(2026, 3, 1)), 1),
    ]


@pytest.mark.parametrize(
    ("value", "n"),
    [("phone", 3), ("it's {{ odd }}", 1), ("x' or 1=1 --", 0), ("{% raw %}", 0), ("{# #}", 0)],
)
def test_a_filter_takes_any_value_as_it_stands(metrics: Metrics, value: str, n: int) -> None:
    (figure,) = metrics.figure("tickets", where=[Where("channel", (value,))])

    assert figure.n == n


def test_no_rows_are_0_where_rows_are_counted_and_unknown_elsewhere(metrics: Metrics) -> None:
    empty = Period(date(2026, 2, 16), date(2026, 2, 22))

    values = {name: metrics.figure(name, empty)[0].value for name in metrics.definitions.metrics}

    assert values == {
        "tickets": 0,
        "phone_tickets": 0,
        "solved": 0,
        "solved_at_once": None,
        "handling_time": None,
    }


def test_the_span_and_the_watermark_stop_before_the_day(metrics: Metrics) -> None:
    span = metrics.span("tickets", date(2026, 2, 24))

    assert span == Period(date(2026, 2, 2), date(2026, 2, 10))
    assert metrics.watermark("tickets", date(2026, 3, 1)) == date(2026, 2, 24)
    assert metrics.span("tickets", date(2026, 1, 1)) is None


def test_a_watermark_may_be_in_any_column_that_holds_days(metrics: Metrics) -> None:
    assert metrics.watermark("tickets", date(2026, 2, 24), "opened") == date(2026, 2, 10)
    with pytest.raises(DefinitionError):
        metrics.watermark("tickets", date(2026, 2, 24), "channel")


def test_whoever_sees_a_metric_is_of_its_tables_audience(metrics: Metrics) -> None:
    assert metrics.audiences("solved_at_once") == {"care"}


def test_an_unknown_dimension_is_refused_with_the_nearest_name(metrics: Metrics) -> None:
    with pytest.raises(InputError, match=r"cannot be split by 'chanel'. Did you mean 'channel'"):
        metrics.figure("tickets", by=["chanel"])


def test_an_unknown_source_has_no_watermark(metrics: Metrics) -> None:
    with pytest.raises(DocumentError, match="No metric is computed from a table 'orders'"):
        metrics.watermark("orders", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("sources", "reason"),
    [
        ([], "There is no table 'tickets': declare a source of that name"),
        (
            [Source("tickets", SourceKind.TABLE, "/x/t.pdf", "care")],
            "'tickets' is left out: tables are read from CSV, Parquet",
        ),
        (
            [Source("tickets", SourceKind.TABLE, "/x/t.csv", "care")],
            "'tickets' is not loaded yet: ingest it",
        ),
    ],
)
def test_a_metric_without_its_table_says_why(
    workspace: Path, tmp_path: Path, sources: list[Source], reason: str
) -> None:
    metrics = Metrics(load(workspace / "metrics"), Tables(tmp_path / "none"), sources)

    with pytest.raises(DocumentError, match=reason):
        metrics.figure("tickets")


def changed(workspace: Path, folder: Path, old: str, new: str) -> Path:
    text = (workspace / "metrics" / "care.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "care.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("agg: average, expr: minutes", "agg: average, expr: hours", r"line \d+: .*hours"),
        (
            "type_params: {measure: solved_count}",
            "type_params: {measure: slved}",
            r"care\.yaml.*slved",
        ),
        ("type: ratio", "type: ration", r"care\.yaml, line \d+: .*ration"),
        (
            "{name: solved}",
            "solved",
            r"line \d+: type_params\.numerator: value is not a valid dict",
        ),
        (
            "description: Requests",
            "descripton: Requests",
            r"line \d+: 'descripton' is not a setting",
        ),
    ],
)
def test_a_definition_that_does_not_fit_is_refused_with_its_place(
    workspace: Path, source: Source, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    folder = changed(workspace, tmp_path, old, new)
    metrics = Metrics(load(folder), Tables(tmp_path / "tables"), [source])
    metrics.refresh(datetime(2026, 3, 2, tzinfo=UTC))

    with pytest.raises(DefinitionError, match=sentence):
        metrics.figure("handling_time")
