"""Which words of an owner are a reason, and for which number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.listeners.digests.meant import chosen, says_something
from knowledge.store.digests.reasons import ANSWERED, Reason

NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
COMPLAINTS = Reason(
    key="k",
    digest="care",
    delivery=1,
    metric="complaints",
    label="Complaints",
    channel="C0CARE",
    audience="everyone",
    owner="U0CARE",
    asked="Complaints: 31.",
    since=date(2026, 11, 9),
    until=date(2026, 11, 15),
    asked_at=NOW,
    id=1,
)
RATE = replace(COMPLAINTS, id=2, label="First-contact resolution", metric="fcr")


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("A flood closed the depot.", True),
        ("In Leeds two vans broke down", True),
        ("What we promised was too much for so few crews in one week", True),
        ("why", False),
        ("and by depot", False),
        ("what about Leeds", False),
        ("Is that the flood?", False),
        ("thanks", False),
        ("ok", False),
        (":eyes:", False),
    ],
)
def test_a_statement_is_told_from_questions_and_small_talk(text, is_said):
    assert says_something(text) is is_said


def test_the_number_that_is_named_is_meant_else_the_first_that_is_open():
    said = replace(COMPLAINTS, state=ANSWERED, answer="Rain.", answered_at=NOW)

    assert chosen([COMPLAINTS, RATE], "It rained.").id == 1
    assert (
        chosen([COMPLAINTS, RATE], "Resolution at the first contact fell with the new desk").id == 2
    )
    assert chosen([said, RATE], "It rained.").id == 2
    assert chosen([said], "It rained a lot.").id == 1
    assert chosen([], "It rained.") is None
