"""What customers say in the period of a digest, and what they newly speak of."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from knowledge.digests.definition import DigestDefinition, Quotes
from knowledge.digests.digest import Digest, Status
from knowledge.digests.sections.rising import RisingTheme
from knowledge.digests.sections.voices import Voices
from knowledge.insights.lately.rising import rising
from knowledge.insights.service import Insights
from knowledge.models import Period

MONDAY = date(2026, 6, 22)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
LATE = "the van was late again and nobody phoned me before the delivery window, which is bad."
CRASH = "the mobile app crashes at login and the password fails, which is very annoying."
HAPPY = "the van was punctual today and the driver was friendly, thank you for the delivery."


def digest(**settings):
    quotes = Quotes("tickets", 2)
    usual = DigestDefinition("care", "Care", "C0CARE", "last_complete_week", (), quotes=quotes)
    return Digest(usual, MONDAY + timedelta(days=7), Status.READY, **{"period": WEEK, **settings})


@pytest.fixture
def lately(fake_items, embedder, stored):
    """Reads tickets: (text, how often, weeks before), one customer each."""

    def made(*given):
        found = [
            stored(
                100 * place + number,
                f"In case {chr(97 + number % 26)}{chr(97 + place)}, {text}",
                source="tickets",
                day=MONDAY - timedelta(weeks=back) + timedelta(days=number % 7),
                customer=f"customer {place} {number}",
            )
            for place, (text, often, back) in enumerate(given)
            for number in range(often)
        ]
        return Insights(fake_items.MemoryItems(found, embedder), embedder).lately

    return made


def test_the_largest_theme_of_the_period_is_quoted_twice_and_contradicted_once(lately):
    room = Voices(lately((LATE, 14, 0), (HAPPY, 3, 0), (CRASH, 30, 1)), {"tickets": "care"})

    (section,) = room.sections(digest(), {"everyone", "care"})

    lead, *quotes = section.remarks
    assert section.title == "What customers say"
    assert lead.text.endswith("of 17 in tickets.")
    assert [one.against for one in quotes] == [False, False, True]
    assert all("late again" in one.quote for one in quotes[:2])
    assert "punctual" in quotes[2].quote
    assert all(WEEK.start <= one.citation.updated <= WEEK.end for one in quotes)


def test_voices_that_a_period_lacks_are_quoted_from_before_it_and_called_so(lately):
    room = Voices(lately((LATE, 1, 0), (LATE, 2, 3), (HAPPY, 1, 9)), {"tickets": "care"})

    (section,) = room.sections(digest(), {"everyone", "care"})

    told = [one.text for one in section.remarks]
    assert told == [
        "1 in tickets in this period.",
        "On 22 Jun 2026:",
        "On 1 Jun 2026, before this period:",
        "On 20 Apr 2026, before this period, against it:",
    ]


def test_a_period_without_words_says_so(lately):
    room = Voices(lately((LATE, 1, 3)), {"tickets": "care"})

    (section,) = room.sections(digest(), {"everyone", "care"})

    told = [one.text for one in section.remarks]
    assert told == [
        "Nothing in tickets in this period.",
        "On 1 Jun 2026, before this period:",
        "Nobody among them says otherwise.",
    ]


@pytest.mark.parametrize(
    ("audiences", "reason"),
    [
        ({"tickets": "care"}, "tickets is for care, the digest is not: it quotes nobody."),
        ({}, "There is no source 'tickets' of customers' words."),
    ],
)
def test_nobody_is_quoted_whom_a_reader_may_not_read(lately, audiences, reason):
    found = lately((LATE, 14, 0))

    (section,) = Voices(found, audiences).sections(digest(), {"everyone"})

    assert (section.remarks, section.reason) == ((), reason)
    assert RisingTheme(partial(rising, found), audiences).sections(digest(), {"everyone"}) == []


def test_a_theme_that_newly_rises_is_told_with_how_many_of_how_many(lately):
    found = lately((LATE, 14, 0), (CRASH, 12, 0), (LATE, 20, 1), (LATE, 20, 2), (CRASH, 2, 2))

    (section,) = RisingTheme(partial(rising, found), {"tickets": "care"}).sections(
        digest(), {"everyone", "care"}
    )

    count, quote = section.remarks
    assert section.title == "New among customers"
    assert count.text.endswith(
        ": 12 of 26 (46 %) in tickets; in the 12 weeks before 2 of 42 (5 %)."
    )
    assert "crashes" in quote.quote


def test_a_share_that_is_about_as_before_does_not_rise(lately):
    same = lately((LATE, 14, 0), (CRASH, 8, 0), (LATE, 20, 1), (CRASH, 10, 2))
    unknown = lately((LATE, 14, 0), (CRASH, 12, 0), (LATE, 9, 1))

    before = Period(MONDAY - timedelta(weeks=12), MONDAY - timedelta(days=1))
    assert rising(same, frozenset({"everyone"}), "tickets", WEEK, before) is None
    assert rising(unknown, frozenset({"everyone"}), "tickets", WEEK, before) is None
