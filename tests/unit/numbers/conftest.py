"""A hospital and a software company as tables, their metrics, and the words for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.models import EVERYONE, Reader, Reply, Source, SourceKind
from knowledge.numbers.known import Words
from knowledge.numbers.service import Numbers

TODAY = date(2024, 5, 15)
NOW = datetime(2024, 5, 15, 9, tzinfo=UTC)

_DEPARTMENTS = ("Cardiology", "Radiology", "Orthopaedics", "Emergency room")
_CHANNELS = ("phone", "web", "referral")
_STATES = ("OR", "IN", "ME", "TX")
_PLANS = ("Free", "Team", "Enterprise")
_FIRST = date(2023, 1, 2)
_LAST = date(2024, 5, 12)


def _appointments() -> Iterator[str]:
    """One to four a day, more of them in 2024; every fourth is missed, in 2024 every fifth."""
    yield "appointment,booked_on,department,channel,insured,missed,wait_days,patient"
    number, day = 0, _FIRST
    while day <= _LAST:
        for _ in range(1 + day.toordinal() % 3 + (day.year == 2024)):
            number += 1
            missed = "Yes" if number % (5 if day.year == 2024 else 4) == 0 else "No"
            insured = "No" if number % 7 == 0 else "Yes"
            yield (
                f"A{number},{day},{_DEPARTMENTS[number % 4]},{_CHANNELS[number % 3]},{insured},"
                f"{missed},{number % 21},P{number % 200}"
            )
        day += timedelta(days=1)
    yield f"A{number + 1},{_LAST},Dialysis,web,Yes,No,3,P7"


def _tickets() -> Iterator[str]:
    yield "ticket,opened,priority,product,state,origin,reopened,hours"
    day = date(2024, 1, 1)
    for number in range(400):
        priority = ("P1", "P2", "P3")[number % 3]
        product = ("Billing", "Mobile app", "Reporting")[number % 5 % 3]
        yield (
            f"T{number},{day + timedelta(days=number // 3)},{priority},{product},"
            f"{_STATES[number % 4]},{_STATES[number % 7 % 4]},"
            f"{'true' if number % 9 == 0 else 'false'},{number % 30}"
        )


def _accounts() -> Iterator[str]:
    yield "account,plan,country,mrr,score"
    for number in range(120):
        country = ("Germany", "United States", "United Kingdom")[number % 3]
        yield f"C{number},{_PLANS[number % 3]},{country},{number % 3 * 100 + 0.5},{number % 11}"


def _salaries() -> Iterator[str]:
    yield "person,team,salary"
    for number in range(30):
        yield f"E{number},{'Nurses' if number % 2 else 'Surgeons'},{50_000 + number}"


METRICS = """\
semantic_model:
  name: appointments
  node_relation: {alias: appointments, schema_name: main}
  defaults: {agg_time_dimension: booked_on}
  entities:
    - {name: appointment, type: primary, expr: appointment}
  dimensions:
    - {name: booked_on, type: time, expr: booked_on, type_params: {time_granularity: day}}
    - {name: department, type: categorical}
    - {name: channel, type: categorical, label: Booking channel}
    - {name: insured, type: categorical}
  measures:
    - {name: booking_count, agg: sum, expr: "1"}
    - {name: missed_count, agg: sum, expr: "case when missed = 'Yes' then 1 else 0 end"}
    - {name: mean_wait, agg: average, expr: wait_days}
---
metric:
  name: bookings
  label: Bookings
  description: Appointments that patients booked.
  type: simple
  type_params: {measure: booking_count}
  config: {meta: {throughline: {unit: bookings, direction: up_is_good, owner: U0FRONT,
    synonyms: [appointments, visits], granularity: month,
    targets: [{date: 2024-12-31, value: 100}]}}}
---
metric:
  name: no_shows
  label: No-shows
  description: Appointments that nobody came to.
  type: simple
  type_params: {measure: missed_count}
  config: {meta: {throughline: {unit: no-shows, direction: down_is_good}}}
---
metric:
  name: no_show_rate
  label: No-show rate
  description: The share of appointments that nobody came to.
  type: ratio
  type_params: {numerator: {name: no_shows}, denominator: {name: bookings}}
  config:
    meta:
      throughline:
        unit: percent
        direction: down_is_good
        owner: U0CLINIC
        baseline: {value: 0.25, period: "2023"}
        targets: [{date: 2024-12-31, value: 0.15}]
        segment_by: [department]
        min_sample: 10
---
metric:
  name: waiting_time
  label: Average waiting time
  description: Mean days from booking to appointment.
  type: simple
  type_params: {measure: mean_wait}
  config: {meta: {throughline: {unit: days, direction: down_is_good, synonyms: [wait]}}}
"""

SOFTWARE = """\
semantic_model:
  name: tickets
  node_relation: {alias: tickets, schema_name: main}
  defaults: {agg_time_dimension: opened}
  entities:
    - {name: ticket, type: primary, expr: ticket}
  dimensions:
    - {name: opened, type: time, expr: opened, type_params: {time_granularity: day}}
    - {name: priority, type: categorical}
    - {name: product, type: categorical}
    - {name: state, type: categorical}
    - {name: origin, type: categorical, label: State of origin}
    - {name: reopened, type: categorical}
  measures:
    - {name: ticket_count, agg: sum, expr: "1"}
    - {name: mean_hours, agg: average, expr: hours}
---
semantic_model:
  name: accounts
  node_relation: {alias: accounts, schema_name: main}
  defaults: {agg_time_dimension: as_of}
  entities:
    - {name: account, type: primary, expr: account}
  dimensions:
    - {name: as_of, type: time, expr: "date '2024-04-30'",
       type_params: {time_granularity: day}}
    - {name: plan, type: categorical}
    - {name: country, type: categorical}
  measures:
    - {name: account_count, agg: sum, expr: "1"}
    - {name: mrr_sum, agg: sum, expr: mrr}
    - {name: nps_sum, agg: average, expr: "case when score >= 9 then 100 when score <= 6 then -100 else 0 end"}
---
semantic_model:
  name: salaries
  node_relation: {alias: salaries, schema_name: main}
  defaults: {agg_time_dimension: as_of}
  entities:
    - {name: person, type: primary, expr: person}
  dimensions:
    - {name: as_of, type: time, expr: "date '2024-04-30'",
       type_params: {time_granularity: day}}
    - {name: team, type: categorical}
  measures:
    - {name: mean_salary, agg: average, expr: salary}
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
  name: response_time
  label: First response time
  description: Mean hours until a ticket is answered first.
  type: simple
  type_params: {measure: mean_hours}
  config: {meta: {throughline: {unit: hours, direction: down_is_good}}}
---
metric:
  name: customers
  label: Customers
  description: Accounts that we have.
  type: simple
  type_params: {measure: account_count}
  config: {meta: {throughline: {unit: customers, direction: up_is_good}}}
---
metric:
  name: mrr
  label: MRR
  description: Monthly recurring revenue of all accounts.
  type: simple
  type_params: {measure: mrr_sum}
  config: {meta: {throughline: {unit: USD, direction: up_is_good, owner: U0CFO,
    synonyms: [monthly recurring revenue], segment_by: [plan]}}}
---
metric:
  name: nps
  label: NPS
  description: Net promoter score of our accounts.
  type: simple
  type_params: {measure: nps_sum}
  config: {meta: {throughline: {direction: up_is_good, synonyms: [net promoter score]}}}
---
metric:
  name: mean_salary
  label: Average salary
  description: Mean yearly pay of our people.
  type: simple
  type_params: {measure: mean_salary}
  config: {meta: {throughline: {unit: EUR, owner: U0HR, synonyms: [pay]}}}
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace's folder with its tables and definitions."""
    made = tmp_path_factory.mktemp("numbers")
    tables = {
        "appointments": _appointments(),
        "tickets": _tickets(),
        "accounts": _accounts(),
        "salaries": _salaries(),
    }
    for name, lines in tables.items():
        (made / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (made / "metrics").mkdir()
    (made / "metrics" / "clinic.yaml").write_text(METRICS, encoding="utf-8")
    (made / "metrics" / "software.yaml").write_text(SOFTWARE, encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def sources(folder: Path) -> list[Source]:
    """All tables are everyone's, but the salaries."""
    names = ("appointments", "tickets", "accounts", "salaries")
    return [
        Source(
            name,
            SourceKind.TABLE,
            str(folder / f"{name}.csv"),
            "hr" if name == "salaries" else EVERYONE,
        )
        for name in names
    ]


@pytest.fixture(scope="session")
def metrics(folder: Path, sources: list[Source]) -> Iterator[Metrics]:
    tables = Tables(folder / "tables")
    found = Metrics(load(folder / "metrics"), tables, sources)
    found.refresh(NOW)
    yield found
    tables.close()


@pytest.fixture(scope="session")
def words(metrics: Metrics, sources: list[Source]) -> Words:
    return Words(metrics, sources)


@pytest.fixture(scope="session")
def numbers(metrics: Metrics, words: Words, folder: Path) -> Numbers:
    return Numbers(metrics, words, folder, lambda: TODAY)


@pytest.fixture(scope="session")
def employee() -> Reader:
    return Reader(frozenset({EVERYONE}))


@pytest.fixture(scope="session")
def ask(numbers: Numbers, employee: Reader) -> Callable[[str], Reply | None]:
    """An employee's question to its reply."""
    return lambda question: numbers.reply(question, employee)
