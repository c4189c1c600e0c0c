from __future__ import annotations

from datetime import date

import pytest

from ingest.loaders.reading import read
from knowledge.models import Source, SourceKind

TICKET = """Ticket C1
Date: 2026-05-21
Channel: email
Customer: Acme Ltd
Score: 3/5
Depot:

Nobody rang.
I waited.

Note: this one is the customer's.

Please call me.

Status: open

Outcome: none yet
"""


@pytest.fixture
def item(tmp_path):
    """The item of a file, and the document that it is in."""

    def open_it(content, name="t.txt", **fields):
        (tmp_path / name).write_text(content, encoding="utf-8")
        source = Source("s", SourceKind.INSIGHTS, str(tmp_path), "everyone", fields=fields)
        (found,) = read(tmp_path / name, source, tmp_path)
        (one,) = found.items
        return one, found

    return open_it


def test_lines_above_and_below_a_text_are_its_facts(item):
    one, _ = item(TICKET)

    assert (one.day, one.customer, one.score) == (date(2026, 5, 21), "Acme Ltd", 3.0)
    assert one.attributes == {
        "Channel": "email",
        "Customer": "Acme Ltd",
        "Status": "open",
        "Outcome": "none yet",
    }


def test_what_was_said_is_the_text_alone(item):
    one, _ = item(TICKET)

    assert one.text == (
        "Nobody rang.\nI waited.\n\nNote: this one is the customer's.\n\nPlease call me."
    )


def test_the_document_keeps_every_line(item):
    _, document = item(TICKET)

    assert "Channel: email" in document.sections[0].text
    assert "Outcome: none yet" in document.sections[0].text


def test_a_text_without_facts_is_all_said(item):
    one, _ = item("Dear all,\n\nStatus: confused.\n\nYours, Ann")

    assert one.text == "Dear all,\n\nStatus: confused.\n\nYours, Ann"
    assert (one.day, one.customer, one.attributes) == (None, "", {})


def test_a_date_alone_is_a_fact(item):
    one, _ = item("Date: 31/12/2025\n\nFine.")

    assert (one.text, one.day) == ("Fine.", date(2025, 12, 31))


def test_declared_names_are_taken_and_no_others(item):
    one, _ = item(
        "When: 2026-01-02\nFirm: Acme\nDate: 2026-03-04\nDepot: Leeds\n\nFine.",
        date="when",
        customer="Firm",
        attributes=("depot",),
    )

    assert (one.day, one.customer, one.attributes) == (date(2026, 1, 2), "Acme", {"Depot": "Leeds"})


def test_front_matter_holds_the_facts_of_a_page(item):
    one, _ = item(
        "---\ntitle: Interview\nowner: U1\nupdated: 2026-03-19\ncustomer: Acme\nsegment: small\n"
        "---\n# Interview\n\nIt was fine.\n\n## More\n\nAnd quick.\n",
        "i.md",
    )

    assert (one.text, one.day) == ("It was fine.\n\nAnd quick.", date(2026, 3, 19))
    assert (one.customer, one.attributes) == ("Acme", {"customer": "Acme", "segment": "small"})


def test_a_date_of_its_own_comes_before_the_day_of_an_update(item):
    one, _ = item("---\ndate: 2026-01-02\nupdated: 2026-03-19\n---\nFine.\n", "i.md")

    assert one.day == date(2026, 1, 2)
