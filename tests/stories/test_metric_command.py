"""Numbers at the terminal: who sees which, how they are read, and what is wrong with them."""

import io
import json
import re
import sys
from typing import NamedTuple

import pytest

from bot.cli.app import run
from bot.commands.commands import do
from bot.settings.settings import load
from bot.wiring.wiring import open_throughline
from knowledge.errors import InputError
from knowledge.store.database.ownership import Ownership

CONFIGURATION = """
[workspace]
name = "Harbour Lamps"

[[source]]
name = "strategy"
kind = "documents"
path = "strategy.md"
audience = "everyone"

[[source]]
name = "words"
kind = "glossary"
path = "words.csv"
fields = {label = "Word", definition = "Meaning"}
audience = "everyone"

[[source]]
name = "orders"
kind = "table"
path = "orders.csv"
audience = "everyone"

[[source]]
name = "wages"
kind = "table"
path = "wages.csv"
audience = "board"

[audiences.board]
users = ["U0BOARD"]

[audiences.sales]
users = ["U0SALES"]

[metrics]
path = "metrics"
"""
ORDERS = """\
order,placed,shop,late,euros
1,2026-08-03,Pier,Yes,10.5
2,2026-08-04,Pier,No,20
3,2026-08-11,[bold]Quay,No,30
4,2026-08-12,,Yes,
5,2026-09-01,Pier,No,40
"""
METRICS = """\
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: {agg_time_dimension: placed}
    entities: [{name: order, type: primary}]
    dimensions:
      - {name: placed, type: time, type_params: {time_granularity: day}}
      - {name: shop, type: categorical, label: Shop}
    measures:
      - {name: order_count, agg: count, expr: 1}
      - {name: late_count, agg: sum_boolean, expr: "late = 'Yes'"}
      - {name: euro_sum, agg: sum, expr: euros}
  - name: wages
    model: ref('wages')
    defaults: {agg_time_dimension: paid}
    entities: [{name: wage, type: primary}]
    dimensions: [{name: paid, type: time, type_params: {time_granularity: day}}]
    measures: [{name: wage_sum, agg: sum, expr: euros}]
metrics:
  - name: orders
    label: Orders
    description: Lamps that were ordered.
    type: simple
    type_params: {measure: order_count}
    meta: {throughline: {unit: orders, synonyms: [lamps sold], granularity: week}}
  - {name: late_orders, label: Late orders, type: simple, type_params: {measure: late_count}}
  - name: late_share
    label: Late share
    type: ratio
    type_params: {numerator: late_orders, denominator: orders}
    meta:
      throughline:
        unit: percent
        direction: down_is_good
        owner: U0CARE
        min_sample: 3
        baseline: {value: 0.5, date: 2026-01-31}
        targets: [{date: 2026-12-31, value: 0.2}]
        thresholds: [{comparison: above, threshold: 0.3}]
        supports: [On the day we said]
        glossary_term: OTD
  - name: revenue
    label: Revenue
    type: simple
    type_params: {measure: euro_sum}
    meta: {throughline: {unit: EUR, audience: sales}}
  - {name: wages, label: Wages, type: simple, type_params: {measure: wage_sum}}
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "throughline.toml").write_text(CONFIGURATION)
    (folder / "strategy.md").write_text(
        "# Strategy\n\n1. **On the day we said.** Lamps come then.\n"
    )
    (folder / "words.csv").write_text("Word,Meaning\nOTD,On-time delivery: the share of lamps\n")
    (folder / "orders.csv").write_text(ORDERS)
    (folder / "wages.csv").write_text("wage,paid,euros\n1,2026-08-31,900\n")
    (folder / "metrics").mkdir()
    (folder / "metrics/all.yml").write_text(METRICS)
    done = throughline(folder, "ingest", "--json")
    assert done.returncode == 0, done.stderr
    return folder


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def throughline(folder, *words):
    """The command in this process: what it says, and its exit code."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["throughline", *words])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.delenv("THROUGHLINE_STORE", raising=False)
        patch.delenv("THROUGHLINE_CONFIG", raising=False)
        with pytest.raises(SystemExit) as ended:
            run()
        said = []
        for stream in (out, err):
            stream.flush()
            said.append(stream.buffer.getvalue().decode())
    return Done(ended.value.code or 0, *said)


@pytest.fixture(scope="module")
def core(company):
    """The company opened once: what a running bot does for other terminals."""
    settings = load(company / "throughline.toml", environ={})
    ownership = Ownership(settings.folder)
    ownership.acquire()
    opened = open_throughline(settings, ownership, Silent())
    yield opened
    opened.close()


class Silent:
    def say(self, sentence):
        pass

    def begin(self, what, total):
        return lambda count: None


@pytest.fixture
def asked(core):
    def of(command="metric", **arguments):
        return do(core, command, arguments, lambda *_: None)

    return of


def rows(found):
    return [(one["value"], one["n"], *one["dimensions"].values()) for one in found["rows"]]


def test_a_number_comes_with_all_that_it_is(asked):
    found = asked(name="late_share")

    assert rows(found) == [(0.4, 5)]
    assert (found["metric"], found["label"], found["unit"]) == (
        "late_share",
        "Late share",
        "percent",
    )
    assert (found["owner"], found["direction"]) == ("U0CARE", "down_is_good")
    assert (found["baseline"], found["target"], found["target_date"]) == (0.5, 0.2, "2026-12-31")
    assert found["watermark"] == "2026-09-01"
    assert found["as_of"].startswith("20")
    assert found["rows"][0]["crossed"] == "red"
    assert "FROM main.orders" in found["query"]
    json.dumps(found, allow_nan=False)


def test_a_group_in_which_nothing_was_late_has_a_share_of_0(asked):
    found = asked(name="late_share", by=["shop"])

    assert sorted(rows(found)) == [(0.0, 1, "[bold]Quay"), (1 / 3, 3, "Pier"), (1.0, 1, "")]


@pytest.mark.parametrize("name", ["orders", "Orders", "LAMPS SOLD"])
def test_a_metric_is_found_by_its_name_its_label_or_a_synonym(asked, name):
    assert asked(name=name)["metric"] == "orders"


def test_conditions_and_days_leave_rows_out(asked):
    found = asked(name="orders", where=["shop=pier|"], since="2026-08", until="2026-08")

    assert rows(found) == [(3.0, 3)]
    assert found["period"] == {"start": "2026-08-01", "end": "2026-08-31"}


def test_a_period_that_is_cut_off_says_so_and_is_not_judged(asked):
    found = asked(name="orders", grain="week", since="2026-08-04", until="2026-08-16")

    assert [(one["period"]["start"], one["partial"]) for one in found["rows"]] == [
        ("2026-08-04", True),
        ("2026-08-10", False),
    ]


@pytest.mark.parametrize(
    ("user", "seen"),
    [
        ("", {"orders", "late_orders", "late_share", "revenue", "wages"}),
        ("U0ANNA", {"orders", "late_orders", "late_share"}),
        ("U0SALES", {"orders", "late_orders", "late_share", "revenue"}),
        ("U0BOARD", {"orders", "late_orders", "late_share", "wages"}),
    ],
)
def test_whoever_may_not_see_a_metric_does_not_hear_that_there_is_one(core, asked, user, seen):
    listed = {one["metric"] for one in asked("metric list", user=user)["metrics"]}

    assert listed == seen
    for name in {"revenue", "wages"} - seen:
        with pytest.raises(InputError, match=f"^There is no metric '{name}'") as refused:
            asked(name=name, user=user)
        assert "Did you mean" not in str(refused.value)


def test_the_check_finds_nothing_wrong_with_sound_definitions(asked):
    assert asked("metric check") == {"metrics": 5, "problems": []}


def test_the_check_reads_the_files_as_they_are_now(company, asked):
    file = company / "metrics/all.yml"
    file.write_text(
        METRICS.replace("On the day we said", "Never late")
        .replace("term: OTD", "term: ODT")
        .replace("audience: sales", "audience: sale")
    )

    found = asked("metric check")
    file.write_text(METRICS)

    assert [(one["file"], one["line"], one["severity"]) for one in found["problems"]] == [
        ("metrics/all.yml", 40, "warning"),
        ("metrics/all.yml", 41, "warning"),
        ("metrics/all.yml", 46, "error"),
    ]
    assert found["problems"][2]["message"] == "there is no audience 'sale'. Did you mean 'sales'?"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["late_shar"], "There is no metric 'late_shar'. Did you mean 'late_share'?"),
        (["orders", "--by", "shp"], "cannot be split by 'shp'. Did you mean 'shop'?"),
        (["orders", "--where", "shop"], "'shop' is no condition; write one such as"),
        (["orders", "--since", "august"], "'august' is no day; write 2026-08-01, 2026-08 or 2026."),
        (["orders", "--grain", "weeks"], "There is no grain 'weeks'. Did you mean 'week'?"),
    ],
)
def test_what_was_typed_wrongly_is_said_in_a_sentence(core, asked, words, sentence):
    name, *options = words
    pairs = dict(zip((one.removeprefix("--") for one in options[::2]), options[1::2], strict=True))
    arguments = {key: [value] if key in {"by", "where"} else value for key, value in pairs.items()}

    with pytest.raises(InputError, match=re.escape(sentence)):
        asked(name=name, **arguments)


@pytest.fixture(scope="module")
def shop(company, tmp_path_factory):
    """The same company with a store of its own, free for the command."""
    folder = tmp_path_factory.mktemp("store")
    done = throughline(company, "ingest", "--json", "--store", str(folder))
    assert done.returncode == 0, done.stderr
    return lambda *words: throughline(company, *words, "--store", str(folder))


def test_the_number_is_read_first_then_what_it_is(shop):
    shown = shop("metric", "late_share").stdout

    lines = [line for line in shown.splitlines() if line.strip()]
    assert lines[0] == "Late share  40.0 %"
    assert lines[1] == "of 5 rows"
    assert "began at 50.0 % (2026-01-31) · target 20.0 % by 2026-12-31 · owner U0CARE" in shown


def test_a_table_shows_values_as_they_stand_and_what_is_too_few(shop):
    shown = shop("metric", "late_share", "--by", "shop").stdout

    assert "[bold]Quay" in shown
    assert "(blank)" in shown
    assert shown.count("too few to call (at least 3)") == 2


def test_a_series_has_a_line_for_each_period_and_a_sparkline(shop):
    shown = shop("metric", "orders", "--grain", "month", "--until", "2026-09").stdout

    assert "2026-08-03 to 2026-08-31" in shown
    assert "not whole" in shown


def test_json_is_one_object(shop):
    done = shop("metric", "orders", "--where", "shop!=Pier", "--json")

    assert json.loads(done.stdout)["rows"][0]["value"] == 2
    assert done.returncode == 0


def test_the_list_is_a_line_for_each_metric(shop):
    shown = shop("metric", "list", "--as", "U0ANNA").stdout

    assert "Lamps that were ordered." in shown
    assert "wages" not in shown


def test_what_is_no_metric_ends_as_wrong_use(shop):
    done = shop("metric", "ordres")

    assert done.returncode == 2
    assert done.stderr.strip().endswith("Did you mean 'orders'?")


def test_a_check_that_finds_errors_fails_and_names_each_place(company, shop):
    file = company / "metrics/all.yml"
    file.write_text(METRICS.replace("agg: count", "agg: cuont").replace("term: OTD", "term: ODT"))

    done = shop("metric", "check")
    file.write_text(METRICS)

    assert done.returncode == 1
    assert "metrics/all.yml:10  agg cannot be 'cuont'. Did you mean 'count'?" in done.stdout
    assert "1 error" in done.stdout
    assert "1 warning" in done.stdout


def test_a_sound_check_says_so(shop):
    done = shop("metric", "check")

    assert done.returncode == 0
    assert done.stdout.strip() == "5 metrics, nothing wrong with them."
