from __future__ import annotations

import pytest

from knowledge.errors import DocumentError
from knowledge.metrics.running.reach import HERE, reach
from knowledge.models import Source, SourceKind

WAREHOUSE = "postgresql://me:hush@db.acme/sales"


def declared(**places: tuple[str, str]) -> dict[str, Source]:
    return {
        name: Source(name, SourceKind.TABLE, path, audience)
        for name, (path, audience) in places.items()
    }


SOURCES = declared(
    orders=("/data/orders.csv", "everyone"),
    customers=("/data/customers.csv", "everyone"),
    tickets=("/data/tickets.csv", "care"),
    notes=("/data/notes.csv", "care"),
    salaries=("/data/salaries.csv", "board"),
    sales=(WAREHOUSE, "everyone"),
    margins=(WAREHOUSE, "board"),
)


def test_an_open_metric_reaches_open_tables_only() -> None:
    found = reach("m", {"orders"}, {"orders", "customers", "salaries"}, SOURCES)

    assert found.place == HERE
    assert found.tables == {"orders", "customers"}
    assert found.audiences == {"everyone"}


def test_a_closed_metric_does_not_reach_another_closed_table() -> None:
    found = reach("m", {"tickets"}, {"notes", "salaries"}, SOURCES)

    assert found.tables == {"tickets", "notes"}
    assert found.audiences == {"care"}


def test_a_closed_metric_that_can_be_split_by_an_open_table_is_for_full_members() -> None:
    found = reach("m", {"tickets"}, {"customers"}, SOURCES)

    assert found.audiences == {"care", "everyone"}
    assert found.tables == {"tickets", "notes", "orders", "customers"}


def test_a_metric_s_own_audience_counts() -> None:
    found = reach("m", {"orders"}, set(), SOURCES, own="board")

    assert found.audiences == {"everyone", "board"}


def test_a_table_that_a_filter_joins_closes_the_metric() -> None:
    found = reach("m", {"orders", "salaries"}, set(), SOURCES)

    assert found.audiences == {"everyone", "board"}


def test_a_warehouse_is_a_place_of_its_own() -> None:
    found = reach("m", {"sales"}, {"orders", "margins"}, SOURCES)

    assert found.place == WAREHOUSE
    assert found.tables == {"sales"}


def test_two_places_are_refused_without_a_password() -> None:
    with pytest.raises(DocumentError) as refused:
        reach("m", {"sales", "orders"}, set(), SOURCES)

    assert str(refused.value) == (
        "The metric 'm' reads tables in two places, 'orders' (loaded here) and 'sales'"
        " (postgresql://db.acme/sales): give the source in the warehouse a query, and it is loaded"
        " here."
    )


def test_tables_that_nobody_declared_are_not_reached() -> None:
    found = reach("m", {"unknown"}, {"unknown"}, SOURCES)

    assert found.tables == set()
    assert found.audiences == set()
