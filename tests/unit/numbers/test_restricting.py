"""Words that say which rows are meant, though they are a metric's own: over a parcel company."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.models import EVERYONE, Answer, Clarification, Reader, Reply, Source, SourceKind
from knowledge.numbers.known import Words
from knowledge.numbers.service import Numbers

TODAY = date(2024, 5, 15)
OUTCOMES = (
    "Closed with full refund",
    "Closed with non-full refund",
    "Closed without refund",
    "Under way",
)
RARE = {7: "Under way or lost"}
DEFINITIONS = """\
semantic_model:
  name: parcels
  node_relation: {alias: parcels, schema_name: main}
  defaults: {agg_time_dimension: ordered_on}
  entities:
    - {name: parcel, type: primary, expr: parcel}
  dimensions:
    - {name: ordered_on, type: time, expr: ordered_on, type_params: {time_granularity: day}}
    - {name: ship_country, type: categorical, label: Ship country}
    - {name: outcome, type: categorical}
  measures:
    - {name: parcel_count, agg: sum, expr: "1"}
    - {name: unshipped_count, agg: sum, expr: "case when shipped = 'no' then 1 else 0 end"}
    - {name: refund_count, agg: sum,
       expr: "case when outcome = 'Closed with full refund' then 1 else 0 end"}
    - {name: quick_count, agg: sum, expr: "case when days <= 5 then 1 else 0 end"}
    - {name: slow_count, agg: sum, expr: "case when days > 9 then 1 else 0 end"}
    - {name: net, agg: sum, expr: days}
    - {name: mean_rating, agg: average, expr: days}
---
metric: {name: parcels, label: Parcels, description: Parcels that were ordered., type: simple,
  type_params: {measure: parcel_count}, config: {meta: {throughline: {unit: parcels}}}}
---
metric: {name: unshipped_parcels, label: Unshipped parcels, type: simple,
  description: Parcels that have not shipped., type_params: {measure: unshipped_count},
  config: {meta: {throughline: {unit: parcels, synonyms: [parcels not shipped]}}}}
---
metric: {name: late_parcels, label: Late parcels, type: simple,
  description: Parcels shipped after their promised day., type_params: {measure: slow_count},
  config: {meta: {throughline: {unit: parcels, synonyms: [parcels shipped late]}}}}
---
metric: {name: refunded, label: Parcels closed with full refund, type: simple,
  description: Parcels for which all was paid back., type_params: {measure: refund_count},
  config: {meta: {throughline: {unit: parcels}}}}
---
metric: {name: quick_parcels, label: Parcels delivered within five days, type: simple,
  description: Parcels that were there within five days., type_params: {measure: quick_count},
  config: {meta: {throughline: {unit: parcels}}}}
---
metric: {name: revenue, label: Net revenue, description: Revenue after discounts., type: simple,
  type_params: {measure: net}, config: {meta: {throughline: {unit: USD, synonyms: [revenue]}}}}
---
metric: {name: rating, label: Rating, description: Mean rating of a parcel., type: simple,
  type_params: {measure: mean_rating},
  config: {meta: {throughline: {unit: points of 5, synonyms: [promoter score]}}}}
"""


def rows() -> Iterator[str]:
    yield "parcel,ordered_on,ship_country,outcome,shipped,days"
    for number in range(240):
        country = ("Chile", "Peru")[number % 2]
        shipped = "no" if number % 10 == 0 else "yes"
        day = date(2024, 1 + number // 60, 1 + number % 28)
        yield f"P{number},{day},{country},{RARE.get(number, OUTCOMES[number % 4])},{shipped},{1 + number % 12}"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Reply | None]]:
    folder = tmp_path_factory.mktemp("parcels")
    (folder / "parcels.csv").write_text("\n".join(rows()) + "\n", encoding="utf-8")
    (folder / "metrics").mkdir()
    (folder / "metrics" / "parcels.yaml").write_text(DEFINITIONS, encoding="utf-8")
    sources = [Source("parcels", SourceKind.TABLE, str(folder / "parcels.csv"), EVERYONE)]
    tables = Tables(folder / "tables")
    metrics = Metrics(load(folder / "metrics"), tables, sources)
    metrics.refresh(datetime(2024, 5, 15, 9, tzinfo=UTC))
    numbers = Numbers(metrics, Words(metrics, sources), folder, lambda: TODAY)
    employee = Reader(frozenset({EVERYONE}))
    yield lambda question: numbers.reply(question, employee)
    tables.close()


def value(reply: Reply | None) -> float:
    assert isinstance(reply, Answer), reply
    return reply.figures[0].value or 0.0


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how many parcels have shipped?", 216),
        ("parcels that have shipped, for Chile", 96),
        ("parcels that have been shipped to Chile", 96),
        ("how many parcels were shipped to Chile?", 120),
        ("how many parcels went out to Chile so far?", 96),
        ("how many parcels are unshipped?", 24),
        ("number of shipped parcels in January 2024", 54),
    ],
)
def test_what_was_done_is_the_whole_without_what_was_not(
    ask: Callable[[str], Reply | None], question: str, wanted: float
) -> None:
    assert value(ask(question)) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how many parcels have been closed?", 180),
        ("closed parcels for Chile", 120),
        ("parcels closed without full refund", 120),
        ("parcels closed with full refund", 60),
        ("parcels closed with non-full refund", 60),
    ],
)
def test_a_state_is_all_the_ways_that_lead_to_it(
    ask: Callable[[str], Reply | None], question: str, wanted: float
) -> None:
    assert value(ask(question)) == wanted


@pytest.mark.parametrize(
    "question", ["which outcome has the most parcels?", "which outcome has the fewest parcels?"]
)
def test_the_least_is_not_told_beside_groups_that_are_too_small(
    ask: Callable[[str], Reply | None], question: str
) -> None:
    assert isinstance(ask(question), Answer) == ("most" in question)


def test_a_value_that_another_goes_on_from_is_asked_about(
    ask: Callable[[str], Reply | None],
) -> None:
    reply = ask("how many parcels are under way?")

    assert isinstance(reply, Clarification)
    assert len(reply.choices) == 2


def test_a_word_that_several_values_share_is_asked_about(
    ask: Callable[[str], Reply | None],
) -> None:
    assert isinstance(ask("how many parcels were closed with a refund?"), Clarification)


@pytest.mark.parametrize(
    "question",
    [
        "how many parcels shipped on time?",
        "what share of the parcels has been shipped?",
        "parcels delivered after more than five days",
        "discounted revenue in April 2024",
        "revenue before discounts in April 2024",
        "parcels with a rating of 5 in April 2024",
        "how many promoters did we have in April 2024?",
        "net revenue in years in April 2024",
        "revenue as of 31 March 2024",
        "parcels in January and April 2024 together",
        "how many ship countries got parcels only once?",
        "which ship country has the highest share of late parcels?",
        "how many customers had parcels in Chile?",
        "how many parcels does the typical country get?",
        "how long does it take to close a parcel, closed ones in April 2024?",
        "parcels since we opened",
        "parcels closed with full refund or to Chile",
        "share of late parcels by ship country",
        "Chile's unshipped parcels as a share of all parcels to Chile",
        "revenue in the month with the most parcels",
        "parcels in January of each year",
        "biggest country",
        "shipped vs unshipped parcels in April 2024",
        "rating with and without refund in April 2024",
        "parcels to Chile vs Peru, January vs April 2024",
        "parcels to Chile minus Peru",
        "parcels about drivers in April 2024",
        "parcels shipped on their promised day in April 2024",
        "parcels with a promised day in April 2024",
        "parcels including those to Chile",
        "how late are late parcels?",
        "net revenue by month in 2024 compared to 2023",
        "rating of promoters in April 2024",
    ],
)
def test_what_a_word_restricts_is_not_told_of_everything(
    ask: Callable[[str], Reply | None], question: str
) -> None:
    assert not isinstance(ask(question), Answer)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("parcels to all countries but Chile", 120),
        ("parcels with the exception of Chile", 120),
        ("how many parcels have not shipped?", 24),
        ("parcels by ship country excluding Chile", 120),
    ],
)
def test_what_is_excepted_is_not_counted(
    ask: Callable[[str], Reply | None], question: str, wanted: float
) -> None:
    assert value(ask(question)) == wanted


def test_how_it_went_from_one_time_to_another_is_a_change(
    ask: Callable[[str], Reply | None],
) -> None:
    answer = ask("how did late parcels go from January 2024 to February 2024?")

    assert isinstance(answer, Answer)
    assert (answer.figures[0].value, answer.figures[0].previous) == (15, 15)


@pytest.mark.parametrize(
    "question", ["a notice of shipped parcels", "how many parcels shipped with a notice?"]
)
def test_a_notice_is_no_not(ask: Callable[[str], Reply | None], question: str) -> None:
    assert not isinstance(ask(question), Answer)
