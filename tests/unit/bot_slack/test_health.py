from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.listeners.needs.health import Health


@dataclass
class Counting:
    """As much of the inbox and the outbox as is asked."""

    number: int

    def waiting(self):
        return self.number

    def count(self, states):
        assert set(states) == {"held", "dead"}
        return self.number


@dataclass
class Hearing:
    wanted: int = 2
    connected: int = 2
    heard: datetime | None = None


def health(number=0, behind=0, writes_with="", hearing=None):
    made = Health(
        behind=lambda: behind,
        reads_with="a-model",
        writes_with=writes_with,
        inbox=Counting(number),
        outgoing=Counting(number),
    )
    made.hearing = hearing
    return dict(made.lines())


def test_a_bot_that_is_well_says_so():
    assert health(hearing=Hearing) == {
        "Search": "knows every document",
        "Reads with": "a-model",
        "Answers": "quoted",
        "Slack": "2 of 2 connections",
        "Questions at hand": "none",
        "Messages that Slack did not take": "none",
    }


def test_what_is_behind_waits_or_is_not_connected_is_told():
    told = health(1200, 3, "a-chat-model", lambda: Hearing(connected=0))

    assert told["Search"] == "3 changes behind"
    assert told["Answers"] == "written with a-chat-model"
    assert told["Slack"] == "not connected"
    assert told["Questions at hand"] == "1,200"
    assert told["Messages that Slack did not take"] == "1,200"


def test_a_bot_that_is_reached_over_http_has_no_connections_to_tell_of():
    assert "Slack" not in health()
