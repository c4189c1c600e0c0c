"""What a chat model may choose of the definitions, and nothing beyond them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge.metrics.defining.metric import MetricDefinition
from knowledge.metrics.query import Dimension, Where
from knowledge.models import Period
from knowledge.numbers.asked import Asked, Kind
from knowledge.numbers.language.learning import vocabulary
from knowledge.numbers.language.vocabulary import About
from knowledge.numbers.proposing import Proposing, checked
from knowledge.prompts import Prompts

PROMPTS = Path(__file__).resolve().parents[3] / "prompts"


class OneMetric:
    def metrics(self):
        return [MetricDefinition("bookings", "Bookings", Path("m.yaml"), 1, unit="bookings")]

    def about(self, metric):
        return About((), ("bookings",), additive=True, unconditional=True, entity="booking")

    def dimensions(self, metric):
        return [Dimension("booking__ward", "Ward"), Dimension("booking__patient", "Patient")]

    def values(self, metric, dimension):
        if dimension == "booking__ward":
            return ["Surgery", "Ear, nose"]
        return [f"Patient {number}" for number in range(100)]


class Scripted:
    name = "scripted"

    def __init__(self, text):
        self.text, self.user = text, ""

    def stream(self, system, user):
        self.user = user
        yield from (self.text[:5], self.text[5:])


@pytest.fixture
def words():
    return vocabulary(OneMetric())


def proposal(**told):
    return json.dumps({"metric": "bookings"} | told)


def test_a_query_of_defined_names_is_taken(words):
    text = (
        f"Here it is: {proposal(by='ward', where=[{'dimension': 'ward', 'values': ['surgery']}])}"
    )

    found = checked(text, words)

    assert found == Asked(
        "bookings",
        Kind.GROUPS,
        by="booking__ward",
        where=(Where("booking__ward", ("Surgery",)),),
        all_time=True,
    )


def test_its_time_is_a_pair_of_days(words):
    found = checked(proposal(since="2026-01-01", until="2026-03-31"), words)

    assert found
    assert found.period == Period(date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no idea",
        "{" * 5000,
        "[1, 2]",
        '{"metric": null}',
        '{"metric": "revenue"}',
        proposal(by="doctor"),
        proposal(where=[{"dimension": "ward", "values": ["Surgery' or 1=1 --"]}]),
        proposal(where=[{"dimension": "ward", "values": []}]),
        proposal(where=[{"dimension": "ward"}]),
        proposal(where=["ward"]),
        proposal(since="2026-01-01"),
        proposal(since="2026-03-01", until="2026-01-01"),
        proposal(since="yesterday", until="today"),
        proposal(by=["ward"]),
    ],
)
def test_anything_that_is_not_defined_is_refused_whole(words, text):
    assert checked(text, words) is None


def test_the_model_is_told_what_is_defined_and_no_list_of_names(words):
    chat = Scripted(proposal())

    found = Proposing(chat, Prompts(PROMPTS)).propose("How many?", words, date(2026, 11, 30))

    assert found
    assert "metric bookings: Bookings." in chat.user
    assert "Values: Surgery | Ear, nose" in chat.user
    assert "Patient 7" not in chat.user
    assert "2026-11-30" in chat.user
