from __future__ import annotations

import pytest

from knowledge.answers.quoting.expected import (
    Expected,
    asks_for_rule,
    expected,
    holds,
    states_rule,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How often do we meet?", Expected.FREQUENCY),
        ("How long is the notice period?", Expected.DURATION),
        ("How many working days do refunds take?", Expected.DURATION),
        ("When does the depot open?", Expected.DATE),
        ("What is the price of storage?", Expected.MONEY),
        ("How much does it cost?", Expected.MONEY),
        ("What share of parcels is late?", Expected.SHARE),
        ("How many vans are there?", Expected.NUMBER),
        ("Which channel is for help?", Expected.CHANNEL),
        ("What is her phone number?", Expected.CONTACT),
        ("What is the e-mail address of the desk?", Expected.CONTACT),
        ("Who owns the promise?", Expected.PERSON),
        ("Why are there no Sundays?", Expected.REASON),
        ("Describe the strategy.", Expected.ANY),
        ("", Expected.ANY),
    ],
)
def test_the_form_of_a_question_tells_what_it_asks_for(question, kind):
    assert expected(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "there"),
    [
        (Expected.DATE, "It opens on 3 March.", True),
        (Expected.DATE, "It opens at 7:30.", True),
        (Expected.DATE, "It is in the cellar.", False),
        (Expected.DURATION, "Within five working days.", True),
        (Expected.DURATION, "By post.", False),
        (Expected.FREQUENCY, "They meet every Tuesday.", True),
        (Expected.FREQUENCY, "They are friends.", False),
        (Expected.MONEY, "It costs £40.", True),
        (Expected.MONEY, "It costs 40 euros.", True),
        (Expected.MONEY, "It is dear.", False),
        (Expected.SHARE, "It is 12 %.", True),
        (Expected.SHARE, "It is most.", False),
        (Expected.NUMBER, "There are twelve.", True),
        (Expected.NUMBER, "There are many.", False),
        (Expected.CHANNEL, "Ask in #help-desk.", True),
        (Expected.CHANNEL, "Ask around.", False),
        (Expected.CONTACT, "Write to desk@company.example.", True),
        (Expected.CONTACT, "Write to us.", False),
        (Expected.PERSON, "Olga owns it.", None),
        (Expected.ANY, "12 euros", None),
    ],
)
def test_a_text_is_seen_to_hold_what_was_asked_for(kind, text, there):
    assert holds(kind, text) is there


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("May I work from home?", True),
        ("Are gifts allowed?", True),
        ("Where is the depot?", False),
    ],
)
def test_who_asks_what_is_allowed_asks_for_a_rule(question, rule):
    assert asks_for_rule(question) is rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Gifts must be declared.", True),
        ("Nobody works here without a helmet.", True),
        ("The depot is in the north.", False),
    ],
)
def test_a_text_that_allows_or_forbids_states_a_rule(text, rule):
    assert states_rule(text) is rule
