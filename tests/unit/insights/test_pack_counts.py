"""Counts on the pack's complaint register against a recount with regular expressions."""

from __future__ import annotations

import csv
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.insights.service import Insights
from knowledge.models import Document, Item, Period, Reader, SourceKind
from knowledge.store.counting.items import Items
from knowledge.store.database.database import Database
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.publishing import Publication

PACK = Path(
    os.environ.get("THROUGHLINE_PACK")  # noqa: TID251 - where the pack is
    or Path(__file__).parents[4] / "shared" / "pack"
)
REGISTER = PACK / "tables" / "cfpb_complaints.csv"
pytestmark = [
    pytest.mark.pack,
    pytest.mark.skipif(not REGISTER.is_file(), reason="the pack is not here"),
]
NOW = datetime(2026, 11, 23, tzinfo=UTC)
READER = Reader(frozenset({"customer-teams"}))
FIELDS = ("Company", "Product", "Issue", "State")
NARRATIVE = "Consumer complaint narrative"

# The rule that a person would write down from the reply, in regular expressions of their own.
TOPICS = {
    "how many complaints mention transfers": [["transfer(s|red|ring)?"]],
    "how many complaints mention identity theft": [["ident(ity)? theft"]],
    "how many complaints mention refunds": [["refund(s|ed|ing|able)?"]],
    "how many customers complain about a late fee": [["late fees?"]],
    "how many complaints are about scams": [["scam(s|med|ming)?"]],
    "how many customers say that they were charged": [["charg(e|es|ed|ing)"]],
    "how many complaints mention fraud": [["frauds?"]],
    "how many complaints mention a mortgage": [["mortgages?"]],
    "how many complaints mention the phone": [["phone(s|d)?"]],
    "how many complaints mention Zelle": [["zelle"]],
    "how many complaints mention unicorns": [["unicorns"]],
    'how many complaints mention "fair credit reporting act"': [["fair credit reporting act"]],
    'how many complaints contain the word "inquiries"': [["inquiries"]],
    "how many complaints mention refunds or scams": [
        ["refund(s|ed|ing|able)?", "scam(s|med|ming)?"]
    ],
    "how many complaints mention transfers and fraud": [["transfer(s|red|ring)?"], ["frauds?"]],
    "how many complaints mention the police": [["police"]],
    "how many complaints mention customer service": [["customer service"]],
    "how many complaints mention a foreclosure": [["foreclos(e|ed|es|ing|ure|ures)"]],
    "how many complaints mention bankruptcy": [["bankruptc(y|ies)"]],
    "how many complaints mention accounts that were closed": [["accounts?"], ["clos(e|es|ed|ing)"]],
}


@pytest.fixture(scope="module")
def rows():
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def insights(rows, tmp_path_factory):
    database = Database.open(tmp_path_factory.mktemp("register"))
    path = "tables/cfpb_complaints.csv"
    items = [
        Item(
            "complaint register",
            path,
            "customer-teams",
            row[NARRATIVE],
            record=row["Complaint ID"],
            day=date.fromisoformat(row["Date received"]),
            attributes={name: row[name] for name in FIELDS if row[name]},
        )
        for row in rows
    ]
    document = Document(
        path, "complaint register", "Register", "customer-teams", "d", kind=SourceKind.INSIGHTS
    )
    Documents(database).publish_all([Publication(document, [], items=items)], NOW)
    yield Insights(Items(database), _NoEmbedder())
    database.close()


class _NoEmbedder:
    """A count embeds nothing."""


def recounted(rows, groups):
    """By a text's words: runs of letters and digits, apostrophes within them."""
    patterns = [
        re.compile("|".join(rf"(?<![\w'])(?:{form})(?!'?[a-z0-9])" for form in group))
        for group in groups
    ]
    texts = [re.sub(r"[^a-z0-9']+", " ", row[NARRATIVE].lower().replace("’", "'")) for row in rows]
    return sum(all(pattern.search(text) for pattern in patterns) for text in texts)


@pytest.mark.parametrize("question", TOPICS)
def test_a_count_is_exact(question, insights, rows):
    answer = insights.answer(question, READER)

    figure = answer.figures[0]
    assert (figure.value, figure.n) == (recounted(rows, TOPICS[question]), 389)


def test_a_count_under_conditions_is_exact(insights, rows):
    period = Period(date(2023, 7, 1), date(2023, 7, 31))
    wanted = [
        row
        for row in rows
        if row["Company"] == "WELLS FARGO & COMPANY" and row["Date received"].startswith("2023-07")
    ]

    answer = insights.answer(
        "how many Wells Fargo complaints mention fraud in July 2023", READER, period
    )

    figure = answer.figures[0]
    assert figure.value == recounted(wanted, [["frauds?"]])
    assert figure.n == sum(bool(row[NARRATIVE].strip()) for row in wanted)
    assert figure.dimensions == {"Company": "WELLS FARGO & COMPANY"}
