from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor.findings import State
from bot.doctor.local import hearing

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def told(connected, heard_before):
    heard = None if heard_before is None else NOW - timedelta(seconds=heard_before)
    return {"wanted": 2, "connected": connected, "heard": heard and heard.isoformat()}


@pytest.mark.parametrize(
    ("slack", "state"),
    [
        (None, State.OK),
        (told(2, 1), State.OK),
        (told(1, 1), State.OK),
        (told(0, 5), State.OK),
        (told(0, 31), State.WRONG),
        (told(0, None), State.WRONG),
    ],
)
def test_a_bot_that_hears_nothing_for_a_while_is_not_well(slack, state):
    assert hearing(slack, NOW).state is state


def test_it_is_said_since_when_and_what_to_look_at():
    found = hearing(told(0, 1800), NOW)

    assert "nothing from Slack since 09:00 UTC" in found.detail
    assert "status.slack.com" in found.detail


def test_the_number_of_connections_is_told():
    assert hearing(told(1, 1), NOW).detail.endswith("1 of 2 connections to Slack")
