from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from knowledge.errors import DocumentError

PACK = Path(
    os.environ.get("THROUGHLINE_PACK")  # noqa: TID251 - where the pack is
    or Path(__file__).parents[4] / "shared" / "pack"
)
pytestmark = [
    pytest.mark.pack,
    pytest.mark.skipif(not (PACK / "throughline.toml").is_file(), reason="the pack is not here"),
]


@pytest.mark.parametrize(
    ("name", "rows", "types"),
    [
        ("telco_customers", 7043, {"TotalCharges": "DOUBLE", "SeniorCitizen": "BIGINT"}),
        ("complaints", 2067, {"Date received": "DATE", "ZIP code": "VARCHAR"}),
        ("orders", 830, {"OrderDate": "TIMESTAMP", "CustomerID": "VARCHAR"}),
        ("order_lines", 2155, {"UnitPrice": "DOUBLE", "Quantity": "BIGINT"}),
        ("customers", 93, {"Country": "VARCHAR"}),
    ],
)
def test_the_declared_tables_load_as_they_stand(office, name, rows, types) -> None:
    declared = tomllib.loads((PACK / "throughline.toml").read_text(encoding="utf-8"))["source"]
    entry = next(one for one in declared if one["name"] == name)

    load = office.load(PACK / entry["path"], query=entry.get("query", ""), name=name)

    assert load.rows == rows
    assert types.items() <= load.columns.items()


def test_blanks_among_charges_are_nothing(office) -> None:
    office.load(PACK / "tables" / "telco_customer_churn.csv")

    assert office.rows("select count(*) from t where TotalCharges is null") == [(11,)]


def test_a_table_in_parquet_is_the_same_as_in_csv(office) -> None:
    office.load(PACK / "tables" / "telco_customer_churn.csv")
    office.load(PACK / "tables" / "telco_customer_churn.parquet", name="p")

    statement = (
        "select Contract, count(*), round(sum(MonthlyCharges), 2) from {} group by 1 order by 1"
    )
    assert office.rows(statement.format("t")) == office.rows(statement.format("p"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("password_protected.xlsx", "has a password"),
        ("inconsistent-header.csv", "values where the first line names"),
        ("too-many-columns.csv", "values where the first line names"),
    ],
)
def test_what_is_bad_in_the_pack_is_refused(office, name, sentence) -> None:
    with pytest.raises(DocumentError, match=sentence):
        office.load(PACK / "bad" / name)
