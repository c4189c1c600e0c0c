"""The same metrics over the same rows: loaded here, and where they live in PostgreSQL."""

from __future__ import annotations

import csv
import random
import time
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import yaml

from knowledge.errors import DefinitionError, DocumentError, InputError
from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.metrics.running.answer import Unanswered
from knowledge.metrics.running.warehouse import Warehouses
from knowledge.models import Period, Source, SourceKind

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
COLUMNS = "ticket opened channel who solved minutes cost open"
PEOPLE = [("P1", "Rome", "gold"), ("P2", "Oslo", "silver"), ("P3", "Rome", "silver")]

METRICS = """\
semantic_model:
  name: tickets
  node_relation: {alias: tickets, schema_name: main}
  defaults: {agg_time_dimension: opened}
  entities:
    - {name: ticket, type: primary, expr: ticket}
    - {name: person, type: foreign, expr: who}
  dimensions:
    - {name: opened, type: time, expr: "opened::date", type_params: {time_granularity: day}}
    - {name: channel, type: categorical}
    - {name: open, type: categorical}
    - {name: speed, type: categorical, expr: "case when minutes < 20 then 'fast' else 'slow' end"}
  measures:
    - {name: ticket_count, agg: sum, expr: "1"}
    - {name: solved_count, agg: sum, expr: "case when solved = 'Yes' then 1 else 0 end"}
    - {name: handling_minutes, agg: average, expr: minutes}
    - {name: median_minutes, agg: median, expr: minutes}
    - {name: cost_sum, agg: sum, expr: cost}
    - {name: people_count, agg: count_distinct, expr: who}
---
semantic_model:
  name: people
  node_relation: {alias: people, schema_name: main}
  entities:
    - {name: person, type: primary, expr: id}
  dimensions:
    - {name: city, type: categorical}
    - {name: tier, type: categorical}
---
metric: {name: tickets, label: Tickets, type: simple, type_params: {measure: ticket_count}}
---
metric:
  name: phone_tickets
  label: Phone tickets
  type: simple
  type_params: {measure: ticket_count}
  filter: "{{ Dimension('ticket__channel') }} = 'phone'"
---
metric: {name: solved, label: Solved, type: simple, type_params: {measure: solved_count}}
---
metric:
  name: solved_rate
  label: Solved rate
  type: ratio
  type_params: {numerator: {name: solved}, denominator: {name: tickets}}
---
metric: {name: handling, label: Handling, type: simple, type_params: {measure: handling_minutes}}
---
metric: {name: median_handling, label: Median, type: simple, type_params: {measure: median_minutes}}
---
metric: {name: cost, label: Cost, type: simple, type_params: {measure: cost_sum}}
---
metric: {name: people_helped, label: People, type: simple, type_params: {measure: people_count}}
---
metric:
  name: tickets_in_28_days
  label: Tickets in 28 days
  type: cumulative
  type_params:
    measure: ticket_count
    cumulative_type_params: {window: 28 days}
---
metric:
  name: every_day
  label: Tickets with empty days
  type: simple
  type_params: {measure: {name: ticket_count, fill_nulls_with: 0, join_to_timespine: true}}
---
metric:
  name: change
  label: Change to the week before
  type: derived
  type_params:
    expr: now - before
    metrics: [{name: tickets, alias: now}, {name: tickets, alias: before, offset_window: 7 days}]
---
metric:
  name: a_metric_whose_name_is_longer_than_postgresql_lets_any_name_be_at_all
  label: Long
  type: simple
  type_params: {measure: cost_sum}
"""
LONG = "a_metric_whose_name_is_longer_than_postgresql_lets_any_name_be_at_all"


def rows():
    chance = random.Random(4)
    for number in range(2_000):
        yield (
            f"T{number:05}",
            date(2025, 1, 1) + timedelta(days=chance.randrange(400)),
            chance.choice(["phone", "mail", "it's {{ odd }} 100 %", None]),
            chance.choice(["P1", "P2", "P3", "P9"]),
            chance.choice(["Yes", "No"]),
            chance.choice([None, *range(5, 60)]),
            round(chance.random() * 100, 2),
            chance.choice(["true", "false"]),
        )


def as_csv(names, found):
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows(found)
    return out.getvalue()


@pytest.fixture(scope="module")
def warehouse(postgres):
    postgres.execute(
        "create table tickets (ticket text primary key, opened date, channel text, who text,"
        " solved text, minutes integer, cost numeric(9, 2), open boolean)",
        "create table people (id text, city text, tier text)",
        "create table secrets (word text)",
        "insert into secrets values ('CANARY')",
        "create table empty_one (a int)",
    )
    with postgres.connect() as connection, connection.cursor() as cursor:
        cursor.executemany("insert into tickets values (%s, %s, %s, %s, %s, %s, %s, %s)", [*rows()])
        cursor.executemany("insert into people values (%s, %s, %s)", PEOPLE)
    return postgres


@pytest.fixture(scope="module")
def definitions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("metrics")
    (folder / "care.yaml").write_text(METRICS, encoding="utf-8")
    return load(folder)


@pytest.fixture(scope="module", params=["loaded here", "in its warehouse"])
def metrics(request, definitions, tmp_path_factory, warehouse):
    folder = tmp_path_factory.mktemp("tables")
    paths = {"tickets": warehouse.url(), "people": warehouse.url()}
    if request.param == "loaded here":
        for name, text in (
            ("tickets", as_csv(COLUMNS.split(), rows())),
            ("people", as_csv(("id", "city", "tier"), PEOPLE)),
        ):
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
            paths[name] = str(folder / f"{name}.csv")
    sources = [Source(name, SourceKind.TABLE, path, "everyone") for name, path in paths.items()]
    tables = Tables(folder / "tables")
    made = Metrics(definitions, tables, sources, clock=lambda: NOW)
    assert made.refresh(NOW) == {}
    yield made
    tables.close()


def counted(wanted):
    return [row for row in rows() if wanted(row)]


def test_a_count_is_that_of_the_rows(metrics) -> None:
    assert [(one.value, one.n) for one in metrics.figure("tickets")] == [(2000, 2000)]


def test_conditions_find_the_values_that_the_metric_tells(metrics) -> None:
    for name in ("channel", "open", "speed"):
        for value in metrics.values("tickets", name):
            (figure,) = metrics.figure("tickets", where=[Where(name, (value,))])
            (same,) = (
                one for one in metrics.figure("tickets", by=[name]) if one.dimensions[name] == value
            )
            assert figure.value == same.value


def test_rows_without_a_value_are_a_group_of_their_own(metrics) -> None:
    (figure,) = metrics.figure("tickets", where=[Where("channel", ("",))])

    assert figure.value == len(counted(lambda row: row[2] is None))


def test_a_table_is_joined(metrics) -> None:
    found = {one.dimensions["city"]: one.value for one in metrics.figure("tickets", by=["city"])}

    assert found["Oslo"] == len(counted(lambda row: row[3] == "P2"))
    assert found["Rome"] == len(counted(lambda row: row[3] in {"P1", "P3"}))


def test_a_mean_and_a_median_leave_out_rows_without_a_value(metrics) -> None:
    minutes = sorted(row[5] for row in rows() if row[5] is not None)
    middle = len(minutes) // 2

    (mean,), (median,) = metrics.figure("handling"), metrics.figure("median_handling")

    assert mean.value == pytest.approx(sum(minutes) / len(minutes))
    assert median.value == pytest.approx((minutes[middle] + minutes[-middle - 1]) / 2)
    assert mean.n == len(minutes)


def test_a_name_that_is_too_long_for_a_column_is_no_hindrance(metrics) -> None:
    (figure,) = metrics.figure(LONG)

    assert figure.value == pytest.approx(sum(row[6] for row in rows()))


def test_a_trend_has_each_month_once(metrics) -> None:
    figures = metrics.figure("solved_rate", grain=Grain.MONTH)

    assert [one.period.start for one in figures][:3] == [date(2025, m, 1) for m in (1, 2, 3)]
    january = counted(lambda row: row[1] < date(2025, 2, 1))
    assert figures[0].value == pytest.approx(sum(row[4] == "Yes" for row in january) / len(january))


def test_days_without_rows_come_from_our_own_list_of_days(metrics) -> None:
    before = Period(date(2024, 12, 30), date(2025, 1, 2))

    figures = metrics.figure("every_day", before, grain=Grain.DAY)

    assert [(one.period.start.day, one.value) for one in figures][:2] == [(30, 0), (31, 0)]


def test_a_window_is_counted_over_days(metrics) -> None:
    day = date(2025, 6, 30)
    window = counted(lambda row: day - timedelta(days=27) <= row[1] <= day)

    figures = metrics.figure("tickets_in_28_days", Period(day, day), grain=Grain.DAY)

    assert [one.value for one in figures] == [len(window)]


def test_the_span_of_the_rows_is_that_of_their_days(metrics) -> None:
    days = [row[1] for row in rows() if row[1] < date(2025, 12, 1)]

    assert metrics.span("tickets", date(2025, 12, 1)) == Period(min(days), max(days))
    assert metrics.watermark("tickets", date(2025, 12, 1)) == max(days)


def test_what_can_be_split_by_is_the_same(metrics) -> None:
    assert [one.short for one in metrics.dimensions("tickets")] == [
        "city",
        "tier",
        "channel",
        "open",
        "speed",
    ]


def test_a_figure_says_when_it_was_true(metrics) -> None:
    assert metrics.figure("tickets")[0].as_of == NOW


@pytest.fixture(scope="module")
def both(definitions, tmp_path_factory, warehouse):
    """The same metrics from both places."""
    made = []
    folder = tmp_path_factory.mktemp("both")
    for name, found in (("tickets", rows()), ("people", PEOPLE)):
        names = COLUMNS.split() if name == "tickets" else ("id", "city", "tier")
        (folder / f"{name}.csv").write_text(as_csv(names, found), encoding="utf-8")
    for place in ("here", "there"):
        paths = (warehouse.url() if place == "there" else "", folder)
        sources = [
            Source(name, SourceKind.TABLE, paths[0] or str(folder / f"{name}.csv"), "everyone")
            for name in ("tickets", "people")
        ]
        tables = Tables(folder / place)
        metrics = Metrics(definitions, tables, sources, clock=lambda: NOW)
        metrics.refresh(NOW)
        made.append((metrics, tables))
    yield [metrics for metrics, _ in made]
    for _, tables in made:
        tables.close()


@pytest.mark.parametrize("by", [(), ("channel",), ("city", "speed"), ("open",)])
@pytest.mark.parametrize("grain", [None, Grain.WEEK, Grain.QUARTER])
def test_all_figures_are_the_same_in_both_places(both, definitions, by, grain) -> None:
    here, there = both
    for name in definitions.metrics:
        if name in {"change", "tickets_in_28_days", "every_day"} and grain is None:
            continue  # they need periods

        ours, theirs = (
            {
                (tuple(one.dimensions.values()), one.period and one.period.start): (
                    one.value,
                    one.n,
                )
                for one in metrics.figure(
                    name, Period(date(2025, 2, 3), date(2025, 9, 7)), by, grain=grain
                )
            }
            for metrics in (here, there)
        )

        assert ours.keys() == theirs.keys()
        for key, (value, n) in ours.items():
            assert theirs[key] == (value if value is None else pytest.approx(value), n)


def source(url, name="tickets", query="", audience="everyone"):
    return Source(name, SourceKind.TABLE, url, audience, query=query)


def test_a_query_copies_what_it_selects(definitions, warehouse, tmp_path) -> None:
    tables = Tables(tmp_path / "tables")

    load = tables.load_table(
        source(warehouse.url(), query="select *, 'x' as extra from tickets"), NOW
    )
    again = tables.load_table(
        source(warehouse.url(), query="select *, 'x' as extra from tickets"), NOW
    )

    assert (load.rows, load.changed, again.changed) == (2000, True, False)
    assert load.columns == {
        "ticket": "VARCHAR",
        "opened": "DATE",
        "channel": "VARCHAR",
        "who": "VARCHAR",
        "solved": "VARCHAR",
        "minutes": "BIGINT",
        "cost": "DOUBLE",
        "open": "BOOLEAN",
        "extra": "VARCHAR",
    }


@pytest.mark.parametrize(
    ("url", "query", "sentence"),
    [
        ({"password": "wrong-hush"}, "", "refused the user or the password"),
        ({"user": "nobody", "password": "wrong-hush"}, "select 1 as a", "refused the user"),
        ({"database": "nowhere"}, "", "There is no database postgresql://127"),
        ({}, "selec 1", "must be one select statement"),
        ({}, "select 1 from", "cannot answer for the table 'tickets': syntax error"),
        ({}, "select nothing from tickets", 'column "nothing" does not exist'),
        (
            {},
            "select channel::int as a from tickets where channel is not null",
            "holds a value that does not fit",
        ),
        ({}, "nothere", 'relation "nothere" does not exist'),
        ({}, "with gone as (delete from tickets returning *) select * from gone", "may only read"),
        ({}, "select 1 as a where false", "is empty"),
    ],
)
def test_what_a_database_refuses_is_told_in_a_sentence(
    warehouse, tmp_path, url, query, sentence
) -> None:
    tables = Tables(tmp_path / "tables")

    with pytest.raises(DocumentError, match=sentence) as refused:
        tables.load_table(source(warehouse.url(**url), query=query), NOW)

    assert "hush" not in str(refused.value)
    assert warehouse.password not in str(refused.value)
    assert "odd" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nothere", "has no table 'nothere'"), ("empty_one", "'empty_one' is empty")],
)
def test_a_table_that_is_not_in_the_warehouse_is_refused(
    warehouse, tmp_path, name, sentence
) -> None:
    with pytest.raises(DocumentError, match=sentence):
        Tables(tmp_path / "tables").load_table(source(warehouse.url(), name), NOW)


def test_tables_in_two_places_are_not_mixed(definitions, warehouse, tmp_path) -> None:
    (tmp_path / "people.csv").write_text(as_csv(("id", "city", "tier"), PEOPLE), encoding="utf-8")
    sources = [source(warehouse.url()), source(str(tmp_path / "people.csv"), "people")]
    tables = Tables(tmp_path / "tables")
    metrics = Metrics(definitions, tables, sources)
    metrics.refresh(NOW)

    shorts = [one.short for one in metrics.dimensions("tickets")]
    with pytest.raises(InputError, match="cannot be split by 'city'"):
        metrics.figure("tickets", by=["city"])

    assert shorts == ["channel", "open", "speed"]
    tables.close()


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("(select max(word) from secrets)", "reads the table 'secrets', which its readers may not"),
        ("(select max(word) from public.secrets)", "reads the table 'secrets'"),
        ("(select max(usename) from pg_shadow)", "reads the table 'pg_shadow'"),
        ("pg_read_file('/etc/passwd')", "'pg_read_file', which is not allowed"),
        ("query_to_xml('select * from secrets', true, true, '')::text", "'query_to_xml'"),
        ("pg_sleep(60)::text", "'pg_sleep'"),
        ("set_config('statement_timeout', '0', false)", "'set_config'"),
        ("channel) from tickets; drop table people; select (1", "more than one select|understood"),
        ("channel::int::text", "holds a value that does not fit"),
        (
            "(select count(*)::text from generate_series(1, 99999), generate_series(1, 99999) b(c))",
            "took longer than 4 seconds",
        ),
    ],
)
def test_nothing_hostile_is_asked_of_the_warehouse(
    warehouse, tmp_path, expression, sentence
) -> None:
    documents = [*yaml.safe_load_all(METRICS)]
    documents[0]["semantic_model"]["dimensions"][1]["expr"] = expression
    (tmp_path / "care.yaml").write_text(yaml.safe_dump_all(documents), encoding="utf-8")
    tables = Tables(tmp_path / "tables")
    sources = [source(warehouse.url()), source(warehouse.url(), "secrets", audience="board")]
    metrics = Metrics(load(tmp_path), tables, sources)
    metrics.refresh(NOW)
    started = time.monotonic()

    with pytest.raises(DefinitionError, match=sentence) as refused:
        metrics.figure("tickets", by=["channel"])

    assert time.monotonic() - started < 30  # a sleep of 60 seconds is not waited for
    assert "CANARY" not in str(refused.value)
    tables.close()


def test_a_statement_in_the_warehouse_ends(warehouse, tmp_path) -> None:
    warehouses = Warehouses(longest=0.3)

    with pytest.raises(Unanswered, match="took longer than"):
        warehouses.run(warehouse.url(), "select count(*) from generate_series(1, 1000000000)", "t")

    warehouses.close()
