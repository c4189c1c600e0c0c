"""What the next issue says of reasons that owners gave, and of those that they did not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from knowledge.digests.building import build
from knowledge.digests.sections.reasons import OwnersReasons
from knowledge.store.digests.calendar import Delivery, State
from knowledge.store.digests.reasons import ANSWERED, OPEN, Reason

MONDAY = date(2026, 2, 23)
DUE = datetime(2026, 2, 16, 8, tzinfo=UTC)
ONE = Reason(
    key="k",
    digest="care-weekly",
    delivery=1,
    metric="tickets",
    label="Tickets",
    channel="C0CARE",
    audience="everyone",
    owner="U0CARE",
    asked="Tickets: 31, above the red line of 25.",
    since=date(2026, 2, 9),
    until=date(2026, 2, 15),
    asked_at=DUE,
)
SAID = replace(
    ONE,
    state=ANSWERED,
    answer="A flood last week.",
    answered_by="U0CARE",
    answered_at=DUE + timedelta(hours=2),
)


@pytest.fixture
def section(sections):
    """Their remarks."""

    def made(*asks):
        return [remark for one in sections(*asks) for remark in one.remarks]

    return made


@pytest.fixture
def sections(figures, weekly):
    """The sections of the issue of Monday, 23 February, given all the asks there are."""

    def made(*asks):
        reasons = SimpleNamespace(
            said=lambda metrics, audiences: [
                one
                for one in asks
                if one.state == ANSWERED and one.metric in metrics and one.audience in audiences
            ],
            open_of=lambda digest: [
                one for one in asks if one.state == OPEN and one.digest == digest
            ],
        )
        sent = [Delivery(1, "care-weekly", DUE, "C0CARE", State.SENT)]
        issues = SimpleNamespace(of_digest=lambda _name, _limit: sent)
        digest = build(weekly(), figures, MONDAY)
        return OwnersReasons(reasons, issues).sections(digest, {"everyone"})

    return made


def test_a_reason_is_shown_with_its_period_and_who_gave_it(section):
    (remark,) = section(SAID)

    assert remark.text == "Tickets from 9 to 15 Feb 2026, said on 16 Feb 2026"
    assert (remark.quote, remark.by) == ("A flood last week.", "U0CARE")


def test_what_nobody_said_anything_to_is_listed_the_newest_first(section):
    older = replace(ONE, since=date(2026, 2, 2), until=date(2026, 2, 8))

    remarks = section(older, ONE)

    assert [one.text for one in remarks] == [
        "Tickets from 9 to 15 Feb 2026: asked on 16 Feb 2026, no reason given yet",
        "Tickets from 2 to 8 Feb 2026: asked on 16 Feb 2026, no reason given yet",
    ]
    assert {one.by for one in remarks} == {"U0CARE"}


@pytest.mark.parametrize(
    "one",
    [
        replace(SAID, audience="board"),
        replace(SAID, metric="returns"),
        replace(SAID, answered_at=DUE - timedelta(hours=1)),
        replace(ONE, audience="board"),
        replace(ONE, digest="other"),
        replace(ONE, asked_at=DUE + timedelta(days=7)),
    ],
)
def test_nothing_is_said_of_what_others_may_read_of_old_reasons_and_of_todays_asks(section, one):
    assert section(one) == []


def test_of_many_five_of_each_are_told_and_the_others_counted(sections):
    (one,) = sections(*[ONE] * 6, *[SAID] * 7)

    assert (len(one.remarks), one.more) == (10, 3)
