"""Numbers, dates and amounts in one form."""

from __future__ import annotations

import pytest

from knowledge.answers.claims.quantities import quantities


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,200 jobs", "1200 jobs"),
        ("1,200 jobs", "1.2k jobs"),
        ("1.200 jobs", "1200 jobs"),
        ("£4.6 million", "£4,600,000"),
        ("26.5 %", "26.5% of jobs"),
        ("26,5 %", "26.5 percent"),
        ("twelve depots", "12 depots"),
        ("twenty-four hours", "24 hours"),
        ("24 hours", "one day"),
        ("two weeks", "14 days"),
        ("12 months", "one year"),
        ("within an hour", "60 minutes"),
        ("30-day window", "30 working days"),
        ("3 March 2026", "2026-03-03"),
        ("March 3, 2026", "03.03.2026"),
        ("in March 2026", "3 March 2026"),
        ("17:00", "5 pm"),
        ("noon", "12:00"),
        ("€5", "5 euros"),
        ("EUR 5.50", "€5.50"),
        ("34 pounds", "£34"),
        ("in 2026", "1 April 2026"),
        ("£24 a visit", "Price: 24.00"),
        ("-6.5 %", "-6.5 percent"),
    ],
)
def test_two_ways_to_write_a_quantity_match(one, other):
    (mine,), (theirs,) = quantities(one), quantities(other)

    assert mine.matches(theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30 days", "30 hours"),
        ("5 %", "5 percentage points"),
        ("£5", "€5"),
        ("1 March 2026", "1 May 2026"),
        ("1 March 2026", "March 2026"),
        ("2026", "2027"),
        ("17:00", "7 pm"),
        ("1.2 million", "1.2"),
        ("one month", "30 days"),
    ],
)
def test_different_quantities_do_not_match(one, other):
    (mine,), (theirs,) = quantities(one), quantities(other)

    assert not mine.matches(theirs)


@pytest.mark.parametrize(
    "text", ["P1 and Q3", "one of them", "a household", "we may go", "v2.1.0b", ""]
)
def test_codes_pronouns_and_articles_are_no_quantities(text):
    assert quantities(text) == []
