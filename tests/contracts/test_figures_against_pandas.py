"""Every figure is what pandas makes of the same rows: value and n, whatever is asked.

Tables and definitions are made up, in each form that is read; what is asked of them, too.
`THROUGHLINE_FAULTS` of 10 or more: 500 questions to ten companies, others each time; else 60 to
three, always the same.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.metrics.computing.engine import Metrics
from knowledge.metrics.computing.tables import Tables
from knowledge.metrics.definitions import load
from knowledge.metrics.periods import Grain
from knowledge.metrics.query import Where
from knowledge.models import Period, Source, SourceKind

FULL = int(os.environ.get("THROUGHLINE_FAULTS", "3")) >= 10  # noqa: TID251 - a switch of the tests
SEEDS = range(100, 110) if FULL else range(3)
EACH = 50 if FULL else 20
NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="module", params=SEEDS)
def company(request, random_company, tmp_path_factory):
    made = random_company.Company(request.param)
    folder = tmp_path_factory.mktemp("company")
    made.write(folder)
    sources = [
        Source(name, SourceKind.TABLE, str(folder / f"{name}.csv"), "everyone")
        for name in ("items", "payments", "owners")
    ]
    tables = Tables(folder / "tables")
    metrics = Metrics(load(folder / "metrics"), tables, sources)
    assert metrics.refresh(NOW) == {}
    yield made, metrics
    tables.close()


@st.composite
def questions(draw, company):
    """A metric, days, groups, conditions and a grain, each within what the metric has."""
    name = draw(st.sampled_from(sorted(company.metrics)))
    known = company.dimensions(name)
    days = None
    if draw(st.booleans()):
        first = draw(st.dates(date(2023, 12, 1), date(2026, 3, 20)))
        days = (first, first + timedelta(draw(st.integers(0, 500))))
    by = draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
    where = []
    for dimension in draw(st.lists(st.sampled_from(known), max_size=2, unique=True)):
        values = st.sampled_from([*company.values(dimension), "", "nobody's", "{{ x }}"])
        chosen = draw(st.lists(values, min_size=1, max_size=3, unique=True))
        where.append((dimension, tuple(chosen), draw(st.booleans())))
    grain = draw(st.none() | st.sampled_from([*Grain]))
    return name, days, by, where, grain


@settings(
    max_examples=EACH,
    deadline=None,
    derandomize=not FULL,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_figures_are_what_pandas_makes_of_the_rows(company, random_company, data):
    made, metrics = company
    name, days, by, where, grain = data.draw(questions(made))

    figures = metrics.figure(
        name, Period(*days) if days else None, by, [Where(*one) for one in where], grain
    )

    found = {
        (tuple(one.dimensions.values()), begin(one, days, grain)): (one.value, one.n)
        for one in figures
    }
    wanted = random_company.expected(made, name, days, by, where, grain)
    assert len(found) == len(figures)
    assert found.keys() == wanted.keys()
    for key, (value, n) in wanted.items():
        assert found[key][1] == n
        assert found[key][0] == (
            None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)
        )


def begin(figure, days, grain):
    """The first day of a figure's period of a series; None for rows without a day."""
    if not grain or figure.period is None or figure.period == (Period(*days) if days else None):
        return None
    return figure.period.start
